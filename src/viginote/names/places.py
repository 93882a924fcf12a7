"""Places that rules tell: known towns behind a preposition or before a date, sites where somebody is sent."""

import re
from collections.abc import Iterator

from viginote.anchors import matches
from viginote.identifiers._places import STATE
from viginote.names.excuses import is_diagnosis, is_eponym, is_listed
from viginote.names.lexicon import CAPITAL, Lexicon, Span
from viginote.names.lists import entries
from viginote.text import fold, words

_LETTERS = r"[^\W\d_]{1,40}"
_AT_TOWN = re.compile(
    r"(?:(?:[àÀaA]|[Hh]abite|[Vv]ers|[Vv]ille de|[Pp]uis|[Ss]ur|[Rr]égion de|[Pp]rès de|[Cc]ôté de"
    r"|[Dd]omicile de) "
    r"|(?:[Pp]rès|[Cc]ôté|[Rr]égion|[Vv]ille) d')"
    rf"(?P<one>{CAPITAL}{_LETTERS}(?:-{_LETTERS}){{0,4}})( {CAPITAL}{_LETTERS})?"
)
_AT_TOWN_STEMS = (
    *("a ", "habite ", "vers ", "ville d", "puis ", "sur ", "region d", "pres d", "cote d", "domicile de "),
)
#: "Béthune, 14.09.2023": the place of a signature, before a date.
_DATE_AFTER = re.compile(r", (?:le )?\d{1,2}[ ./-]")
_DATED_TOWN = re.compile(rf"(?:^|\n|[.;] )(?P<one>{CAPITAL}{_LETTERS}(?:-{_LETTERS}){{0,4}})\Z")
#: A line that is but a place and a whole date: there even "Sèvres" is a town.
_WHOLE_DATE = re.compile(r", (?:le )?\d{1,2}(?:er)?[ ./-][\w.]{1,9}[ ./-](?:19|20)\d\d\s*(?:\n|\Z)")
_LONGEST_TOWN = 50
_LIVES = ("Domicile", "Habite", "domicile", "habite")
#: Words beside which a town stands: where somebody lives, goes, is held or is looked after, in folded text.
_BESIDE_TOWN = re.compile(
    r"(?:(?P<lives>habit\w*|hab\.|vi(?:t|vent|vant)|demeur\w+|resid\w+|domicili\w+|loge\w*|heberge\w*"
    r"|rentre\w*|equipe mobile|patiente?|pte?|a la rue|sdf)"
    r"|domicile|squat|hlm|studio|logement|appart\w*|loc\. t[1-5]|hotel social|demenage\w*|emmenage\w*"
    r"|banlieue|voyage|vacances|sejour|retour|croisiere|via|traversee,?|rapatrie\w*|evacue\w*|expulse\w*"
    r"|sortie? de|affecte\w*|mutee?|basee?|deplacement|chantier|accident|avp|noyade"
    r"|interpelle\w*|incarcere\w*"
    r"|detenue?|ecroue\w*|prison|tj|tgi|jaf|jld|gav|garde a vue,?"
    r"|comparution|cada|chrs|ccas|udaf|crous|mission locale"
    r"|fac|caserne)"
    r"(?: (?:pro|prevue?|seule?|maintenant|desormais|toujours|loin|moto|voiture|autoroute|velo)){0,2}"
    r"(?P<to> (?:a|au|aux|sur|de|vers|pres de|a cote de))?(?: ?[:(] ?| |, )(?=[a-z])"
)
_BESIDE_TOWN_STEMS = (
    "a la rue",
    *words(
        "hab vi demeur resid domicil loge heberge rentre equipe patient pt sdf squat hlm studio appart "
        "loc. hotel demenag emmenag banlieue voyage vacances sejour retour croisiere traversee rapatri "
        "evacu expuls sorti affecte mute base deplacement chantier accident avp noyade interpelle incarcere "
        "detenu ecroue prison tj tgi jaf jld gav garde comparution cada chrs ccas udaf crous mission fac "
        "logement caserne domicile"
    ),
)
#: Words for living that a town may follow without a preposition: "habite Roubaix".
_LIVES_AT = ("habit", "demeur", "resid", "domicil")
_TWO_LETTERS = 2  # in capitals an abbreviation, though a town may be so called: "TV sur FA"
_LONGEST_ABBREVIATION = 4  # letters: capitals alone are rather those of an institution
_SAINT = re.compile("^st(e?)-")
_TOWN_WORDS = re.compile(
    rf"{CAPITAL}{_LETTERS}(?:[ -](?:(?:en|sur|de|les|le|la|sous) )?{CAPITAL}{_LETTERS}){{0,3}}"
)
_NAME = rf"{CAPITAL}{_LETTERS}(?:[-']{_LETTERS}){{0,4}}"
#: All that a field or a sentence says, beside a site, a person or nothing: "Suivi 6 sem. Durham.", "(Leeds)".
_ALONE = re.compile(
    rf"(?:\A|[\n.;(:—–,»] ?)(?P<one>{_NAME}(?: (?:(?:de|la|le|upon|of|del|do|im) )?{_NAME}){{0,3}})"
    r"(?= ?(?:[.;,)\n—–]|\Z))"
)
#: "Macon, GA": before a state even a word of the language is a town.
_IN_STATE = re.compile(rf", {STATE}(?= ?(?:[.;,)\n]|\Z))")
_SHORTEST_ALONE = 4  # letters: "(Gy)" is a unit
#: Who is admitted or sent somewhere that is no town: a site by its name alone, "admis à Esquirol".
_SENT = re.compile(
    rf"(?:[Aa]dmise?|[Tt]ransf[ée]r[ée]e?|[Tt]ransfert|[Hh]ospitalis[ée]e?|[Rr]apatri[ée]e?|[Mm]ut[ée]e?)"
    rf" (?:à|vers|sur) (?P<name>(?:l[ea] )?{CAPITAL}[^\W\d_]{{3,}}"
    rf"(?:[ -]{CAPITAL}[^\W\d_]+){{0,2}})(?![\w'-])"
)
_SENT_STEMS = ("admis", "transfer", "hospitalis", "rapatri", "mute")
_WORD = re.compile(r"[^\W\d_]{2,}")


def towns(text: str, folded: str, lexicon: Lexicon) -> Iterator[Span]:
    """Known towns with a capital after "à" or a word of living or coming from there, or before a date."""

    def is_town(span: Span) -> bool:
        written = text[slice(*span)]
        name = fold(written)
        plain = not (lexicon.is_common(name) or lexicon.is_first(name))
        return plain and lexicon.is_town(name) and not (written.isupper() and len(written) == _TWO_LETTERS)

    def is_home(town: re.Match[str]) -> bool:
        """Whether an ordinary word ("Guéret") is a town since somebody lives there."""
        return town[0].startswith(_LIVES) and lexicon.is_town(fold(town["one"]))

    unaccented = not ("à" in text or "À" in text)  # by who writes "va a Redon"
    for town in matches(folded, _AT_TOWN_STEMS, _AT_TOWN, text):
        if town[0][0] in "aA" and not unaccented:
            continue
        start = town.start("one")
        found = list(filter(is_town, ((start, town.end()), (start, town.end("one")))))[:1]
        yield from found or ([town.span("one")] if is_home(town) else [])
    for date in _DATE_AFTER.finditer(text):
        if place := _DATED_TOWN.search(text, max(0, date.start() - _LONGEST_TOWN), date.start()):
            start, name = place.start("one"), fold(place["one"])
            heads = not start or text[start - 1] == "\n"
            worded = lexicon.is_first(name) or name in entries("never_names")
            letter = heads and not worded and _WHOLE_DATE.match(text, date.start())
            if (letter and lexicon.is_town(name)) or is_town(place.span("one")):
                yield place.span("one")


def towns_beside(text: str, folded: str, lexicon: Lexicon) -> Iterator[Span]:
    """Known towns with capitals beside a word for living, going or being held somewhere.

    Without a preposition none that is an ordinary word or a first name counts.
    """
    for cue in matches(folded, _BESIDE_TOWN_STEMS, _BESIDE_TOWN):
        at_home = cue["lives"] is None or cue["to"] or cue[0].startswith(_LIVES_AT)
        for end in _ends(text, _TOWN_WORDS.match(text, cue.end()) if at_home else None):
            name = _SAINT.sub(r"saint\1-", fold(text[cue.end() : end]).replace(" ", "-"))
            is_first = lexicon.is_first(name) and "-" not in name
            is_plain = not (lexicon.is_common(name) or is_first)
            if lexicon.is_town(name) and (is_plain or (cue["to"] and (cue["lives"] or not is_first))):
                yield cue.end(), end
                break


def towns_alone(text: str, folded: str, lexicon: Lexicon) -> Iterator[Span]:
    """Known towns that are all a field says, unless the word is one of the language, a name or an eponym."""
    for m in _ALONE.finditer(text):
        start, end = m.span("one")
        name = folded[start:end]
        if not lexicon.is_town(name):
            continue
        if _IN_STATE.match(text, end):
            yield start, end
            continue
        if lexicon.is_common(name) or is_eponym(folded, start, end) or is_diagnosis(folded, start):
            continue
        if end - start < _SHORTEST_ALONE or (
            text[start:end].isupper() and end - start <= _LONGEST_ABBREVIATION
        ):
            continue
        single = name.isalpha()
        if single and (lexicon.is_first(name) or is_listed(folded, start, end)):
            continue
        yield start, end


def _ends(text: str, there: re.Match[str] | None) -> Iterator[int]:
    """Where the words of a town may end, the longest first; an abbreviation is none."""
    if there and not (there[0].isupper() and len(there[0]) <= _LONGEST_ABBREVIATION):
        for word in reversed(list(_WORD.finditer(text, there.start(), there.end()))):
            if text[word.end() : word.end() + 1] != "-":
                yield word.end()


def sites(text: str, folded: str, lexicon: Lexicon) -> Iterator[Span]:
    """Names with a capital that are no town and no word, where somebody was admitted or sent."""
    for sent in matches(folded, _SENT_STEMS, _SENT, text):
        name = fold(sent["name"])
        words = _WORD.findall(name)
        ordinary = all(map(lexicon.is_common, words)) or words[-1] in entries("never_names")
        if not ordinary and not lexicon.is_town(name):
            yield sent.span("name")
