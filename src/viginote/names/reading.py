"""One note with its names: what the model says, what rules add, what excuses take away."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from viginote.findings import Explanation, Finding
from viginote.french.lands import lands
from viginote.identifiers._mending import mend
from viginote.names.beside import (
    before_emails,
    coordinated,
    initialled,
    introduced,
    last_name_first,
    name_after,
    name_and_initial,
    pairs,
    quoted,
    spaced_out,
)
from viginote.names.bound import bound_names
from viginote.names.doubts import Doubts
from viginote.names.edges import (
    healed,
    initials_joined,
    joined,
    trimmed,
    with_capitals,
    with_initial,
    without_ordinary,
    without_title,
)
from viginote.names.excuses import (
    citations,
    dotted_abbreviations,
    follows_medical_noun,
    is_eponym,
    is_no_name,
    is_no_place,
)
from viginote.names.lexicon import Lexicon, Span, is_acronym
from viginote.names.lists import entries
from viginote.names.places import sites, towns, towns_alone, towns_beside
from viginote.names.series import in_series
from viginote.names.slots import in_slots
from viginote.names.titles import titles
from viginote.names.town_names import compound_towns, large_towns, town_tails, towns_abroad, towns_behind
from viginote.spans import Spans
from viginote.text import Note, fold

#: What the model sees: start, end, label, score.
Tag = tuple[int, int, str, float]
MODEL, TITLED, PAIRED, AGAIN, TOWN = "names.model", "names.title", "names.pair", "names.again", "names.town"
SITE = "names.site"
_TITLE_SCORE = 0.95
_AGAIN_SCORE = 0.9
_PAIR_SCORE = 0.85
_TOWN_SCORE = 0.8
_SITE_SCORE = 0.75
_SITED = frozenset(("HOSPITAL", "EMPLOYER"))  # what a town may stand behind
_SURE = 0.9  # score from which a name is looked for in the rest of the note
#: So many names are counted in the note, to spare a look at every word: each is a look through all of it.
_FEW_NAMES = 8

_PART = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_OF_TOWN = re.compile(r"(?: de |, de | \()([^\W\d_a-zà-ÿß][^\W\d_]+(?:-[^\W\d_]+)*)(?=[\s.,;:)]|$)")
#: The year of birth alone: "Lemarchand Thierry, 1955,", "DUPUIS Marcel 1938 chute", "Mme Da Silva / 1968 /".
_YEAR_BEHIND = re.compile(
    r"(?:, \(?| \(?| [/–—-] )((?:19[1-9]|20[01])[0-9])"
    r"(?=[,;.)](?![0-9])| [/–—-] |\n|$| (?!(?i:k?cal|m?[gl]|cc|ui|pas|euros)\b)[^\W\d_])"
)
_OF_CHILDREN = "2010"  # from then on whoever has a title is told a date: "Mme Leroux 2015 mastectomie"
_OF_PATIENT = re.compile(r"(?:\bM(?:\.|r\.?|mes?|lle|elle|adame|onsieur)?|\b[Pp](?:atien)?te?) \Z")
_BY = re.compile(r"\b(?i:dre?|pr|prof|docteure?|professeure?|par|avec|chez|selon)\.? \Z")
_LONGEST_TITLE = 14  # characters, with the blank behind
_INSIDE_PHRASE = re.compile(r"[a-zà-ÿ0-9,)][ ]\Z")
_TOWN_ARTICLE = re.compile(r"(?<!\w)(?:L[ea]s? |L')\Z")


def read(
    notes: Sequence[Note],
    identifiers: Sequence[Sequence[Finding]],
    tagged: Sequence[Sequence[Tag]],
    lexicon: Lexicon,
    share_right: Callable[[float], float],
) -> list[list[Finding]]:
    """The names of each note. `tagged`: what the model sees in it; `share_right`: what its scores are worth.

    Step by step over all notes, so that the patterns of a step stay in the processor's cache.
    """
    readings = [
        Reading(note, of_note, seen, lexicon, share_right)
        for note, of_note, seen in zip(notes, identifiers, tagged, strict=True)
    ]
    for step in (Reading.add_bound, Reading.add_paired, Reading.join, Reading.add_others):
        for reading in readings:
            step(reading)
    return [reading.named for reading in readings]


class Reading:
    """One note, with what bears on each of its names. `named`: those found so far, at first by the model."""

    def __init__(
        self,
        note: Note,
        identifiers: Sequence[Finding],
        tagged: Sequence[Tag],
        lexicon: Lexicon,
        share_right: Callable[[float], float],
    ) -> None:
        self.share_right = share_right
        self.text, self.folded = note.text, note.folded
        self.mended = mend(note)
        self.lexicon = lexicon
        self.masked = _cover(len(note.text), ((f.start, f.end) for f in identifiers))
        self.abbreviated = Spans(dotted_abbreviations(note.text, note.folded))
        self.emails = [(f.start, f.end) for f in identifiers if f.label == "EMAIL"]
        self.sites = [(f.start, f.end) for f in identifiers if f.label in _SITED]
        self.towns = [(f.start, f.end) for f in identifiers if f.label == "CITY"]
        self.cited = _cover(len(note.text), citations(note.folded, note.text))
        self.doubts = Doubts(note, lexicon, self._is_titled, self.cited)
        self.named = [f for f in (self._from_model(*t) for t in initials_joined(self.text, tagged)) if f]

    def add_bound(self) -> None:
        self.named += self._bound(self.named)

    def add_paired(self) -> None:
        self.named += self._paired(self.named)

    def join(self) -> None:
        """Make people of the pieces of their names."""
        self.named = self._joined([self._completed(f) if f.label == "PERSON" else f for f in self.named])

    def add_others(self) -> None:
        """The same people elsewhere, and what those found so far tell: years, towns, sites."""
        named = self.named
        others = (search(named) for search in (self._again, self._born, self._towns, self._sent))
        self.named = [*named, *chain.from_iterable(others)]

    def _born(self, named: Sequence[Finding]) -> Iterator[Finding]:
        """Years alone behind a whole name or a patient's title and name, and not behind who treated them."""
        for f in named:
            year = _YEAR_BEHIND.match(self.text, f.end) if f.label == "PERSON" else None
            left = self.text[max(0, f.start - _LONGEST_TITLE) : f.start]
            whole = " " in self.text[f.start : f.end] and not _BY.search(left)
            if year and (whole or (_OF_PATIENT.search(left) and year[1] < _OF_CHILDREN)):
                yield Finding(
                    *year.span(1), "BIRTH_DATE", _PAIR_SCORE, PAIRED, explain=Explanation("name before")
                )

    def _beside(self, named: Sequence[Finding]) -> Iterator[tuple[int, int, str]]:
        """What stands beside something that makes it a name, with the reason."""
        text, lexicon = self.text, self.lexicon
        people = [(f.start, f.end) for f in named if f.label == "PERSON"]
        for spans, reason in (
            (pairs(text, lexicon), "first name beside"),
            (initialled(text, lexicon), "initial before"),
            (name_and_initial(text, lexicon), "initial after"),
            (last_name_first(text, lexicon), "first name after"),
            (before_emails(text, self.folded, self.emails, lexicon), "e-mail after"),
            (coordinated(text, people, lexicon), "joined to a name"),
            (quoted(text, lexicon), "first name in quotes"),
            (spaced_out(text, lexicon), "name in spaced capitals"),
            (introduced(text), "initials of somebody introduced"),
            (in_series(text, people, lexicon), "item beside names"),
            (in_slots(text, self.folded, lexicon), "place of a name in a line"),
        ):
            for start, end in spans:
                yield start, end, reason

    def _joined(self, named: Sequence[Finding]) -> list[Finding]:
        """People of whose name particles alone part the pieces, as one."""
        whole: list[Finding] = []
        for found in sorted(named, key=lambda f: (f.label, f.start, f.end)):
            last = whole[-1] if whole else None
            if (
                last is not None
                and last.label == found.label == "PERSON"
                and last.end < found.start
                and joined(self.text, last.end, found.start)
            ):
                whole[-1] = replace(last, end=found.end)
            else:
                whole.append(found)
        return whole

    def _completed(self, found: Finding) -> Finding:
        """A person with the initial before it and the pieces that broke off it."""
        start, end = healed(self.text, found.start, found.end, self.lexicon)
        start, end = with_capitals(self.text, start, end, self.lexicon)
        start = with_initial(self.text, start, end)
        if (start, end) == (found.start, found.end) or self._is_masked(start, end):
            return found
        return replace(found, start=start, end=end)

    def _sent(self, named: Sequence[Finding]) -> Iterator[Finding]:
        """Care sites without a type word, where somebody was sent or admitted."""
        taken = _cover(len(self.text), ((f.start, f.end) for f in named))
        for start, end in sites(self.text, self.folded, self.lexicon):
            if taken.find(1, start, end) < 0 and not self._is_masked(start, end):
                yield Finding(start, end, "HOSPITAL", _SITE_SCORE, SITE, explain=Explanation("sent there"))

    def _from_model(self, start: int, end: int, label: str, score: float) -> Finding | None:
        start, end = trimmed(self.text, start, end)
        if label == "PERSON":
            start, end = without_title(self.text, start, end, self._is_titled(start))
            start, end = trimmed(self.text, start, end)
            if start < end and not is_no_name(self.text[start:end]):
                start, end = without_ordinary(self.text, start, end, self.lexicon)
                end = name_after(self.text, start, end, self.lexicon)
        if end <= start or self._is_masked(start, end):
            return None
        if label == "CITY":
            start = self._with_article(start, end)
        if self.doubts.of(label, start, end, score):
            return None
        return Finding(
            start, end, label, round(self.share_right(score), 3), MODEL, explain=Explanation("name model")
        )

    def _with_article(self, start: int, end: int) -> int:
        """Where a town begins that the capitalised article before it belongs to: "La Seyne-sur-Mer"."""
        article = _TOWN_ARTICLE.search(self.text, max(0, start - 4), start)
        whole = article is not None and self.lexicon.is_town(self.folded[article.start() : end])
        return article.start() if article and whole else start

    def _is_masked(self, start: int, end: int) -> bool:
        return self.masked.find(1, start, end) >= 0 or self.abbreviated.hold(start, end)

    def _is_titled(self, start: int) -> bool:
        return start in titles(self.text)

    def _bound(self, named: Sequence[Finding]) -> Iterator[Finding]:
        """What titles, fields and kin words bind and the model did not find whole."""
        taken = _cover(len(self.text), ((f.start, f.end) for f in named))
        for start, end, reason in self._bound_anywhere():
            if self._is_masked(start, end) or taken.find(0, start, end) < 0:
                continue
            if not self.cited[start]:
                yield Finding(start, end, "PERSON", _TITLE_SCORE, TITLED, explain=Explanation(reason))

    def _bound_anywhere(self) -> Iterator[tuple[int, int, str]]:
        """The same, with the reason, in the note and in its copy without damage."""
        yield from bound_names(self.text, self.folded, self.lexicon)
        if self.mended:
            copy = self.mended.note
            for start, end, reason in bound_names(copy.text, copy.folded, self.lexicon):
                yield *self.mended.span(start, end), reason

    def _paired(self, named: Sequence[Finding]) -> Iterator[Finding]:
        """Names with something beside them that the model missed, outside sites, streets and eponyms."""
        people = _cover(len(self.text), ((f.start, f.end) for f in named if f.label == "PERSON"))
        others = _cover(len(self.text), ((f.start, f.end) for f in named if f.label != "PERSON"))
        for start, end, reason in self._beside(named):
            if people.find(0, start, end) < 0 or others.find(1, start, end) >= 0:
                continue
            if (
                not self.cited[start]
                and not self._is_masked(start, end)
                and not is_eponym(self.folded, start, end)
            ):
                yield Finding(start, end, "PERSON", _PAIR_SCORE, PAIRED, explain=Explanation(reason))

    def _towns(self, named: Sequence[Finding]) -> Iterator[Finding]:
        """Known towns that the model did not find, or took for somebody without being sure of it."""
        surer = (f for f in named if f.label != "PERSON" or f.score >= _TOWN_SCORE)
        taken = _cover(len(self.text), ((f.start, f.end) for f in surer))
        for (start, end), reason in self._known_towns(named):
            if (
                taken.find(0, start, end) >= 0
                and not self._is_masked(start, end)
                and not is_no_place(self.folded, start)
                and self.folded[start:end] not in lands()
            ):
                yield Finding(start, end, "CITY", _TOWN_SCORE, TOWN, explain=Explanation(reason))

    def _known_towns(self, named: Sequence[Finding]) -> Iterator[tuple[Span, str]]:
        """Known towns with the reason why they count here."""
        of_note = self.text, self.folded, self.lexicon
        sites = [*self.sites, *((f.start, f.end) for f in named if f.label in _SITED)]
        cities = [*self.towns, *((f.start, f.end) for f in named if f.label == "CITY")]
        people = [f for f in named if f.label == "PERSON"]
        for spans, reason in (
            (towns(*of_note), "known town after a preposition"),
            (self._of_people(people), "known town after a preposition"),
            (towns_beside(*of_note), "known town beside a word for a place"),
            (towns_alone(*of_note), "known town in a field of its own"),
            (compound_towns(*of_note), "known town of several words"),
            (large_towns(self.text, self.folded), "large town"),
            (towns_abroad(self.text, self.folded), "town abroad"),
            (towns_behind(self.text, self.folded, sites, self.lexicon), "known town behind a site or a firm"),
            (town_tails(self.folded, cities, self.lexicon), "rest of a town's name"),
        ):
            for span in spans:
                yield span, reason

    def _of_people(self, people: Sequence[Finding]) -> Iterator[Span]:
        """Known towns that say whence somebody is: "M. Bernard de Digne"."""
        for person in people:
            town = _OF_TOWN.match(self.text, person.end)
            if town and self.lexicon.is_town(fold(town[1])) and not is_acronym(town[1]):
                yield town.span(1)

    def _again(self, named: Sequence[Finding]) -> Iterator[Finding]:
        """The surnames and first names that were found, wherever else they stand in the note.

        In lower case only what a title, a field or a second name vouches for; surnames that are words only
        with a capital inside a phrase.
        """
        vouched: dict[str, bool] = {}
        found: set[int] = set()
        for f in named:
            if f.label == "PERSON" and f.score >= _SURE:
                parts = [p for p in _PART.finditer(self.text, f.start, f.end) if len(p[0]) > 3]
                for part in parts:
                    folded = self.folded[part.start() : part.end()]
                    is_word = self.lexicon.is_common(folded)
                    sure = f.detector == TITLED or len(parts) > 1 or self._is_titled(f.start)
                    if part[0][0].isupper() and (
                        not is_word
                        or (sure and (folded in entries("surname_words") or self.lexicon.is_first(folded)))
                    ):
                        found.add(part.start())
                        vouched[folded] = vouched.get(folded, False) or (sure and not is_word)
        if len(vouched) <= _FEW_NAMES and sum(map(self.folded.count, vouched)) <= len(found):
            return
        # "Mme Blanc ... on appelle Blanc": the model alone makes no site of a surname of the note.
        kept = (f for f in named if f.detector != MODEL or f.label not in ("HOSPITAL", "EMPLOYER"))
        taken = _cover(len(self.text), ((f.start, f.end) for f in kept))
        for word in _PART.finditer(self.folded):
            sure_of = vouched.get(word[0])
            if sure_of is None or not (sure_of or self._is_shown(*word.span())):
                continue
            if taken.find(1, *word.span()) < 0 and self._is_free(*word.span()):
                yield Finding(
                    *word.span(), "PERSON", _AGAIN_SCORE, AGAIN, explain=Explanation("named elsewhere")
                )

    def _is_shown(self, start: int, end: int) -> bool:
        """Whether a capital tells a name: any, or for a word of the language one inside a phrase."""
        if not self.text[start].isupper() or not self.lexicon.is_common(self.folded[start:end]):
            return self.text[start].isupper()
        inside = _INSIDE_PHRASE.search(self.text, max(0, start - 3), start) is not None
        return inside and not self.text[start:end].isupper()

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
