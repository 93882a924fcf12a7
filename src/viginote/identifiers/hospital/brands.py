"""Care sites by their brand, from laboratories to opticians, and houses where somebody stays for a cure."""

from collections.abc import Iterator

from viginote.identifiers._anchored import Anchored, needs
from viginote.identifiers._base import UPPER, Hit, before
from viginote.identifiers._places import SITE_NAME
from viginote.identifiers.hospital.named import named
from viginote.regex import regex

#: Laboratories by what their brands are made of: "BIOLAB DES TROIS RIVIÈRES", "Médilab Sud".
_LABORATORY = Anchored(
    r"(?:(?:bio|medi|dyna|uni|oxa|nova|alpha|gen)-?lab\w{0,6}|bio(?:sante|group\w{0,3}|pole|path|clinique"
    r"|alliance|tech))(?![a-z0-9])"
)
#: "prise de sang Bioesterel": whatever else begins with bio, behind a word for a laboratory or a sample.
_BIO = Anchored(
    r"bio(?!log|psi|chim|mark|marq|elec|prot|mol|metr|stat|simil|disp|med|moni|imp|act|mate|film|ban|gen"
    r"|ethi|phys|equi|therap|feed|mec|type|cide|synt|sphe|dive|masse|ana|cline|fluor|grap)[a-z]{3,11}(?![\w-])"
)
_SAMPLE_BEFORE = regex(
    r"\b(?:labo(?:ratoire)?|prises? de sang|pds|prelevee?|bilan|nfs|analyses?|resultats?|ecbu|inr"
    r"|chez|au|par)"
    r"(?: [a-z]{2,9}){0,2} \Z"
)
_BRANDS = (
    # laboratories
    r"cerballiance|synlab|eurofins|inovie|unilabs|cerba|biogroup|labosud|novescia|dyomedea"
    r"|laborizon|exalab|ouilab"
    # homes
    r"|korian|orpea|domusvi|domitys"
    # dialysis, care at home
    r"|calydial|diaverum|nephrocare|aural|agduc|vitalaire|orkyn|bastide medical|homeperf|asdia|elivie"
    r"|santelys|sante service"
    # hearing, teeth, eyes
    r"|audika|amplifon|audilab|audition conseil|dentego|dentylis|optic 2000|krys"
    r"|afflelou|alain afflelou|point vision|grand optical"
    # health at work
    r"|presanse|ametif|acms|efficience sante"
)
_BRAND = Anchored(rf"(?:{_BRANDS})(?![a-z0-9])")
_KIND_BEFORE = regex(r"\b(?:residence|ehpad|clinique|villa|labo(?:ratoire)?|ssr|smr|had|centre)s? \Z")
#: Brands that are words as well, which a town must follow.
_ALSO_WORDS = ("krys", "aural", "audition", "point")
#: "cure à La Renouillère", "sevrage aux Bruyères", "post-cure Château Caradoc": an article begins the name.
_STAY = Anchored(
    r"(?:post-?cure|cure|sevrage|hospit(?:alis\w+)?|convalescence|convalo|readapt\w*|reeduc\w*"
    r"|sortie? (?:vers|de))"
    r"(?: (?:le [0-9]{1,2} [a-z]{3,9}|prevue?|demandee?|faite?|realisee?|en [0-9]{4}|psy|alcool|libre)){0,2}"
    r" (?:(?:a|vers|de|pour) )?"
    r"(?P<name>(?:(?P<plural>aux )|l[ae]s? |l'|chateau |villa |domaine |clos )"
    # towns with an article
    r"(?!mans|havre|roche|puy|sables|ciotat|reunion|seyne|creusot|courneuve|touquet|baule|ulis|cannet|port"
    r"|tampon|abymes|fois|suite|veille)[a-z])"
)
_CAPITAL_SOON = regex(
    r"(?:(?:La|Le|Les|L'|la|le|les|l'|Château|Chateau|Villa|Domaine|Clos) ?(?:d[eu]s? |de la )?)?"
    rf"{UPPER}[a-zà-ÿ]"
)
_SHORT = 5


@needs(_LABORATORY, _BIO, _BRAND)
def brands(text: str, folded: str) -> Iterator[Hit]:
    """Sites by their brand, with the name that may follow."""
    for m in _LABORATORY.matches(folded):
        if text[m.start()].isupper() and folded.startswith(" ", m.end()):
            yield from filter(None, [named(text, folded, m.start(), m.end() + 1, 0.9)])
    for m in _BIO.matches(folded):
        if text[m.start()].isupper() and _SAMPLE_BEFORE.search(before(folded, m.start(), 40)):
            yield Hit(m.start(), m.end(), 0.75, "brand behind a word for a laboratory")
    for m in _BRAND.matches(folded):
        if text[m.start()].isupper():
            spaced = folded.startswith(" ", m.end())
            hit = named(text, folded, m.start(), m.end() + 1, 0.85) if spaced else None
            if hit or not m[0].startswith(_ALSO_WORDS):
                kind = _KIND_BEFORE.search(before(folded, m.start(), 20))
                start = m.start() - len(kind[0]) if kind else m.start()
                yield Hit(start, hit.end if hit else m.end(), 0.85, "brand of care")


@needs(_STAY)
def stays(text: str, folded: str) -> Iterator[Hit]:
    """Houses where somebody stays for a cure, whose name has an article."""
    for m in _STAY.matches(folded):
        start = m.end("plural") if m["plural"] else m.start("name")
        name = SITE_NAME.match(text, start)
        if name and _CAPITAL_SOON.match(text, start) and len(name[0]) > _SHORT:
            yield Hit(start, start + len(name[0].rstrip(" -–'.")), 0.75, "house where somebody stays")
