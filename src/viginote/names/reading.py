"""One note with its names: what the model says, what rules add, what excuses take away."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from viginote.findings import Explanation, Finding
from viginote.names.beside import initialled, name_after, pairs
from viginote.names.bound import bound_names
from viginote.names.excuses import citations, follows_medical_noun, is_eponym, is_no_name, is_staged
from viginote.names.lexicon import Lexicon, Span
from viginote.names.lists import entries
from viginote.names.titles import GLUED_TITLE, OFFICE, titles
from viginote.names.towns import towns
from viginote.text import Note, fold

MODEL, TITLED, PAIRED, AGAIN, TOWN = "names.model", "names.title", "names.pair", "names.again", "names.town"
_TITLE_SCORE = 0.95
_AGAIN_SCORE = 0.9
_PAIR_SCORE = 0.85
_TOWN_SCORE = 0.8
_SURE = 0.9  # score from which a name is looked for in the rest of the note
_ACRONYM = 5  # letters up to which a word in capitals may be an acronym
# Least scores of words in lower case that are first names or not, of short capitals, of ordinary words.
_LOWER_FIRST_FLOOR, _LOWER_FLOOR, _ACRONYM_FLOOR, _COMMON_FLOOR = 0.8, 0.95, 0.9, 0.9
# Least scores of capitalised first, last and unknown words: in a terse line; in prose, where few stand alone.
_TERSE_FLOORS, _PROSE_FLOORS = (0.0, 0.4, 0.6), (0.5, 0.7, 0.8)
_TITLED_FLOOR = 0.95  # of ordinary words in lower case behind a title
_TOWN_FLOOR = 0.5  # of towns that no list knows
_PROSE = 240  # characters from which a line is prose
_PHRASE_FLOOR = 0.97  # of phrases of ordinary words

_LEADING_TITLE = re.compile(
    r"(?i)^(?:l[ea] )?(?:vad|taxi|mmes|mm|monsieur|madame|mademoiselle|docteure?|professeure?|mme|mlle"
    r"|melle|mr|dre?|pre?|prof|m|me)"
    r"(?:\.\s*|\s+)(?=\S)"
)
_ISSUE_AFTER = re.compile(r"(?: \d{1,2})?;\d")  # a journal's "2008 May;93(5)"
_PART = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_OF_TOWN = re.compile(r"(?: de |, de | \()([^\W\d_a-zà-ÿß][^\W\d_]+(?:-[^\W\d_]+)*)(?=[\s.,;:)]|$)")
_SPACED = re.compile(r"\S+")
_WORD = re.compile(r"[^\W\d_]{2,}")


class Reading:
    """One note, with what bears on each of its names."""

    def __init__(
        self,
        note: Note,
        identifiers: Sequence[Finding],
        lexicon: Lexicon,
        share_right: Callable[[float], float],
    ) -> None:
        self.share_right = share_right
        self.text, self.folded = note.text, note.folded
        self.lexicon = lexicon
        self.masked = _cover(len(note.text), ((f.start, f.end) for f in identifiers))
        self.cited = _cover(len(note.text), citations(note.folded, note.text))

    def findings(self, tagged: Sequence[tuple[int, int, str, float]]) -> list[Finding]:
        named = [f for f in (self._from_model(*t) for t in tagged) if f]
        named += self._bound(named)
        named += self._paired(named, pairs(self.text, self.lexicon), "first name beside")
        named += self._paired(named, initialled(self.text, self.lexicon), "initial before")
        return [*named, *self._again(named), *self._towns(named)]

    def _from_model(self, start: int, end: int, label: str, score: float) -> Finding | None:
        start, end = self._trim(start, end, label)
        if end <= start or self._is_masked(start, end):
            return None
        excuse = self._is_excused if label == "PERSON" else self._is_no_place
        if label == "PERSON":
            start, end = self._without_ordinary(start, end)
            end = name_after(self.text, start, end, self.lexicon)
        if excuse(start, end, score) or (label == "CITY" and self._is_doubtful_town(start, end, score)):
            return None
        return Finding(
            start, end, label, round(self.share_right(score), 3), MODEL, explain=Explanation("name model")
        )

    def _trim(self, start: int, end: int, label: str) -> Span:
        """Without punctuation at the ends and, for people, without the title."""
        value = self.text[start:end]
        lead = len(value) - len(value.lstrip(" \t\n\"'«“”»()[]<>,;:*-–/|.=+!?#"))
        if label == "PERSON" and not self._is_titled(start + lead):
            lead += title.end() if (title := _LEADING_TITLE.match(value[lead:])) else 0
        if label == "PERSON" and (glued := GLUED_TITLE.match(value, lead)):
            lead = glued.end()
        if label == "PERSON" and (office := OFFICE.match(value, lead)):
            lead = office.end()
        tail = len(value) - len(value.rstrip(" \t\n\"'«“”»()[]<>,;:*-–/|=+!?#"))
        if self.text[end - tail : end - tail + 1] == "°":  # "Dr Brossard N° RPPS"
            tail += 1
        return start + lead, start + len(self.text[start : end - tail].rstrip())

    def _without_ordinary(self, start: int, end: int) -> Span:
        """A capitalised name less the ordinary words in lower case around it: "midi KERBRAT", "Ève calme"."""
        words = [w.span() for w in _SPACED.finditer(self.text, start, end)]
        if not any(self.text[a].isupper() for a, _ in words):
            return start, end
        while self._is_ordinary(*words[0]):
            del words[0]
        while self._is_ordinary(*words[-1]):
            del words[-1]
        return words[0][0], words[-1][1]

    def _is_ordinary(self, start: int, end: int) -> bool:
        folded = self.folded[start:end]
        common = self.text[start:end].islower() and self.lexicon.is_common(folded)
        return common and folded not in entries("particles") and not self.lexicon.is_first(folded)

    def _is_masked(self, start: int, end: int) -> bool:
        return self.masked.find(1, start, end) >= 0

    def _is_excused(self, start: int, end: int, score: float) -> bool:
        """Whether what looks like a person is a disease, a score, an author of the literature."""
        if self.cited[start] or _ISSUE_AFTER.match(self.text, end):
            return True
        value = self.text[start:end]
        if is_no_name(value):
            return True
        if self._is_titled(start):
            ordinary = value.islower() and self.lexicon.is_common(self.folded[start:end])
            return ordinary and score < _TITLED_FLOOR
        coded = " " not in value and any(c.isdigit() for c in value)
        if coded or is_eponym(self.folded, start, end) or not any(c.isalpha() for c in value):
            return True
        words = _WORD.findall(self.folded[start:end])
        if len(words) == 1 and "." not in value:
            floors = _PROSE_FLOORS if self._is_prose(start) else _TERSE_FLOORS
            return is_staged(self.folded, start, end) or self._is_doubtful_word(
                value, words[0], score, floors
            )
        return self._is_doubtful_phrase(value, words, score)

    def _is_no_place(self, start: int, end: int, score: float) -> bool:
        """Whether what looks like a place is too short, or ordinary words with little behind them."""
        value, words = self.text[start:end], _WORD.findall(self.folded[start:end])
        if not any(len(w) > 2 for w in words):
            return True
        ordinary = value.islower() and all(self.lexicon.is_common(w) for w in words)
        return ordinary and score < _COMMON_FLOOR

    def _is_doubtful_town(self, start: int, end: int, score: float) -> bool:
        floor = _LOWER_FLOOR if self.text[start:end].islower() else _TOWN_FLOOR
        return score < floor and not self.lexicon.is_town(self.folded[start:end])

    def _is_prose(self, at: int) -> bool:
        """Whether the line around `at` is long."""
        low, high = max(0, at - _PROSE), min(len(self.text), at + _PROSE)
        start, end = self.text.rfind("\n", low, at), self.text.find("\n", at, high)
        return (high if end < 0 else end) - (low if start < 0 else start) > _PROSE

    def _is_doubtful_word(
        self, word: str, folded: str, score: float, floors: tuple[float, float, float]
    ) -> bool:
        """Whether a single word without a title is too like an ordinary word or an acronym to be a name."""
        is_name, is_first = self.lexicon.is_name(folded), self.lexicon.is_first(folded)
        common = self.lexicon.is_common(folded)
        if word.islower():
            return common or not is_name or score < (_LOWER_FIRST_FLOOR if is_first else _LOWER_FLOOR)
        if word.isupper() and len(word) <= _ACRONYM:
            return not is_name and score < _ACRONYM_FLOOR
        if common and not is_first:
            return score < _COMMON_FLOOR
        return score < floors[0 if is_first else 1 if is_name else 2]

    def _is_doubtful_phrase(self, value: str, words: Sequence[str], score: float) -> bool:
        """The same for several words: none is a name, or all are ordinary."""
        if not words:
            return False
        named = [w for w in words if self.lexicon.is_name(w) and not self.lexicon.is_common(w)]
        if value.islower():
            return not named or (score < _LOWER_FLOOR and not any(map(self.lexicon.is_first, named)))
        return score < _PHRASE_FLOOR and all(self.lexicon.is_common(w) for w in words)

    def _is_titled(self, start: int) -> bool:
        return start in titles(self.text, self.folded)

    def _bound(self, named: Sequence[Finding]) -> Iterator[Finding]:
        """What titles, fields and kin words bind and the model did not find whole."""
        taken = _cover(len(self.text), ((f.start, f.end) for f in named))
        for start, end, reason in bound_names(self.text, self.folded, self.lexicon):
            if self._is_masked(start, end) or taken.find(0, start, end) < 0:
                continue
            if not self.cited[start]:
                yield Finding(start, end, "PERSON", _TITLE_SCORE, TITLED, explain=Explanation(reason))

    def _paired(self, named: Sequence[Finding], spans: Iterable[Span], reason: str) -> Iterator[Finding]:
        """Surnames with a first name or initial that the model missed, outside sites, streets and eponyms."""
        people = _cover(len(self.text), ((f.start, f.end) for f in named if f.label == "PERSON"))
        others = _cover(len(self.text), ((f.start, f.end) for f in named if f.label != "PERSON"))
        for start, end in spans:
            if people.find(0, start, end) < 0 or others.find(1, start, end) >= 0:
                continue
            if (
                not self.cited[start]
                and not self._is_masked(start, end)
                and not is_eponym(self.folded, start, end)
            ):
                yield Finding(start, end, "PERSON", _PAIR_SCORE, PAIRED, explain=Explanation(reason))

    def _towns(self, named: Sequence[Finding]) -> Iterator[Finding]:
        """Known towns after "à" that the model did not find."""
        taken = _cover(len(self.text), ((f.start, f.end) for f in named))
        people = [f for f in named if f.label == "PERSON"]
        for start, end in chain(towns(self.text, self.lexicon), self._of_people(people)):
            if taken.find(0, start, end) >= 0 and not self._is_masked(start, end):
                why = Explanation("known town after a preposition")
                yield Finding(start, end, "CITY", _TOWN_SCORE, TOWN, explain=why)

    def _of_people(self, people: Sequence[Finding]) -> Iterator[Span]:
        """Known towns that say whence somebody is: "M. Bernard de Digne"."""
        for person in people:
            town = _OF_TOWN.match(self.text, person.end)
            if town and self.lexicon.is_town(fold(town[1])):
                yield town.span(1)

    def _again(self, named: Sequence[Finding]) -> Iterator[Finding]:
        """The surnames and first names that were found, wherever else they stand in the note.

        In lower case only what a title, a field or a second name vouches for.
        """
        vouched: dict[str, bool] = {}
        found: set[int] = set()
        for f in named:
            if f.label == "PERSON" and f.score >= _SURE:
                parts = [p for p in _PART.finditer(self.text, f.start, f.end) if len(p[0]) > 3]
                for part in parts:
                    folded = self.folded[part.start() : part.end()]
                    if part[0][0].isupper() and not self.lexicon.is_common(folded):
                        found.add(part.start())
                        sure = f.detector == TITLED or len(parts) > 1 or self._is_titled(f.start)
                        vouched[folded] = vouched.get(folded, False) or sure
        if sum(map(self.folded.count, vouched)) <= len(found):
            return
        taken = _cover(len(self.text), ((f.start, f.end) for f in named))
        for word in _PART.finditer(self.folded):
            sure_of = vouched.get(word[0])
            if sure_of is None or not (sure_of or self.text[word.start()].isupper()):
                continue
            if taken.find(1, *word.span()) < 0 and self._is_free(*word.span()):
                yield Finding(
                    *word.span(), "PERSON", _AGAIN_SCORE, AGAIN, explain=Explanation("named elsewhere")
                )

    def _is_free(self, start: int, end: int) -> bool:
        if self._is_masked(start, end):
            return False
        return self._is_titled(start) or not follows_medical_noun(self.folded, start)


def _cover(length: int, spans: Iterable[Span]) -> bytearray:
    """One byte a character: 1 where a span stands."""
    cover = bytearray(length)
    for start, end in spans:
        cover[start:end] = b"\1" * (end - start)
    return cover
