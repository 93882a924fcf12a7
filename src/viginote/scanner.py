"""One note through the pipeline: identifiers, names, lexicons, assertion, resolution."""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import islice, repeat
from pathlib import Path

from viginote import assertion, collector, context, identifiers, sensitive
from viginote.errors import ViginoteError
from viginote.findings import Finding, Identity, ScanResult
from viginote.names import NameFinder, known
from viginote.redaction.forms import WRITTEN
from viginote.resolution import resolve
from viginote.sensitive.mention import Mention
from viginote.spans import Spans
from viginote.taxonomy import IDENTIFIERS
from viginote.text import Kept, Note
from viginote.vocabulary import Vocabulary

#: Notes that go through the stages together, which are handed to a worker process, and letters of them.
_BATCH, _BATCH_LETTERS = 256, 500_000
_UNDOUBTED = 0.98  # score from which a name stays one inside a mention
_HOLDING = {"PERSON": 0.9, "ADDRESS": 0.8}  # the same of one around a mention


@dataclass(frozen=True, slots=True)
class Settings:
    """All that makes one scanner find other things than the next; sent to worker processes as it is.

    `lexicons`: files of own sensitive terms. `names`: files of names to find always. `allow`: files of
    terms never to flag as an identifier. `thresholds`: the lowest score kept, per label.
    """

    lexicons: tuple[Path, ...] = ()
    names: tuple[Path, ...] = ()
    allow: tuple[Path, ...] = ()
    thresholds: Mapping[str, float] = field(default_factory=dict)


class Scanner:
    """Finds identifiers and sensitive mentions in French clinical notes.

    The model and the lexicons are embedded: nothing is downloaded, no network is used. A scanner is built
    once and used for many notes, by several threads if need be; the model is loaded at the first scan.

    >>> result = Scanner().scan("Mme DURAND, VIH+ sous Biktarvy, tél 06 39 98 12 34")
    >>> [(f.label, str(f.assertion)) for f in result.sensitive]
    [('hiv', 'affirmed'), ('hiv', 'affirmed')]
    """

    def __init__(
        self,
        *,
        lexicons: str | Path | Iterable[str | Path] = (),
        names: str | Path | Iterable[str | Path] = (),
        allow: str | Path | Iterable[str | Path] = (),
        thresholds: Mapping[str, float] | None = None,
    ) -> None:
        """Raises ViginoteError where a vocabulary file is missing or not well-formed, or a threshold is not
        a score of a known label.
        """
        self.settings = Settings(_paths(lexicons), _paths(names), _paths(allow), dict(thresholds or {}))
        self._lexicons = sensitive.Lexicons.load(self.settings.lexicons)
        _check(self.settings.thresholds, self._lexicons.categories)
        self._vocabulary = Vocabulary.load(self.settings.names, self.settings.allow)
        self._names = NameFinder()

    @classmethod
    def from_settings(cls, settings: Settings) -> "Scanner":
        """The scanner that another process described."""
        return cls(
            lexicons=settings.lexicons,
            names=settings.names,
            allow=settings.allow,
            thresholds=settings.thresholds,
        )

    def __reduce__(self) -> tuple[Callable[[Settings], "Scanner"], tuple[Settings]]:
        return Scanner.from_settings, (self.settings,)

    def scan(self, text: str, known: Identity | None = None) -> ScanResult:
        """The findings of one text, empty included. `known`: what the record says of its patient.

        Raises TypeError where `text` is no str.
        """
        return self._scan_batch([_text(text)], [known])[0]

    def scan_many(
        self,
        texts: Iterable[str],
        known: Iterable[Identity | None] | None = None,
        processes: int = 1,
    ) -> Iterator[ScanResult]:
        """One result per text, in order, as a stream: neither texts nor results are held as a whole.

        `known`: one identity (or None) per text. `processes`: worker processes; 1 stays in this one.
        Raises ValueError where `known` is shorter or longer than `texts`, TypeError where `texts` is one text
        or holds what is no str.
        """
        if isinstance(texts, str):
            raise TypeError("texts is one text; use scan, or give a list")
        pairs = zip(texts, repeat(None), strict=False) if known is None else zip(texts, known, strict=True)
        batches = _batches(pairs)
        if processes <= 1:
            for batch in batches:
                yield from self._scan_batch(*batch)
        else:
            yield from _in_processes(self.settings, batches, processes)

    @collector.paused()
    def _scan_batch(self, texts: Sequence[str], identities: Sequence[Identity | None]) -> list[ScanResult]:
        """The results of some texts, stage by stage over all, so that a stage finds its tables cached."""
        notes = [Note(text) for text in texts]
        tagged = self._names.tag(notes)
        believed = self._names.believed(notes, identifiers.find_all(notes))
        given = zip(notes, identities, believed, strict=True)
        ruled = [[*of_note, *self._known(note, identity)] for note, identity, of_note in given]
        names = self._names.find_all(notes, ruled, tagged)
        found = sensitive.search_all(notes, self._lexicons)
        readings = assertion.read_all(notes, [of_note.sure for of_note in found])
        told = context.read(notes, found, readings)
        stages = zip(notes, ruled, names, (of_note.sure for of_note in found), told, strict=True)
        results = [self._result(*of_note) for of_note in stages]
        Kept.forget()
        return results

    def _known(self, note: Note, identity: Identity | None) -> Iterator[Finding]:
        """What the user's list and the record name."""
        yield from self._vocabulary.find(note)
        if identity is not None:
            yield from known.find(note, identity)

    def _result(
        self,
        note: Note,
        ruled: Sequence[Finding],
        names: Sequence[Finding],
        mentions: Sequence[Mention],
        told: Sequence[Finding],
    ) -> ScanResult:
        identifying = [*ruled, *_no_mentions(names, mentions)]
        kept_names = [f for f in identifying if not self._vocabulary.allows(note, f)]
        found = [*kept_names, *_no_names(note, told, kept_names)]
        thresholds = self.settings.thresholds
        kept = [f for f in found if f.score >= thresholds.get(f.label, 0.0)]
        resolved = resolve(note, _not_written_by_us(note, kept))
        placed = sorted(_placed(note, resolved), key=lambda f: (f.start, f.end, f.label))
        return ScanResult(note.given, tuple(placed))


def _placed(note: Note, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings with their offsets in the text as given; one that holds markup is parted by it."""
    for finding in findings:
        for start, end in note.shown.given(finding.start, finding.end):
            same = (start, end) == (finding.start, finding.end)
            yield finding if same else replace(finding, start=start, end=end)


def _no_mentions(names: Sequence[Finding], mentions: Sequence[Mention]) -> Iterator[Finding]:
    """Less the names that the lexicons, which excuse names of people, say are words ("frère schizo").

    Unless the network has hardly a doubt: "tonton Bruno touchait", "Message de Sylviane".
    """
    said = Spans((m.start, m.end) for m in mentions if not m.misspelt)
    for name in names:
        apart = not said.hold(name.start, name.end)
        if apart or name.label != "PERSON" or name.score >= _UNDOUBTED:
            yield name


def _no_names(note: Note, told: Sequence[Finding], names: Sequence[Finding]) -> Iterator[Finding]:
    """Less the mentions that are a word with a capital of a longer name: "Marie-Rose", "rue Avinée"."""
    sure = Spans((f.start, f.end) for f in names if f.score >= _HOLDING.get(f.label, 1.1))
    for mention in told:
        word = note.text[mention.start : mention.end]
        capitalised = word.istitle() and word.isalpha()
        if not (capitalised and sure.hold_a_part(mention.start, mention.end)):
            yield mention


def _not_written_by_us(note: Note, findings: list[Finding]) -> list[Finding]:
    """What an earlier redaction wrote into the note is not found again."""
    written = [match.span() for match in _OURS.finditer(note.text)] if "[" in note.text else []
    if not written:
        return findings
    ours = Spans(written)
    return [finding for finding in findings if not ours.touch(finding.start, finding.end)]


#: What a redaction writes, with the title that stays before a redacted name ("M. [PERSON]").
_OURS = re.compile(rf"(?:\b(?:[Mm]|[Dd]r|[Pp]r|Mr|mr|[Mm]me|[Mm]lle|Me)\b\.? ?)?(?:{WRITTEN.pattern})")


def _paths(given: str | Path | Iterable[str | Path]) -> tuple[Path, ...]:
    return (Path(given),) if isinstance(given, str | Path) else tuple(map(Path, given))


def _check(thresholds: Mapping[str, float], categories: Set[str]) -> None:
    """Raises ViginoteError where a label does not exist or a score is none: else nothing would be told."""
    for label, score in thresholds.items():
        if label not in IDENTIFIERS and label not in categories:
            known = ", ".join((*IDENTIFIERS, *sorted(categories)))
            raise ViginoteError(f"threshold {label}: no such label; use one of {known}")
        if not isinstance(score, int | float) or not 0 <= score <= 1:
            raise ViginoteError(f"threshold {label}: not a score; give a number from 0 to 1")


def _text(given: object) -> str:
    if not isinstance(given, str):
        raise TypeError(f"a text must be a str, not {type(given).__name__}")
    return given


_Pair = tuple[str, Identity | None]


def _batches(pairs: Iterable[_Pair]) -> Iterator[tuple[list[str], list[Identity | None]]]:
    texts: list[str] = []
    identities: list[Identity | None] = []
    letters = 0
    for text, identity in pairs:
        texts.append(_text(text))
        identities.append(identity)
        letters += len(text)
        if len(texts) == _BATCH or letters >= _BATCH_LETTERS:
            yield texts, identities
            texts, identities, letters = [], [], 0
    if texts:
        yield texts, identities


_worker: Scanner | None = None


def _start_worker(settings: Settings) -> None:
    global _worker  # noqa: PLW0603 (a worker process has one scanner for its whole life)
    _worker = Scanner.from_settings(settings)


def _work(batch: tuple[list[str], list[Identity | None]]) -> list[ScanResult]:
    assert _worker is not None
    return _worker._scan_batch(*batch)


def _in_processes(
    settings: Settings, batches: Iterator[tuple[list[str], list[Identity | None]]], processes: int
) -> Iterator[ScanResult]:
    """Results in order, with a bounded window of work under way, so that memory stays bounded too.

    loky's workers need no `if __name__ == "__main__"` in the caller's script, and a killed one raises
    an error instead of hanging.
    """
    from loky import ProcessPoolExecutor

    with ProcessPoolExecutor(processes, initializer=_start_worker, initargs=(settings,)) as pool:
        window = deque(pool.submit(_work, batch) for batch in islice(batches, 2 * processes))
        while window:
            yield from window.popleft().result()
            window.extend(pool.submit(_work, batch) for batch in islice(batches, 1))
