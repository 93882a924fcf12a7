"""What needs a pattern rather than a term: quantities of consumption, hepatitis series, origins.

Each pattern runs only over a note that holds one of its triggers, most of them near it alone. All are
linear: every repetition is bounded or runs over characters that what follows cannot match.
"""

import re
from collections.abc import Iterator

from viginote.anchors import Groups, stands
from viginote.sensitive.mention import Mention
from viginote.sensitive.pattern import Pattern, stems
from viginote.sensitive.psychiatry_patterns import PSYCHIATRY_PATTERNS
from viginote.sensitive.substance_patterns import SUBSTANCE_PATTERNS
from viginote.sensitive.wordings import WORDINGS
from viginote.taxonomy import Means
from viginote.text import Note

DETECTOR = "pattern"
# A space inside a name is written "_".
_COUNTRIES = "|".join(
    name.replace("_", "[ ]")
    for name in """
    afghanistan afrique(?:_noire|_subsaharienne|_centrale|_du_(?:nord|sud)|_de_l'(?:ouest|est))?
    albanie algerie allemagne amerique_du_sud amerique_latine angleterre angola antilles argentine
    armenie asie azerbaidjan bangladesh belarus belgique benin bielorussie birmanie bolivie bosnie bresil
    bulgarie burkina burundi cambodge cameroun cap-vert centrafrique chili chine colombie comores congo coree
    cote_d'ivoire croatie cuba djibouti egypte equateur erythree espagne etats-unis ethiopie
    europe_de_l'est gabon gambie georgie ghana grece guadeloupe guatemala guinee guyane haiti honduras
    hongrie inde indonesie irak iran italie jamaique japon jordanie kabylie kazakhstan kenya kosovo laos
    lettonie liban liberia libye lituanie macedoine madagascar maghreb malaisie mali maroc martinique
    mauritanie maurice mayotte mexique moldavie mongolie montenegro mozambique nepal nicaragua niger nigeria
    ouganda ouzbekistan pakistan palestine paraguay pays_etranger perou philippines pologne portugal rdc
    republique_(?:democratique_du_congo|dominicaine|centrafricaine|tcheque) reunion roumanie russie
    rwanda salvador senegal serbie sierra_leone slovaquie somalie soudan sri_lanka suriname syrie
    tadjikistan tanzanie tchad tchetchenie thailande tibet togo tunisie turkmenistan turquie ukraine uruguay
    venezuela vietnam yemen yougoslavie zaire zambie zimbabwe
    """.split()  # noqa: SIM905 (a list of literals would be as long as the file)
)


# What is amiss in a karyotype: "+21", "del(5)(p15)", another line of cells ("47,XXY").
_REARRANGED = (
    r"(?:[+-](?:\d{1,2}|mar|[rxy])(?![a-z0-9])"
    r"|[+-]?(?:add|del|der|dic|dup|fra|i|idic|ins|inv|iso|r|rec|rob|t|trp)"
    r"[ ]?\([a-z0-9.;]{1,12}\)(?:[ ]?\([a-z0-9.;]{1,16}\))?)"
)
_CLONE = r"(?:4[5-9]|69)[ ]?,[ ]?x[xy]{0,3}(?![a-z0-9])"
_AMISS = rf"(?:[ ]?,?[ ]?{_REARRANGED}|[ ]?/[ ]?{_CLONE})"


def _no_b_nor_c(note: Note, match: re.Match[str]) -> bool:
    return not set("bc") & set(match["types"])


def _no_place(note: Note, match: re.Match[str]) -> bool:
    return not note.text[match.start("place")].isupper()


_SAID_OF_A_MAN = re.compile(r"(?<![a-z])(?:m\.|mr|monsieur|patient|homme|il)(?![a-z])")
# ", elle," takes up a noun of the sentence: "la mémoire, elle, est stable".
_SAID_OF_A_WOMAN = re.compile(
    r"(?<![a-z])(?:mme|madame|mlle|patiente|femme de|femme agee|elle(?!,))(?![a-z])"
)
# Neither "M." nor an initial ends a sentence.
_SENTENCE_END = re.compile(r"(?<!\b[a-z])[.;!?](?=\s)|\n")
#: Characters that are looked at: of the sentence before the spouse, and of the text on either side.
_SENTENCE, _AROUND = 200, 1000
# Another of whom the spouse may be: "son fils et sa femme", "M. Petit, son mari".
_ANOTHER = re.compile(
    r"(?:fils|fille|frere|soeur|s\u0153ur|pere|mere|oncle|tante|ami|amie|voisine?|neveu|niece|cousine?|medecin"
    r"|docteur|dr|collegue|enfants?|parents?|infirmiere?|patron|maire|mari|epoux|conjoint|chauffeur"
    r"|conducteur|gardien)(?![a-z])|,[ ]?$"
)
# What a spouse does to the patient: "son épouse le trouve gai", "son mari qui la soutient".
_DONE_TO_HIM, _DONE_TO_HER = (re.compile(rf"[ ](?:qui[ ])?(?:ne[ ])?{whom}[ ]") for whom in ("le", "la"))


#: Relatives by their sex.
_MEN = re.compile(
    r"(?<![a-z])(?:pere|papa|fils|freres?|oncle|neveu|cousin|gendre|beau-[a-z]+|garcon)(?![a-z])"
)
_WOMEN = re.compile(
    r"(?<![a-z])(?:mere|maman|filles?|s(?:oe|œ)urs?|tante|niece|cousine|bru|belle-[a-z]+)(?![a-z])"
)


def _not_of_the_same_sex(note: Note, match: re.Match[str]) -> bool:
    """Unless the text around speaks of one sex, and the sentence names no other before the spouse.

    Where the patient is named in another sentence, the text around has no relative of the other sex either.
    """
    of_him = match["his"] is not None
    alike, other = (_SAID_OF_A_MAN, _SAID_OF_A_WOMAN) if of_him else (_SAID_OF_A_WOMAN, _SAID_OF_A_MAN)
    before = note.folded[max(0, match.start() - _AROUND) : match.start()]
    after = note.folded[match.end() : match.end() + _AROUND]
    sentence = _SENTENCE_END.split(before[-_SENTENCE:])[-1]
    done_to_other = _DONE_TO_HER if of_him else _DONE_TO_HIM
    if any(map(other.search, (before, after))) or done_to_other.match(after) or _ANOTHER.search(sentence):
        return True
    if alike.search(sentence):
        return False
    relatives = _WOMEN if of_him else _MEN
    return any(map(relatives.search, (before, after))) or not any(map(alike.search, (before, after)))


_MALE = re.compile(_SAID_OF_A_MAN.pattern + r"|(?<![a-z])(?:marie|divorce|veuf|pacse)(?![a-z])")
_FEMALE = re.compile(_SAID_OF_A_WOMAN.pattern + r"|(?<![a-z])(?:mariee|divorcee|veuve|pacsee)(?![a-z])")
#: Characters on either side in which the sex of the one who is told of is looked for.
_NEAR = 200


def _not_of_own_sex(note: Note, match: re.Match[str]) -> bool:
    """Unless the text around speaks of one sex only, that of the partner named."""
    alike, other = (_MALE, _FEMALE) if match["man"] is not None else (_FEMALE, _MALE)
    before = note.folded[max(0, match.start() - _NEAR) : match.start()]
    after = note.folded[match.end() : match.end() + _NEAR]
    return any(map(other.search, (before, after))) or not any(map(alike.search, (before, after)))


_TYPES = r"(?P<types>[a-e](?:[ ]?(?:,|/|et|ou|-|\+|&)[ ]?[a-e](?![a-z0-9])){0,4})"

PATTERNS: tuple[Pattern, ...] = (
    *SUBSTANCE_PATTERNS,
    *PSYCHIATRY_PATTERNS,
    Pattern(
        "sexual_orientation",
        "conjoint du même sexe",
        (
            "son mari",
            "son epoux",
            "son compagnon",
            "petit ami",
            "son copain",
            "sa copine",
            "sa femme",
            "son epouse",
            "sa compagne",
            "sa conjointe",
            "sa petite",
            "petit copain",
            "petite amie",
            "petite copine",
            "sa future",
        ),
        re.compile(
            r"(?:(?P<his>son (?:mari|epoux|compagnon|copain)|(?:son|un) petit (?:ami|copain))"
            r"|(?:sa (?:future )?(?:femme|compagne|conjointe|copine|epouse)|son epouse"
            r"|(?:sa|une) petite (?:amie|copine)))(?![a-z])"
        ),
        score=0.7,
        excused=_not_of_the_same_sex,
    ),
    Pattern(
        "sexual_orientation",
        "partenaire du même sexe",
        ("avec un", "avec des", "avec d'autres", "avec plusieurs", "amoureu"),
        re.compile(
            r"(?:(?:aventures?|histoires?|liaisons?|relations?|flirts?|experiences?|rapports?|couche|couchait|sort"
            r"|sortait|vit|vivait|en couple|en menage|sa vie|installee?|emmenagee?)"
            r"(?:[ ][a-z'-]{2,14}){0,4}[ ]avec[ ]"
            r"|amoureu(?:x|se)[ ]d')"
            r"(?:(?P<man>(?:un|des|d'autres|plusieurs)[ ](?:hommes?|garcons?|mecs?))"
            r"|(?:une|des|d'autres|plusieurs)[ ](?:femmes?|filles?|nanas?|meufs?))(?![a-z])"
        ),
        lead=80,
        score=0.8,
        excused=_not_of_own_sex,
    ),
    Pattern(
        "sex_life",
        "nombre de partenaires",
        ("partenaire", "amant", "maitresse"),
        re.compile(
            r"(?:\d{1,3}|trois|quatre|cinq|six|sept|huit|dix|quinze|vingt|quelques|nb|nb de|nombre de"
            r"|(?:une[ ])?(?:dizaine|douzaine|quinzaine|vingtaine|trentaine|cinquantaine|centaine)s?)"
            r"[ ](?:de |d')?(?:autres |nouveaux )?(?:partenaires?|amants|maitresses)(?![a-z])"
            r"(?![ ](?:sociaux|sociales?|de soins?|de jeux?|de travail|medicaux|institutionn|commerc|industr"
            r"|publics|associatifs|de tennis|d'entrainement|locaux|financiers|du reseau))"
        ),
        lead=40,
        score=0.85,
    ),
    Pattern(
        "hiv",
        "indétectable = intransmissible",
        ("i=i", "i = i", "u=u", "u = u"),
        re.compile(r"(?:i[ ]?=[ ]?i|u[ ]?=[ ]?u)(?![a-z0-9])"),
    ),
    Pattern(
        "sti_hepatitis",
        "hépatite B, C",
        ("hepatite",),
        re.compile(rf"hepatites?(?:[ ]virales?)?[ ]?(?:\([ ]?)?{_TYPES}(?![a-z0-9'])"),
        excused=_no_b_nor_c,
    ),
    Pattern(
        "sti_hepatitis",
        "sérologies B et C",
        ("serolog", "virale"),
        re.compile(
            rf"(?:serologies?|marqueurs?)[ ](?:virales?|viraux|des hepatites)[ ]?"
            rf"(?:de l'|pour |du |de )?(?:\([ ]?)?{_TYPES}(?![a-z0-9'])"
        ),
        means=Means.TEST,
        excused=_no_b_nor_c,
    ),
    Pattern(
        "genetic",
        "formule chromosomique",
        ("45,", "46,", "47,", "48,", "49,", "69,"),
        # Not of a karyotype that is as it should be, nor of a figure before a word: "47, XX siècle".
        re.compile(
            r"(?:45[ ]?,[ ]?x[0o]?(?!-?[a-z0-9]|[ ]\d)|(?:47|48|49|69)[ ]?,[ ]?x[xy]{2,3}(?![a-z0-9])"
            rf"|(?:45|47|48|49|69)(?:,x[xy](?![a-z0-9])|[ ]?,[ ]?x[xy](?={_AMISS}))"
            rf"|46[ ]?,[ ]?(?P<sex>x[xy])(?![ ]?/[ ]?46[ ]?,[ ]?(?P=sex)(?![a-z]))(?={_AMISS}))"
            rf"{_AMISS}{{0,6}}"
        ),
        lead=0,
    ),
    Pattern(
        "origin_belief",
        "originaire de",
        ("originaire",),
        re.compile(
            r"originaires?[ ](?:de la |de l'|des |du |de |d')[ ]?"
            r"(?P<place>[a-z]{3,20}(?:[- ](?:du |de |des )?[a-z]{3,20})?)"
        ),
        score=0.85,
        excused=_no_place,
    ),
    Pattern(
        "origin_belief",
        "pays d'origine",
        stems("""
        natif native ressortissant immigre refugie exile arrive venu vient d'origine originaire
        ne_en ne_a nee_en nee_a nes_en nes_a nees_en nees_a grandi fui quitte
        """),
        re.compile(
            r"(?:(?:originaires?|natifs?|natives?|ressortissante?s?|immigree?s?|refugiee?s?|exilee?s?"
            r"|arrivee?s?|venue?s?|vient|d'origine)[ ](?:du|de la|des|de l'|de|d')[ ]?"
            r"|(?:nee?s?|grandi)[ ](?:en|au|aux|a)[ ]|(?:fui|quitte)[ ](?:le[ ]|la[ ]|les[ ]|l'))"
            rf"(?P<place>{_COUNTRIES})(?![a-z])"
        ),
        lead=0,
        score=0.9,
        excused=_no_place,
    ),
)


_ALL = (*PATTERNS, *WORDINGS)
_TRIGGERS = Groups([pattern.triggers for pattern in _ALL])
#: The first character of a word or a number.
_START = re.compile(r"(?<![^\W_])[^\W_]")


def _found(pattern: Pattern, folded: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern, tried where its triggers let them begin, at each place once."""
    if pattern.lead is None:
        yield from pattern.regex.finditer(folded)
        return
    tried = 0
    for at in stands(folded, pattern.triggers):
        for start in _START.finditer(folded, max(tried, at - pattern.lead), at + 1):
            match = pattern.regex.match(folded, start.start()) if start.start() >= tried else None
            if match is not None:
                yield match
                tried = match.end()
        tried = max(tried, at + 1)


def _inside_word(folded: str, start: int) -> bool:
    """Whether the match begins within a word or a number."""
    return start > 0 and (
        folded[start - 1].isalnum() or (folded[start - 1] in "/.,-" and folded[start].isdigit())
    )


def find(note: Note) -> Iterator[Mention]:
    """The mentions made by a pattern."""
    folded = note.folded
    for number in _TRIGGERS.held(folded):
        pattern = _ALL[number]
        for match in _found(pattern, folded):
            if _inside_word(folded, match.start()):
                continue
            if pattern.excused is None or not pattern.excused(note, match):
                detector = f"{DETECTOR}:{pattern.means}" if pattern.means else DETECTOR
                start, end = match.span("said" if "said" in pattern.regex.groupindex else 0)
                yield Mention(start, end, pattern.category, pattern.term, pattern.score, detector)
