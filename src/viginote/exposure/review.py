"""The decisions of a review, and the counts corrected by them.

Each count is a question to a note ("does it say hiv of its patient?"). Within a stratum, the notes of which
the scanner says so and the others are apart: of either kind it is known how many there are, in the leak and
in each practice, and of which share of those that were read the reviewer says it. The sum is the estimate,
its interval made of those of the parts (margins.stratified). Notes become people at the rate at which those
do that the scanner found.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from viginote.errors import ViginoteError
from viginote.exposure import notification
from viginote.exposure.audit import STRATA, decisions, read_json, stratum_of
from viginote.exposure.content import CORE
from viginote.exposure.margins import Sampled, stratified
from viginote.exposure.severity import Facts, regraded
from viginote.outputs import write_json
from viginote.taxonomy import CATEGORIES

Said = frozenset[str]
Estimate = dict[str, int]

_CORE = frozenset(CORE)


def _says(category: str, said: Said) -> bool:
    return category in said


#: What is asked of a note: one of the core, another one but none of the core, any, and each category.
_QUESTIONS: dict[str, Callable[[Said], bool]] = {
    "core": lambda said: bool(said & _CORE),
    "sensitive": lambda said: bool(said) and not said & _CORE,
    "any": bool,
    **{category: partial(_says, category) for category in CATEGORIES},
}


@dataclass(frozen=True, slots=True)
class Note:
    """A note as the scanner sees it: whose it is, and what it says of its patient."""

    practice: str | None
    person: str | None
    stratum: str
    said: Said


class Review:
    """What the reviewer says of the sampled notes, and the notes they stand for."""

    def __init__(self, notes: Sequence[Note], decided: Iterable[tuple[Note, Said]]) -> None:
        self.notes = notes
        self.decided = list(decided)

    @cached_property
    def _kinds(self) -> Mapping[str | None, Counter[tuple[str, Said]]]:
        """How many notes of each stratum say what: in the leak (None) and in each practice."""
        kinds: dict[str | None, Counter[tuple[str, Said]]] = defaultdict(Counter)
        for note in self.notes:
            kinds[None][note.stratum, note.said] += 1
            if note.practice is not None:
                kinds[note.practice][note.stratum, note.said] += 1
        return kinds

    @cached_property
    def unlinked(self) -> Counter[str | None]:
        """By practice: notes of nobody known."""
        return Counter(note.practice for note in self.notes if note.person is None)

    @cached_property
    def _rates(self) -> Mapping[str, float]:
        """By question: people for each note of which the scanner says yes."""
        rates = {}
        for question, asks in _QUESTIONS.items():
            found = [note for note in self.notes if asks(note.said)] or self.notes
            people = {note.person for note in found if note.person is not None}
            rates[question] = (len(people) + sum(note.person is None for note in found)) / len(found)
        return rates

    @cached_property
    def _read(self) -> Mapping[str, Mapping[tuple[str, bool], Sequence[tuple[bool, str | None]]]]:
        """By question and part: of each note that was read, whether it has it, and its practice."""
        read: dict[str, dict[tuple[str, bool], list[tuple[bool, str | None]]]] = {}
        for question, asks in _QUESTIONS.items():
            read[question] = defaultdict(list)
            for note, truly in self.decided:
                read[question][note.stratum, asks(note.said)].append((asks(truly), note.practice))
        return read

    def count(self, question: str, practice: str | None = None) -> Estimate:
        """Notes that answer yes, in the leak or in one practice: best, low, high."""
        totals: Counter[tuple[str, bool]] = Counter()
        for (stratum, said), number in self._kinds[practice].items():
            totals[stratum, _QUESTIONS[question](said)] += number
        best, low, high = map(
            round, stratified([self._part(question, k, n, practice) for k, n in totals.items()])
        )
        return {"best": best, "low": min(low, best), "high": max(high, best)}

    def people(self, question: str, limit: int, practice: str | None = None) -> Estimate:
        """People of whom a note answers yes; at most `limit`."""
        rate = self._rates[question]
        return {side: min(limit, round(n * rate)) for side, n in self.count(question, practice).items()}

    def _part(self, question: str, kind: tuple[str, bool], total: int, practice: str | None) -> Sampled:
        """Notes of one stratum of which the scanner answers alike."""
        read = self._read[question].get(kind, ())
        here = [has for has, its_practice in read if practice is None or its_practice == practice]
        return Sampled(
            total,
            looked_at=len(here),
            hits=sum(here),
            pool=len(read),
            pool_hits=sum(has for has, _ in read),
            expected=float(kind[1]),
        )


def apply(out_dir: str | Path, sheet: str | Path | None = None) -> dict[str, Any]:
    """Correct exposure.json in `out_dir` by the decisions in audit.csv (or `sheet`); returns it.

    Corrected: people of the core, of each category, risk group and practice, notes of each practice, and what
    follows from them (who of them is identified, severity, the notification). The other counts stay the
    scanner's.

    Raises ViginoteError with line and column where a decision cannot be read.
    """
    from viginote.exposure.door import check

    folder = Path(out_dir)
    state = read_json(folder / "audit.json")
    exposure = _measured(folder)
    notes = _read_notes(folder / "notes.parquet")
    place = Path(sheet) if sheet else folder / "audit.csv"
    decided = decisions(place, state["lines"])
    if not decided:
        raise ViginoteError(f"{place}: no line has a decision; fill the column 'decision'")
    review = Review(
        list(notes.values()),
        [(notes[tuple(state["lines"][line]["place"])], frozenset(said)) for line, said in decided.items()],
    )
    _correct(exposure, review)
    exposure["audit"] = {
        "seed": state["seed"],
        "notes": state["totals"],
        "reviewed": {s: sum(note.stratum == s for note, _ in review.decided) for s in STRATA},
        "agreed": sum(note.said == truly for note, truly in review.decided),
        "method": "stratified and post-stratified shares, Wilson intervals joined by MOVER, 95 %",
    }
    check(exposure)
    write_json(exposure, folder / "exposure.json")
    notification.write(folder, exposure)
    return exposure


def _measured(folder: Path) -> dict[str, Any]:
    """The exposure as the scanner told it, kept beside the corrected one: a review may be read back again."""
    exposure, kept = read_json(folder / "exposure.json"), folder / "exposure-measured.json"
    if "audit" in exposure:
        return read_json(kept)
    write_json(exposure, kept)
    return exposure


def _read_notes(path: Path) -> dict[tuple[Any, ...], Note]:
    """The notes by their place."""
    import pyarrow.parquet as pq

    names = ("source", "table", "row", "column", "practice", "person", "categories", "mentioned")
    columns = [pq.read_table(path, columns=list(names)).column(name).to_pylist() for name in names]
    return {
        tuple(place): Note(practice, person, stratum_of(said, mentioned), frozenset(said))
        for *place, practice, person, said, mentioned in zip(*columns, strict=True)
    }


def _correct(exposure: dict[str, Any], review: Review) -> None:
    noted = exposure["people"]["with_free_text"] + exposure["sensitive"]["notes"]["unlinked"]
    sensitive = exposure["sensitive"]
    _put(sensitive, review.people("core", noted))
    for category, told in sensitive["categories"].items():
        _put(told, review.people(category, noted))
    anything = review.people("any", noted)
    for group, estimate in _groups(review, noted, anything).items():
        told = exposure["risk_groups"][group]
        for part in ("minors", "deceased"):
            scaled = _proportion(told[part], told["people"], estimate)
            told |= {part: scaled["best"], f"{part}_range": _bounds(scaled)}
        told |= {"people": estimate["best"], "people_range": _bounds(estimate)}
    severity = exposure["severity"]
    for practice in exposure["practices"]:
        _correct_practice(practice, review, severity)
    exposure["practices"].sort(key=lambda p: (-p["people_sensitive"], -p["people"], p["id"]))
    facts = Facts(exposure["people"]["best"], sensitive["people"]["best"], anything["best"], noted)
    exposure["severity"] = regraded(severity, facts, severity)
    exposure["notification"] = notification.fields(exposure, exposure["notification"]["nature"])


def _groups(review: Review, noted: int, anything: Estimate) -> dict[str, Estimate]:
    """The risk groups of people with a note: each of them stands in one."""
    core, other = review.people("core", noted), review.people("sensitive", noted)
    best = max(0, anything["best"] - core["best"])
    return {
        "core": core,
        "sensitive": {"best": best, "low": min(best, other["low"]), "high": max(best, other["high"])},
        "note": {
            "best": noted - max(anything["best"], core["best"]),
            "low": noted - anything["high"],
            "high": noted - anything["low"],
        },
    }


def _correct_practice(practice: dict[str, Any], review: Review, severity: dict[str, Any]) -> None:
    """`severity`: that of the whole leak."""
    name = practice["id"]
    noted = practice["people_with_free_text"] + review.unlinked[name]
    if not practice["notes"]:
        return
    core, core_notes = review.people("core", noted, name), review.count("core", name)
    _link(practice, practice["people_sensitive"], core)
    practice |= {"people_sensitive": core["best"], "people_sensitive_range": core}
    practice |= {"notes_sensitive": core_notes["best"], "notes_sensitive_range": _bounds(core_notes)}
    for category in CATEGORIES:
        people, notes = review.people(category, noted, name), review.count(category, name)
        practice["categories"][category] = people["best"]
        practice["categories_range"][category] = _bounds(people)
        practice["category_notes"][category] = notes["best"]
        practice["category_notes_range"][category] = _bounds(notes)
    facts = Facts(practice["people"], core["best"], review.people("any", noted, name)["best"], noted)
    practice["severity"] = regraded(practice["severity"], facts, severity)


def _put(told: dict[str, Any], estimate: Estimate) -> None:
    """The estimate in place of the scanner's margin."""
    _link(told, told["people"]["best"], estimate)
    told["people"] = estimate


def _link(told: dict[str, Any], whole: int, estimate: Estimate) -> None:
    """Who is identified among those estimated, in proportion to those found."""
    for link, found in told["linked_to"].items():
        scaled = _proportion(found, whole, estimate)
        told["linked_to"][link], told["linked_to_range"][link] = scaled["best"], _bounds(scaled)


def _proportion(part: int, whole: int, estimate: Estimate) -> Estimate:
    """The part of the people found, among those estimated; where none was found, it may be any of them."""
    if not whole:
        return {"best": 0, "low": 0, "high": estimate["high"]}
    return {side: round(bound * part / whole) for side, bound in estimate.items()}


def _bounds(estimate: Estimate) -> Estimate:
    return {"low": estimate["low"], "high": estimate["high"]}
