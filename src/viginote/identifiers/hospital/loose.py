"""Care sites whose type word says little or is missing, held by more: brands, units, partners, letters."""

import re
from collections.abc import Iterator

from viginote.identifiers._anchored import Anchored, needs
from viginote.identifiers._base import UPPER, Hit, before
from viginote.identifiers._places import SITE_NAME
from viginote.identifiers.hospital.named import NOT_A_NAME, SITE_OF_GROUP, named
from viginote.regex import regex

#: Numbered by their department: "SAMU 34", "CRRA 15".
_OF_DEPARTMENT = Anchored(r"(?:SAMU|SMUR|CRRA|EFS)[ -]?(?:[0-9]{2,3}|2[AB])(?![\w.,/-])")
#: Groups and houses that everybody names by their letters alone.
_BY_LETTERS = Anchored(
    r"(?<!-)(?:AP-?H[PM]|HCL|HEGP|HUG|HUS|HIA|HFME|HEH|MFME|IGR|IUCT|CHUV)(?![\w-]| [0-9])"
)
#: Hospitals by letters of their own wherever they stand, less diseases, treatments and words: "CHSF".
_LETTERS_ALONE = Anchored(
    r"(?:CH(?:(?!(?:CM|L[AO]|RS|SCT|OL|NU)\w*\b)(?:[DGHJLMNPTVW][A-Z]{0,3}|[BF][A-Z]{1,3}|R[OPS][A-Z]{0,2}"
    r"|SF|I(?:C|V|L|PS|CAS|NDS|MM|LT)|O[GR]|A[LM])|BT)"
    r"|GH(?!RH|RP)(?:[EILNPR][A-Z]{1,4}|[STVB][A-Z]{2,4}))(?![\w'-])"
)
_SMALL = regex(r"[a-zà-ÿ]{2}")
_NAME_BEFORE = regex(rf"(?<![\w'-]){UPPER}[\w'-]+ \(?\Z")
#: "vu au CHIC", "Dest. CHL", "équipes du GH70": a hospital by letters of its own, where somebody goes;
#: not its type alone, nor what else is written so. Dotted, what no disease is called: "C.H.C.B.", "C.H.G.".
_OWN_LETTERS = regex(
    r"[CG](?:(?:(?<=[a-z] [ad]u .)|(?<=vers .)|(?<=[Dd]est\. .)|(?<=urg .))"
    r"(?:(?<=C)(?!H(?:U|R|RU|S|A|C|AM|RS|SCT|OP|UP|IR)\b)H[A-Z]{1,5}"
    r"|(?<=G)(?!H(?:B|M|T|RH)\b)H[A-Z0-9]{1,4})(?![\w-]| [A-Zd])"
    r"|(?<=C)\.(?<!\w..)H\.(?:[GP](?![.\w]*\w)|[A-Z](?:\.[A-Z]){1,3}(?!\w))\.?)"
)
#: The hospital groups of Paris: "AP-HP Sorbonne Université"; "l'HCL" is an acid.
_GROUP = regex(r"[ .\-]{1,3}(?:Sorbonne|Nord|Centre|Saclay)(?:[ -]Université)?(?: Paris[ -](?:Cité|Saclay))?")
_ACID = regex(r"(?:l'|d'|acide |solution |[0-9] )\Z")
_DOCTORS_ON_CALL = Anchored(r"sos medecins? [0-9]{2}(?![0-9./])")
#: "Hôtel-Dieu", wherever it is.
_GODS_HOUSE = Anchored(r"hotel[ -]dieu(?![a-z])")
_HOME = Anchored(r"foyer (?=l[ae]s? |l')")  # "foyer Les Genêts"
#: "Cabinet Guillou/Hamon": a practice by the names of its partners.
_PRACTICE = Anchored(r"cabinet (?=[a-z])")
_OF_PRACTICE = regex(rf"(?:du |des |de la |de l'|[Ll]es (?:[0-9] )?|[Rr]ue (?:d[eu]s? |de la )?)(?={UPPER})")
_PARTNERS = regex(rf"(?:[ ]?[/&\-–][ ]?{UPPER}[\w']+){{1,4}}|[ ]et associ[ée]e?s")
#: "Centre de Kerpape", "Centre Léon-Bérard": the plain word, with a name.
_CENTRE = Anchored(r"centre (?:de |d'|du |des )?(?=[a-z])")
_NO_SITE = regex(
    r"(?:ville|loire|france|europe|commercial|culturel|sportif|aere|equestre|national|regional|commune"
    r"|paris|val|reference|competences?|gestion|controle|formation|detention|penitentiaire|retention|impots"
    r"|bourg|est|ouest|sud|nord|hospitalier\w*|medic\w*|social|recherche|appel|antipoison|anti|soins|volume"
    r"|chu?|hopit\w*|clinique|\w{4,}(?:iques?|aires?|elles?|ales?))(?![a-z])"
)
#: Units of a site that is named by its town or its own name alone: "réa Besançon", "SAU Tenon".
_UNIT = Anchored(
    r"(?:rea|reanimation|urgences|urg|sau|usic|uhcd|usip|smur|samu|usc|maternite|mater|soins intensifs"
    r"|dialyse)"
    r" (?:de |d'|du )?"
)
#: Units that every site has, and that are no part of its name.
_EVERYWHERE = ("urg", "sau")
_TITLE_CASE = regex(
    rf"{UPPER}[a-zà-ÿœ']+"
    rf"(?:[ \-](?:(?:sur|en|la|le|les|de|du)[ \-])?{UPPER}[a-zà-ÿœ']+){{0,3}}(?!\w)"
)
#: Associations that receive patients: two names at least, since drugs are in association too.
_ASSOCIATION = Anchored(r"(?:association|asso|fondation|residence)(?: d'aide)? ")
#: Endings of drugs, which are given in association: "association Ciprofloxacine et Amikacine".
_DRUGS = regex(r"(?:ine|ole|ide|oles?|ate|vir|mab|nib|ime|pril|tan|xel|one|am|prim|bactam|acid)\b")
_PLUS = regex(r" ?[+/]")
_CARE_BEFORE = regex(
    r"\b(?:ehpad|usld|foyer|maison de retraite|hebergement|entree en|institution)[ :\-–(]{1,4}\Z"
)
_SEVERAL = regex(
    r"(?:(?:les|des|la|le|l'|Les|La|Le|Des|L')[ ']?)?"
    rf"{UPPER}\w+[ \-](?:\w{{2,3}}[ \-])?{UPPER}[a-zà-ÿ]\w*"
)
_HEADING_AFTER = regex(r" ?:")


def by_letters(text: str, folded: str) -> Iterator[Hit]:
    """Services numbered by their department, and houses known by their letters."""
    for m in _OF_DEPARTMENT.matches(folded, text):
        yield Hit(m.start(), m.end(), 0.8, "service of a department")
    for m in _OWN_LETTERS.finditer(text):
        yield Hit(m.start(), m.end(), 0.75, "house with letters of its own, where somebody goes")
    for m in _LETTERS_ALONE.matches(folded, text):
        if _is_house(text, m):
            name = SITE_NAME.match(text, m.end() + 1) if text.startswith(" ", m.end()) else None
            end = name.end() if name else m.end()
            site = SITE_OF_GROUP.match(text, end)
            yield Hit(m.start(), site.end() if site else end, 0.7, "house with letters of its own")
    for m in _DOCTORS_ON_CALL.matches(folded):
        yield Hit(m.start(), m.end(), 0.85, "doctors on call of a department")
    for m in _GODS_HOUSE.matches(folded):
        yield Hit(m.start(), m.end(), 0.75, "house of God, as old hospitals are called")
    for m in _BY_LETTERS.matches(folded, text):
        if not _ACID.search(before(folded, m.start(), 9)):
            group = _GROUP.match(text, m.end()) if m[0].startswith("AP") else None
            yield Hit(m.start(), (group or m).end(), 0.8, "house known by its letters")


@needs(_CENTRE, _HOME, _PRACTICE, _UNIT, _ASSOCIATION)
def loose(text: str, folded: str) -> Iterator[Hit]:
    """Sites whose type word says little, held by more: a plain "centre", a unit and a town, two names."""
    for m in _CENTRE.matches(folded):
        if not _NO_SITE.match(folded, m.end()) and _TITLE_CASE.match(text, m.end()):
            yield from filter(None, [named(text, folded, m.start(), m.end(), 0.75)])
    for m in _HOME.matches(folded):
        yield from filter(None, [named(text, folded, m.start(), m.end(), 0.75)])
    for m in _PRACTICE.matches(folded):
        practice = named(text, folded, m.start(), m.end(), 0.75)
        if practice and (partners := _PARTNERS.match(text, practice.end)):
            yield Hit(practice.start, partners.end(), 0.9, "practice of several partners")
        elif practice and _OF_PRACTICE.match(text, m.end()):
            yield practice
    for m in _UNIT.matches(folded):
        name = _TITLE_CASE.match(text, m.end())
        if name and _is_unit(text, folded, m, name):
            start = name.start() if m[0].startswith(_EVERYWHERE) else m.start()
            yield Hit(start, name.end(), 0.75, "unit and the name of its site")
    for m in _ASSOCIATION.matches(folded):
        if m[0].startswith("residence"):
            held = _CARE_BEFORE.search(before(folded, m.start(), 24)) is not None
        else:
            held = _SEVERAL.match(text, m.end()) is not None
        hit = named(text, folded, m.start(), m.end(), 0.8) if held else None
        if hit and not (_DRUGS.search(folded, m.end(), hit.end) or _PLUS.match(folded, hit.end)):
            yield hit


def _is_house(text: str, letters: re.Match[str]) -> bool:
    """Whether letters stand among words, not in a line of capitals, and are no end of a name."""
    start, end = letters.span()
    among_words = _SMALL.search(text, max(0, start - 30), end + 30) is not None
    return among_words and not _NAME_BEFORE.search(before(text, start, 30))


def _is_unit(text: str, folded: str, unit: re.Match[str], name: re.Match[str]) -> bool:
    """Whether a unit and a title-case name are a site: no heading, no specialty, no title of a doctor."""
    return not (
        NOT_A_NAME.match(folded, name.start())
        or _NO_SITE.match(folded, name.start())
        or text[unit.start() + 1 : unit.end()].istitle()
        or _HEADING_AFTER.match(text, name.end())
        or not SITE_NAME.match(text, name.start())
    )
