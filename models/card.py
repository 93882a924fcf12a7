"""The figures of the model cards: `python models/card.py` prints them, from notes that no network saw."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from examples import examples_of, score
from lists import Lists
from viginote import Scanner, assertion, sensitive
from viginote.context import reader
from viginote.corpus.notes import generate
from viginote.corpus.vocabulary import people
from viginote.evaluation import evaluate, read_gold
from viginote.findings import ScanResult
from viginote.names.loading import load_tagger, model_folder
from viginote.names.tokens import spans
from viginote.resolution import resolve
from viginote.text import Note

_GOLD = Path(__file__).parent.parent / "corpora" / "gold"
_NOTES, _SEED = 3000, 7
#: The origins of invented people, as the card calls them.
_ORIGINS = {
    "africa": "Africa",
    "asia_antilles": "Asia and Antilles",
    "breton_basque_alsace_corse": "Brittany, Basque Country, Alsace, Corsica",
    "europe": "Europe",
    "french": "France",
    "maghreb": "Maghreb",
}
#: Gold sets that nobody read.
_UNSEEN = (
    *(f"authors_{letter}_test" for letter in "deklmopqr"),
    *(f"bank_context_{kind}_test" for kind in ("cases", "prose", "terse")),
    *(f"bank_terms_{kind}_test" for kind in ("mind", "sex", "social")),
)


def main() -> None:
    print("fr_names\n")
    names()
    print("\nfr_context\n")
    context()


def _print_size(folder: Path) -> None:
    size = sum(f.stat().st_size for f in folder.rglob("*") if f.is_file())
    print(f"Size: {size / 1e6:.1f} MB\n")


def context() -> None:
    """What the context network changes on the gold sets that nobody read: by rules alone, and with it."""
    _print_size(reader.folder())
    print("| set | recall | precision | right assertion |\n|---|---|---|---|")
    scanner = Scanner()
    for name in _UNSEEN:
        notes = list(read_gold(_GOLD / f"{name}.jsonl"))
        before, after = (evaluate(notes, scan).as_dict() for scan in (_by_rules, scanner.scan_many))
        cells = [
            f"{100 * _figure(before, key):.1f} -> {100 * _figure(after, key):.1f}"
            for key in ("recall", "precision", "assertion_accuracy")
        ]
        print(f"| {name} | {' | '.join(cells)} |")


def _figure(figures: dict[str, Any], key: str) -> float:
    return float(figures[key] if key in figures else figures["sensitive"][key])


def _by_rules(texts: Sequence[str]) -> Iterator[ScanResult]:
    for text in texts:
        note = Note(text)
        yield ScanResult(text, resolve(note, assertion.qualify(note, sensitive.find(note))))


def names() -> None:
    """Precision and recall of the name tagger, by label and by origin, on held-out synthetic notes."""
    tagger = load_tagger()
    _print_size(model_folder())
    print("| label | precision | recall | tokens |\n|---|---|---|---|")
    for label, row in score(tagger, examples_of(_NOTES, _SEED, "test", Lists())).items():
        print(f"| {label} | {row['precision']:.3f} | {row['recall']:.3f} | {row['tokens']} |")
    print("\n| names from | found | names |\n|---|---|---|")
    for origin, (found, total) in by_origin().items():
        print(f"| {origin} | {found / total:.3f} | {total} |")


def by_origin() -> dict[str, tuple[int, int]]:
    """For each origin: how many of its names in held-out notes are touched by a PERSON, of how many.

    A name counts for an origin when it stands in that origin's list alone.
    """
    owners = _owners()
    tagger = load_tagger()
    found: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for note in generate(_NOTES, _SEED, "test"):
        text = note["text"]
        places = spans(text)
        [entities] = tagger.entities([[text[a:b] for a, b in places]])
        hidden = [(places[e.start][0], places[e.end - 1][1]) for e in entities if e.label == "PERSON"]
        for span in note["spans"]:
            origin = owners.get(text[span["start"] : span["end"]].split()[-1].casefold())
            if span["label"] == "PERSON" and origin:
                total[origin] += 1
                found[origin] += any(a < span["end"] and span["start"] < b for a, b in hidden)
    return {name: (found[origin], total[origin]) for origin, name in _ORIGINS.items()}


def _owners() -> dict[str, str]:
    """The only origin of every name that has but one."""
    owners: dict[str, str] = {}
    shared: set[str] = set()
    for origin, fields in people().items():
        for name in {n.casefold() for kind in ("f", "m", "last") for n in fields[kind]}:
            if name in owners:
                shared.add(name)
            owners[name] = origin
    return {name: origin for name, origin in owners.items() if name not in shared}


if __name__ == "__main__":
    main()
