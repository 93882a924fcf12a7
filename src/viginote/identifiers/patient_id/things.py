"""Short numbers and codes of files and what bears one ("badge V-118", "dossier 88-02"), and their lists."""

import re
from collections.abc import Iterator

from viginote.identifiers._anchored import Anchored
from viginote.identifiers._base import Hit, before
from viginote.identifiers.patient_id.references import NOT_OF_A_PERSON
from viginote.identifiers.patient_id.values import counts_nobody, is_time, is_year
from viginote.regex import regex

#: What is never counted, so that three digits behind it are its number.
_FILES = (
    r"dossiers?|doss?\.|matr\.|badges?|bracelets?|matricules?|participants?|n° pt|n° pat(?:ient)?"
    r"|main courante|reclamations?|teleal+armes?|cartons?(?= [a-z])|plaintes?|sinistres?|passeports?"
    r"|pec(?= [a-z0-9])"
    r"|ramq|liasses?|folios?(?= ?n?°? ?[0-9]{3})|doublons?"
    r"|declarations? (?:cpam|at|msa)|recommande(?:e|s)?(?: ar)?|cahier(?= [a-z]-)"
)
#: What may be counted, dated or dosed: a code in capitals behind it is its number, a bare number is not.
_THINGS = (
    r"tickets?|tubes?|flacons?|etiquettes?|carnets?|cartes?|kits?|poches?|echantillons?|ech\.|prelevements?"
    r"|sujets?|adhesions?|inscriptions?|references?|numeros?|bons?(?: de [a-z]{4,12})?|bulletins?"
    r"|attestations?|agrements?|feuilles?|ordonnances?|cni|permis|episodes?|compte[- ]rendus?|(?<!en )cas"
    r"|receveu(?:r|se)s?|donneu(?:r|se)s?|greffons?|code participant|identifiants?|visites?|actes?"
    r"|patiente?s?|victimes?|blesses?|sejours?|demandes?|mandats?|convocations?|contrats?|licences?|pieces?"
    r"|bocal|lames?|blocs?|cassettes?|scelles?|factures?|aliquotes?|souches?|isolats?|selles|guthrie|cotes?"
    r"|rayons?|prescriptions?(?= ?n?°? ?[a-z]{0,4}[ \-]?[0-9]+[\-/])|bobines?|bob\.|commissions?|microfilms?"
)
_CUE = Anchored(
    rf"(?:(?P<file>{_FILES})|(?:{_THINGS}))(?![a-z0-9])(?P<said>(?: [a-z.'\-]{{2,14}}){{0,3}}?)"
    r"(?P<mark> ?(?:n°|:|=|#|\((?=[0-9]{5,9}(?: a | et |[,;)]))"
    r"|num(?:ero)?\.?|nr|no\.?(?= ?[0-9a-z]*[0-9])) ?|  ?)(?=[a-z]{0,6}[ \-/._]{0,2}[0-9])"
)
_UNIT = (
    r"(?![a-z0-9@]|[.,/:\-][a-z0-9]| ?[%€/]| ?(?:[mµk]?g|ml|l|[mk]?ui|[cm]m|ans|mois|jours?|heures?|min"
    r"|fois|patients?|cas|pages?|euros?|x|cp|h)(?![a-z]))"
)
#: "GHICL-2103-77", "SUJ_0044", "118/b", "48-0?71".
_TOKEN = regex(rf"[a-z0-9]{{1,12}}(?:[\-/._][a-z0-9?]{{1,12}}){{0,4}}{_UNIT}")
#: "R 44 812", "SL  57  0210", "771 441".
_SPACED = regex(
    r"(?:[a-z]{1,4} {1,2})?[0-9]{1,8}"
    r"(?:[\-/][0-9]{4,8}|\.[0-9]{3,8}|(?: {1,2}[0-9]{2,6}){0,3})"
    rf"(?:[\-/][a-z0-9]{{1,2}}| [a-z](?= ?(?:[,.;)\n]|\Z)))?{_UNIT}"
)
_CAPITAL_CODE = regex(
    r"[A-Z]{1,6}[ \-/._]{0,2}[0-9].*|[0-9]+[\-/._]?[A-Z]{1,6}(?:[\-/._][0-9].*)?"
    r"|[0-9]{2,}[\-/._][0-9]{2,}[\-/]?[A-Z]{1,2}"
)
_DASHED = regex(r"[A-Z]{2,6}-[0-9]{2}")
#: Vertebrae, days, visits, rhesus groups, grades, hours: letters and figures that are no number of anything.
_NO_CODE = regex(
    r"[cltsjdgpmvwrhqn] ?[0-9]{1,2}(?:[ \-/.][a-z]?[0-9]{1,2})?"
    r"|(?:covid|grade|stade|type|hb|vih|hla|cd|asa|gir|t[0-9]n|inc|ins|nir).*|[a-z][0-9]{3}[a-z]"
    # acts as they are coded (CCAM): "HHFA011"
    r"|[a-z]{4}[0-9]{3}"
    # registers, which are no part of their numbers
    r"|(?:no?|ipp|nip|nda|iep|caf|cpam|mdph|rpps|adeli|cerfa|glpi|imp|lot|ref|kit) .*"
    r"|(?:ta[sd]?|pa[sd]?|av|od|og|inr|tp|eva|fc|na|ca|cl|hb|g[br]|crp|vs|gly|dfg|creat|psa) .*"  # measures
    r"|[0-9]{1,2} ?h ?[0-9]{0,2}|.*[/.][a-z]{1,2}|(?:de|du|le|la|a|au|et|en|ou|sur|des|un|par|les"
    r"|est|avec|m[eè]re|p[eè]re|fils|pour|dans|sans|vers|voir|fait|taux|page) .*|(?:oxa|ctx)-.*"
)
_DAY_OR_RATIO = regex(r"[0-9]{1,2}[/.\-][0-9]{1,2}(?:[/.\-][0-9]{2,4})?|[0-9]{1,2}/[0-9]{4}|[0-9]+[.,][0-9]")
_LEAST_DIGITS, _LEAST_BARE = 2, 3
_LEAST_FAR = 6  # digits of a number that words part from what bears it
_LONGEST_LIST = 12
#: Between the members of a list, of which each may have a name in brackets.
_LINK = regex(
    r"(?: ?\([^()\n]{1,40}\))?(?: ?[,;/&] ?(?:et |puis )?"
    r"| et | ou | a | puis )(?:n° ?|(?:cgr|cpa|pfc|mcp|cps) )?(?=[a-z]{0,6}[\-/._ ]?[0-9])"
)


def things(text: str, folded: str) -> Iterator[Hit]:
    """Codes, and numbers of three digits at least, behind the word for what bears them."""
    for cue in _CUE.matches(folded):
        sure = cue["file"] is not None or bool(cue["mark"].strip())
        if NOT_OF_A_PERSON.search(before(folded, cue.start(), 60)):
            continue
        found = filter(None, (pattern.match(folded, cue.end()) for pattern in (_TOKEN, _SPACED)))
        codes = [m for m in found if _is_code(text[slice(*m.span())], sure, bare=_counts_bare(cue, m[0]))]
        if longest := max(codes, key=re.Match.end, default=None):
            yield Hit(*longest.span(), 0.85 if sure else 0.75, "code behind what bears it")


def _counts_bare(cue: re.Match[str], value: str) -> bool:
    """Whether a number without letters counts: right behind what bears it, or a long one."""
    sure = cue["file"] is not None or bool(cue["mark"].strip())
    long = sum(map(str.isdigit, value)) >= _LEAST_FAR and not value.endswith("000")
    return sure and (not cue["said"] or long) and not counts_nobody(cue[0], value)


def further(text: str, folded: str, first: Hit) -> Iterator[Hit]:
    """The other members of a list that the number `first` opens: "tubes AB00417, AB00418 et AB00419"."""
    shape, end = _shape(folded[first.start : first.end]), first.end
    for _ in range(_LONGEST_LIST):
        link = _LINK.match(folded, end)
        if not link:
            return
        end = link.end() + len(shape)
        value = folded[link.end() : end]
        cut = folded[end : end + 1].isalnum() or _shape(value) != shape
        if cut or is_time(value) or is_year(value) or _DAY_OR_RATIO.fullmatch(value):
            return
        yield Hit(link.end(), end, first.score, "further number of a list")


def _is_code(value: str, sure: bool, bare: bool) -> bool:
    """Whether `value` is a code in capitals, or, where `bare` ones count, a number that is no date."""
    folded, digits = value.lower(), sum(map(str.isdigit, value))
    least = _LEAST_BARE if " " in value else _LEAST_DIGITS
    if digits < least or is_time(folded) or is_year(value) or _NO_CODE.fullmatch(folded):
        return False
    if any(c.isalpha() for c in value):
        lettered = _CAPITAL_CODE.fullmatch(value) is not None or (sure and digits >= _LEAST_BARE)
        return lettered and (sure or digits >= _LEAST_BARE or _DASHED.fullmatch(value) is not None)
    ratio = _DAY_OR_RATIO.fullmatch(value) is not None and not (bare and "-0" in value)
    return bare and digits >= _LEAST_BARE and not ratio


def _shape(value: str) -> str:
    """`value` with one sign for a digit and one for a letter."""
    return "".join("9" if c.isdigit() else "a" if c.isalpha() else c for c in value)
