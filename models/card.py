"""The figures of the model card: `python models/card.py` prints them, from held-out synthetic notes."""

from collections import Counter

from lists import Lists
from train_names import examples_of, score
from viginote.corpus.notes import generate
from viginote.corpus.vocabulary import people
from viginote.names.loading import load_tagger, model_folder
from viginote.names.tokens import spans

_NOTES, _SEED = 3000, 7
_ORIGINS = (
    "Africa",
    "Asia and Antilles",
    "Brittany, Basque Country, Alsace, Corsica",
    "Europe",
    "France",
    "Maghreb",
)


def main() -> None:
    tagger = load_tagger()
    size = sum(f.stat().st_size for f in model_folder().rglob("*") if f.is_file())
    print(f"Size: {size / 1e6:.1f} MB\n")
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
    return {origin: (found[origin], total[origin]) for origin in _ORIGINS}


def _owners() -> dict[str, str]:
    """The only origin of every name that has but one."""
    owners: dict[str, str] = {}
    shared: set[str] = set()
    for origin, fields in zip(_ORIGINS, people(), strict=True):
        for name in {n.casefold() for kind in ("f", "m", "last") for n in fields[kind]}:
            if name in owners:
                shared.add(name)
            owners[name] = origin
    return {name: origin for name, origin in owners.items() if name not in shared}


if __name__ == "__main__":
    main()
