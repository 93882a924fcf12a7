"""What looks like a name of a person and is none: eponyms, stages, placeholders, cited authors."""

import re
from collections.abc import Iterator
from functools import cache

from viginote.names.lexicon import Span, is_acronym
from viginote.names.lists import entries
from viginote.text import fold, words

#: A stage, a grade or a sign; an age or a count is none: "Masson 54 ans", "Arnold 3 fois".
STAGE = re.compile(
    r" (?!va |\d{1,3} ?(?:ans?|a|m|mois|j(?:ours?)?|sem(?:aines)?|fois)\b)"
    r"(?:[ivx]{1,4}[abc]?|a(?! [a-z0-9])|[a-d]\d|[b-d]|\d{1,3}[abc]?(?![-/]\d)|\+|-)(?![a-z0-9])"
)
_SAID_STAGE = re.compile(r" (?:de )?(?:stade|grade|type|classe) ?(?:[ivx]{1,4}|[a-d]|\d)(?![a-z]{2})")
#: What is found out of a patient stands behind its label: "ATCD : Huntington, HTA".
_DIAGNOSED = re.compile(
    r"\b(?:atcds?|antecedents?|diag(?:nostic)?s?|dg|dx|comorbidites?|pathologies?) ?[:=] ?\Z"
)
#: A mark out of so many, which no day of a month is: "Pittsburgh à 12/21".
_MARK = re.compile(r" (?:(?:a|:|=) ?)?\d{1,3}(?:[.,]\d)?/(?:1[3-9]|2[0178]|[3-9]\d|1\d\d)(?![0-9/])")
_OF = r"(?:de la |de l'|de |du |des |d'|selon |type |dite? (?:de )?|of )?(?:von |van |de )?"
_AND = r"(?:[a-z'-]{2,20}(?: et | & |, |-|/|- ))?"
_BEFORE = re.compile(rf"([a-zœæ-]{{2,24}})(?: (?:[a-zœæ]{{4,16}}|[ivx]{{1,4}}(?:-?[a-d])?))? {_OF}{_AND}$")
#: What a device is for stands before its make: "cathéter d'aspiration Sofia", "sonde de lavage Dufour".
_MADE_FOR = re.compile(r"([a-zœæ-]{3,24}) (?:d'|de |a )[a-zœæ]{4,16} $")
_OF_WHOM = re.compile(r" (?:d[eu]s? |d'|selon |type |dite? |of )")
_STAGE_OF = re.compile(r"\b(?:stade|grade|type|classe) [0-9][a-c]? (?:de |d'|selon )$")
#: Nouns that nothing but a disease, a sign or a way to do something goes with: no town, no house is behind
#: their "de" ("critères de New York"), as one is behind "IRM", "réseau de" or "protocole de".
_NO_PLACE = re.compile(
    r"\b(?:signes?|tests?|scores?|indices?|index|criteres?|classif(?:ication)?s?\.?|cotation|echelles?|stades?"
    r"|maladie|syndromes?|sdr?|sdm|paralysie|man(?:oe|œ)uvres?|epreuves?|phenomenes?|triade|triangle|loi"
    r"|effets?|reflexe|operations?|techniques?|procedes?|methodes?|formule|angle|ligaments?|canal|nerf"
    r"|corps(?! (?:med|enseig))|corpuscules?|cellules?|glandes?|trompe|sondes?|drains?|attelle|corset|pince"
    r"|ciseaux|aiguille|trocart|speculum|forceps|lames?|valve|clou|plaque|broches?|fixateur|orthese|hernie"
    r"|tumeurs?|sarcomes?|kystes?|nodules?|lymphomes?|anemie|ulceres?|purpura|gangrene|phlegmon|chorees?"
    r"|epilepsie|nevralgie|goitre|thyroidite|dermatose|tetralogie|trisomie|foyer aortique|fracture|luxation"
    r"|lesions?|dosages?|conference de consensus|consensus|coloration|reaction|fievre|granulomatose"
    r"|nephropathie|tubercules?|sillon|polygone|cercle|figure|balance|cube|inclusions?|orchidometre|canule"
    r"|patch|quotient"
    # dishes and goods with the name of the town that first made them
    r"|choux|pruneaux|piments?|jambon|saucisses?|moutarde|nougat|bleu|tomme|savon|eau(?! de vie)|talc|platre)"
    r"(?: (?:[a-zœæ]{4,16}|[ivx]{1,4}|[0-9][a-c]?))?"
    r" (?:de la |de l'|de |du |d'|selon )(?:[a-z'-]{2,20}(?: et | & |-|/))?$"
)
#: Operations by how their names end, and the way they are done: "jéjunostomie à la Witzel".
_OPERATED = re.compile(
    r"[a-z]{3,}(?:plastie|tomie|pexie|raphie|dese|lyse|paration|dectomie)s?(?: [a-z]{4,16})?"
    r" (?:a la |selon |type |(?P<bracket>\())(?:la )?\Z"
)
#: By what the heart was measured: "FEVG 62 % par Simpson".
_MEASURED_BY = re.compile(
    r"(?:\bfevg?|\bfraction d'ejection|%)[^.;\n]{0,24} (?:par|selon|en|au|d'apres)(?: la methode de)? \Z"
)
#: What is done by a method that bears its inventor's name; "kiné" is who does it as well: "kiné Mézières".
_TREATED = re.compile(
    r"\b(?:kine(?:sitherapie)?|reeducation|seances?|exercices?|etirements?|drainage|massages?|semelles)"
    r"(?: (?:type|selon|par|en|methode))? \Z"
)
_INVENTORS = frozenset(
    words(
        "alfredson bienfait bobath busquet cawthorne codman cyriax feldenkrais kabat klapp leduc maitland "
        "mckenzie mezieres mulligan perfetti pilates schroth sohier souchard stanish troisier vodder vojta"
    )
)
_JOINED = re.compile(r"([a-z]+)(?:-| et |/)$")
_JOINED_AFTER = re.compile(r"(?:-| et |/)([a-z]+)")
_HEAD = re.compile(r"(?<![a-z-])([a-z]{2,20})[ -]\Z")  # "Di George", of which "Di" stands before
_CITED = re.compile(r"\bet al\b|\b(?:19|20)\d\d\b[^\n;]{0,14};\s?\d+|\bdoi\b|\bpmid\b")
#: What a reference to the literature holds.
_CITING = ("et al", "doi", "pmid")
_ISSUE = re.compile(r"[12](?<!\w.)(?:(?<=1)9|(?<=2)0)\d\d\b[^\n;]{0,14};")
_AUTHORS = re.compile(
    r"(?<!\w)(?:[^\W\d_][\w'-]{1,30}(?: [^\W\d_][\w'-]{1,30})? [A-Z]{1,3}(?:[,;.]|\.,)\s){2,}"
    r"(?:[^\W\d_][\w'-]{1,30} [A-Z]{1,3}\.?(?= et al))?"
)
#: "les cas rapportés par Choudry et Andrew": who published, one of the two at least.
_PUBLISHED = re.compile(
    r"\b(?:rapporte|decrit|publie|propose|observe|etudie|retrouve|selon|d'apres|cas|serie|etude)[a-z]{0,2}"
    r"(?: (?:par|de|d'))? (?:[a-z-]{3,20} (?:et|&) )?\Z"
)
_COAUTHOR = re.compile(r" (?:et|&) (?:al\b|coll\b|[a-z]+,)|,? ?[\[(][0-9]")
#: Nobody is cared for "et al.".
_ET_AL = re.compile(r"(?: [a-z]{1,2}\.?)?,? (?:et|&) (?:al|coll)(?:\.| ?[(\[,]| ?(?:19|20)\d\d)")
#: The trials that a noun announces, in capitals: "essais DAWN, MR CLEAN et LAURA".
_ANNOUNCED = re.compile(
    r"(?:[EÉeé]tudes?|[Ee]ssais?)"
    r"(?: [a-zà-ÿ]{5,16}| de phase [0-9I]{1,3})? "
    r"(?:[A-Z][A-Z0-9-]*(?: [A-Z0-9][A-Z0-9-]*)?(?:, | ?[;/] ?| et | ou ))*(?:[A-Z]{2} )?\Z"
)
#: A trial's number is joined to its name: "PAOLA-1"; an age or a telephone number is none.
_NUMBERED = re.compile(r"-\d{1,3}[A-Z]?(?![\w]|[ ./-]\d| ?(?:ans?|mois|a|j)\b)")
_ANIMAL = re.compile(
    r"\b(?:chien(?:ne)?|chiot|chat(?:te|on)?|lapine?|hamster|poney|cheval|jument|perroquet|perruche)"
    r"(?: (?:nomm|appel|baptis)ee?| s'appelle| dit)? ?[:,(«\"]? ?\Z"
)
#: Endings of germs, drugs, substances and findings, for words that no list of names or towns knows.
_MEDICAL = re.compile(
    r"(?:mycine?|cilline?|cycline|floxacine|azole|sartan|statine|prazole|olol|tidine|zepam|caine|barbital"
    r"|cocc(?:us|i|ique)|coques?|bacter(?:ium|iose)?|virus|viridae|myces|plasma|monas|thrix|sporum"
    r"|burgdorferi|conorii|pneumoniae|ensis|osis|emia|phage|oides|ase|globuline|thromycine|[mt]azine|iamina?|umab|tinib|tifan|parine?)\Z"
)

#: What bears the name of a saint and is neither a town nor a person: "coquilles saint jacques", "feu de
#: saint antoine"; without the saint "feu Antoine" is somebody who died.
_THING_OF_SAINT = re.compile(r"\b(?:noix|coquilles?|feux?|mal|danse|herbes?|croix|feve|arbre) (?:de )?\Z")
_SAINT = re.compile(r"(?:de )?(?:sainte?|ste?)[ -][a-z]")
_LONGEST_THING = 14

#: Abbreviations that some write with dots, as initials are: "T.A. 14/8", "F. R. 18", "A.V.C.".
_DOTTED = re.compile(r"[A-Z]\.(?<![\w.]..)(?:(?:[A-Z]\.){0,3}[A-Z]\.?|(?:(?<!M\.) [A-Z]\.){1,4})(?![\w'])")
#: Those of them that are too short, or too often initials, to count as abbreviations without dots.
_DOTTED_TOO = frozenset(words("bu ct eg fc fr ht kt ms mv og ras rr rx sa spo tr"))
#: Who has initials and no name: what stands before, and behind.
_WHO_BEFORE = re.compile(
    r"(?:\b(?:patiente?|enfant|bebe|fillette|garcon|jeune|nom|prenom|initiales|agit|frere|soeur|fils|fille|mari"
    r"|epouse?|mere|pere|ami|amie|interne|externe|ide|as|signe|redige|tapee?|dictee?|vue?|par|dr|pr|docteur)"
    r"(?: (?:d'|de|par|le|la|du))?[ :.]{1,3}|\b(?:m|mr|mme|mlle|melle|madame|monsieur|mademoiselle)\.? )\Z"
)
_WHO_BEHIND = re.compile(
    r"[ ,]{0,2}\(?(?:age|nee?\b|[0-9]{1,3} ?(?:ans?\b|a\b|mois\b)|[a-z-]+ ans\b|patiente?\b|jeune\b|homme\b"
    r"|femme\b|fille|garcon|vit\b|habite|vient\b|consulte|presente\b|a ete\b"
    r"|est (?:un|nee?|venu|suivi|admis|hospit|adress|vue?\b))"
)
_REACH_OF_WHO = 24

#: The items of a list before and behind, with a value or a sign: "Phalen +, Guyon libre. Segond absent."
_ITEM_BEFORE = re.compile(
    r"((?:[a-z][a-z'-]{2,}[ ]){0,2}[a-z][a-z'-]{2,})"
    r"(?: [0-9+a-d-][0-9,./%+-]{0,5}| (?:neg|pos|non|absent|libre|ok)[a-z]{0,4})?(?: ?[,;/.+] ?| et | ou )\Z"
)
_ITEM_AFTER = re.compile(
    r"(?: [0-9+a-d-][0-9,./%+-]{0,5}| (?:neg|pos|non|absent|libre|ok)[a-z]{0,4})?"
    r"(?: ?[,;/.+] | et | ou )((?:[a-z][a-z'-]{2,}[ ]){0,2}[a-z][a-z'-]{2,})(?![a-z'-])"
)
_ITEM_REACH = 40
_TRIALS_REACH = 160


def is_no_name(value: str) -> bool:
    """Whether a value is a title, role, function word, acronym or placeholder such as "X": nobody's name."""
    words = [w for w in re.split(r"[\W\d_]+", fold(value)) if w]
    if is_acronym(value) or value.strip(".") in _PLACEHOLDERS:
        return True
    return all(w in entries("never_names") for w in words)


#: What stands for nobody; a laboratory method that is a first name in other letters.
_PLACEHOLDERS = frozenset(("X", "XX", "XXX", "Y", "Z", "ELISA"))


def is_eponym(folded: str, start: int, end: int, *, is_first: bool = False) -> bool:
    """Whether the span names a disease, sign, score or thing: by the noun before it, or by itself.

    `is_first`: whether it is a first name, of which no noun makes a thing but with "de": "vaccin Lila fait".
    """
    if is_treatment(folded, start, end):
        return True
    if follows_medical_noun(folded, start, of_only=is_first and folded[start:end] not in entries("graded")):
        return True
    parts = [part for part in re.split(r"[-. ]+", folded[start:end]) if part]
    if len(parts) > 1 and len(parts[-1]) == 1:  # its grade: "Los Angeles B"
        del parts[-1]
    things = _things()
    if "-".join(parts) in things or all(part in things for part in parts):
        return True
    if _is_half(folded, start, end):
        return True
    head = _HEAD.search(folded, max(0, start - 24), start)
    return head is not None and "-".join((head[1], *parts)) in things


def _is_half(folded: str, start: int, end: int) -> bool:
    """Whether the span and the name joined to it are an eponym, in either order: "Durie et Salmon"."""
    left = _JOINED.search(folded, max(0, start - 24), start)
    right = _JOINED_AFTER.match(folded, end, end + 24)
    others = [other[1] for other in (left, right) if other]
    value, things = folded[start:end], _things()
    return any(f"{other}-{value}" in things or f"{value}-{other}" in things for other in others)


def is_thing(word: str) -> bool:
    """Whether a folded word names a disease, a score, a make wherever it stands: no noun is needed."""
    return word in _things()


def names_nobody(word: str) -> bool:
    """Whether a word is of those that name a disease, a score, a make, an abbreviation, or never a person."""
    folded = fold(word).rstrip(".")
    return is_acronym(word) or is_thing(folded) or folded in entries("never_names")


def is_listed(folded: str, start: int, end: int) -> bool:
    """Whether the span stands in a list of eponyms: between two, or beside one where it is one of those that
    are surnames too ("Heberden, Bouchard").
    """
    left = _ITEM_BEFORE.search(folded, max(0, start - _ITEM_REACH), start)
    right = _ITEM_AFTER.match(folded, end, end + _ITEM_REACH)
    beside = [item[1] for item in (left, right) if item and _names_one_of(_known(), item[1])]
    shared = all(part in _known() for part in re.split(r"[- ]", folded[start:end]))
    return len(beside) > 1 or (shared and any(_names_one_of(_things(), item) for item in beside))


def _names_one_of(things: frozenset[str], item: str) -> bool:
    return any(word in things or not things.isdisjoint(word.split("-")) for word in item.split())


@cache
def _known() -> frozenset[str]:
    return _things() | entries("graded")


@cache
def _things() -> frozenset[str]:
    return entries("eponyms") | entries("things")


def is_treatment(folded: str, start: int, end: int) -> bool:
    """Whether the span is the inventor of the method by which somebody is treated: "kiné Mézières"."""
    return folded[start:end] in _INVENTORS and _TREATED.search(folded, max(0, start - 32), start) is not None


def is_animal(folded: str, start: int) -> bool:
    """Whether the name at `start` is of an animal: "son chien Boris", "chat nommé Félix"."""
    return _ANIMAL.search(folded, max(0, start - 32), start) is not None


def is_after_saint(folded: str, start: int) -> bool:
    """Whether what is named after a saint stands there: a disease, a plant, a dish."""
    return (
        _SAINT.match(folded, start) is not None
        and _THING_OF_SAINT.search(folded, max(0, start - _LONGEST_THING), start) is not None
    )


def dotted_abbreviations(text: str, folded: str) -> Iterator[Span]:
    """Abbreviations with dots, unless a title, a kin word or an age makes initials of them."""
    for term in _DOTTED.finditer(text):
        start, end = term.span()
        letters = re.sub("[ .]", "", folded[start:end])
        if (
            (letters in _DOTTED_TOO or letters in entries("acronyms"))
            and not _WHO_BEFORE.search(folded, max(0, start - _REACH_OF_WHO), start)
            and not _WHO_BEHIND.match(folded, end)
        ):
            yield start, end


def follows_medical_noun(folded: str, start: int, *, of_only: bool = False) -> bool:
    """Whether a noun of disease, sign or device stands before, or an eponym that is joined to the span.

    `of_only`: whether only what a word such as "de" ties to the span counts.
    """
    before = folded[max(0, start - 60) : start]
    noun = _BEFORE.search(before)
    nouns = entries("medical_nouns").intersection(noun[0].split()) if noun else frozenset()
    if noun and not _OF_WHOM.search(noun[0]):
        nouns = frozenset() if of_only else nouns - entries("acts")
    if nouns:
        return True
    operated = _OPERATED.search(before)
    if (operated and not operated["bracket"]) or _STAGE_OF.search(before):
        return True
    made = None if of_only else _MADE_FOR.search(before)
    if made and made[1] in entries("medical_nouns") - entries("acts"):
        return True
    joined = _JOINED.search(before)
    return joined is not None and joined[1] in entries("eponyms")


def is_no_place(folded: str, start: int) -> bool:
    """Whether a noun stands before that goes with no town and no house: "indice de Ferguson"."""
    low = max(0, start - 60)
    return any(pattern.search(folded, low, start) for pattern in (_NO_PLACE, _OPERATED))


def is_diagnosis(folded: str, start: int) -> bool:
    """Whether what is at `start` is what a field says a patient has or had."""
    return _DIAGNOSED.search(folded, max(0, start - 20), start) is not None


def is_marked(folded: str, end: int) -> bool:
    """Whether a mark stands behind a span that ends at `end`, as behind a score."""
    return _MARK.match(folded, end) is not None


def is_trial(text: str, start: int, end: int, *, is_name: bool) -> bool:
    """Whether what is in capitals is a trial: a noun says so, or a number, which people in rooms have, too.

    `is_name`: whether people are so called.
    """
    if not text[start:end].isupper():
        return False
    announced = _ANNOUNCED.search(text, max(0, start - _TRIALS_REACH), start)
    return announced is not None or (not is_name and _NUMBERED.match(text, end) is not None)


def is_published(folded: str, start: int, end: int) -> bool:
    """Whether the name is of an author of the literature, said in running text."""
    if _ET_AL.match(folded, end):
        return True
    before = _PUBLISHED.search(folded, max(0, start - 50), start)
    if before is None:
        return False
    joined = before[0].rstrip().endswith(("et", "&"))
    return joined or _COAUTHOR.match(folded, end) is not None


def is_medical_word(folded: str) -> bool:
    """Whether a word ends as names of germs, drugs and substances do."""
    return _MEDICAL.search(folded) is not None


def is_staged(folded: str, start: int, end: int) -> bool:
    """Whether a stage or a sign follows at once, as after a score: "Forrest IIa", "Garden 3", "Tinel +".

    The word itself must then be known as an eponym, or the stage be in Roman numerals.
    """
    stage = STAGE.match(folded, end)
    if _SAID_STAGE.match(folded, end):
        return True
    left = max(0, start - 50)
    if folded[start:end] in entries("graded") and (
        _OPERATED.search(folded, left, start) or _MEASURED_BY.search(folded, left, start)
    ):
        return True  # "épiplooplastie (Graham)"
    return stage is not None and (
        folded[start:end] in entries("graded") or stage[0].strip(" abc")[:1] in ("i", "v")
    )


def citations(folded: str, text: str) -> list[Span]:
    """Runs of authors in literature references: "Martin AB, Durand C, ... et al. 2010;115:3"."""
    if not (any(sign in folded for sign in _CITING) or (";" in folded and _ISSUE.search(folded))):
        return []
    return [
        run.span() for run in _AUTHORS.finditer(text) if _CITED.search(folded, run.start(), run.end() + 400)
    ]
