"""Patterns of genetic: karyotypes, variants by their nomenclature (HGVS), haemoglobins."""

import re
from string import digits

from viginote.regex import regex
from viginote.sensitive.patterns._base import BOUNDARY, Pattern, any_of, up_to
from viginote.text import Note, words

# What is amiss in a karyotype: "+21", "del(5)(p15)", another line of cells ("47,XXY").
_REARRANGED = (
    r"(?:[+-](?:\d{1,2}|mar|[rxy])(?![a-z0-9])"
    r"|[+-]?(?:add|del|der|dic|dup|fra|i|idic|ins|inv|iso|r|rec|rob|t|trp)"
    r"[ ]?\([a-z0-9.;]{1,12}\)(?:[ ]?\([a-z0-9.;]{1,16}\))?)"
)
_CLONE = r"(?:4[5-9]|69)[ ]?,[ ]?x[xy]{0,3}(?![a-z0-9])"
_AMISS = rf"(?:[ ]?,?[ ]?{_REARRANGED}|[ ]?/[ ]?{_CLONE})"
_AMINO_WORDS = words("ala arg asn asp cys gln glu gly his ile leu lys met phe pro ser thr trp tyr val")
_AMINO_ACIDS = any_of(" ".join(_AMINO_WORDS))
#: How a variant begins: its amino acid with a figure of its place, or the place in the coding sequence.
_VARIANTS = (
    *(acid + figure for acid in _AMINO_WORDS for figure in digits),
    *(coding + after for coding in ("c.", "c. ") for after in "-*" + digits),
)
# Mutations of a tumour or a germ are no heredity.
_ACQUIRED = regex(
    r"egfr|kras|nras|braf|alk|jak2|idh[12]|npm1|flt3|kit|tumoral|somatique|leucem|lymphom|melanom|adenocarcinom"
    r"|resistan|covid|sars|vih|virus|bronchique|myelom|amplification"
)


def _of_a_tumour(note: Note, match: re.Match[str]) -> bool:
    return _ACQUIRED.search(note.folded, max(0, match.start() - 80), match.end() + 80) is not None


def _no_sickle_cells(note: Note, match: re.Match[str]) -> bool:
    """The letters of a haemoglobin are capitals, in a note that speaks of haemoglobin."""
    said = note.text[match.start("said") : match.end("said")]
    return not said.isupper() or not re.search(r"drepan|electrophor|hemoglobin|thalas|\bhb\b", note.folded)


def _no_gene(note: Note, match: re.Match[str]) -> bool:
    """A gene is told in small letters and named in capitals ("gêne épaule"); a tumour's is no heredity."""
    said = note.text[slice(*match.span())]
    return (
        "ê" in said[:4]
        or said[:4].isupper()
        or not note.text[slice(*match.span("name"))].isupper()
        or _of_a_tumour(note, match)
    )


PATTERNS = (
    Pattern(
        "gène, par son nom",
        ("gene ", "genes "),
        regex(
            r"genes?[ ](?:de[ ]|du[ ]|codant[ ]pour[ ])?(?P<name>[a-z]{2,7}\d{0,2}[a-z]?\d{0,2})(?![a-z0-9])"
        ),
        lead=0,
        excused=_no_gene,
    ),
    Pattern(
        "formule chromosomique",
        ("45,", "46,", "47,", "48,", "49,", "69,"),
        # Not of a karyotype that is as it should be, nor of a figure before a word: "47, XX siècle".
        regex(
            r"(?:45[ ]?,[ ]?x[0o]?(?!-?[a-z0-9]|[ ]\d)|(?:47|48|49|69)[ ]?,[ ]?x[xy]{2,3}(?![a-z0-9])"
            rf"|(?:45|47|48|49|69)(?:,x[xy](?![a-z0-9])|[ ]?,[ ]?x[xy](?={_AMISS}))"
            rf"|46[ ]?,[ ]?(?P<sex>x[xy])(?![ ]?/[ ]?46[ ]?,[ ]?(?P=sex)(?![a-z]))(?={_AMISS}))"
            rf"{_AMISS}{{0,6}}"
        ),
        lead=0,
    ),
    Pattern(
        "variant, en nomenclature",
        _VARIANTS,
        regex(
            r"(?:c\.[ ]?[-*]?\d{1,5}(?:[+_-]\d{1,5})*(?:del|dup|ins|[acgt]>)[acgt]{0,12}"
            rf"|(?:p\.[ ]?\(?)?{_AMINO_ACIDS}\d{{1,4}}"
            rf"(?:{_AMINO_ACIDS}|del|fs[a-z0-9*]{{0,6}}|ter|\*)\)?)(?![a-z0-9])"
        ),
        lead=5,
        excused=_of_a_tumour,
    ),
    Pattern(
        "formule d'hémoglobine",
        ("drepan", "electrophor", "hemoglobin", "thalas"),
        regex(
            r"(?:electrophorese|hemoglobine|hb|drepanocytaires?|drepanocytose|maris?|femme"
            r"|conjointe?|soeurs?|sœurs?|freres?|pere|mere|parents?|enfants?|fils|fille)"
            rf"{up_to(2)}[ ,:(]{{1,2}}(?P<said>as|ss|sc|ac|cc|aa){BOUNDARY}"
        ),
        excused=_no_sickle_cells,
    ),
)
