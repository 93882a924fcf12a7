"""Synthetic notes with known spans, at any size, from templates and invented vocabulary.

    for note in generate(1000, seed=7, split="test"):
        note["text"], note["spans"]     # [{"start", "end", "label", "assertion"}, ...] sorted by start

The same arguments give the same notes. `train`, `dev` and `test` share no template line, name or place. The
syntax of templates and the slots are told in data/README.md.
"""

import random
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from viginote.corpus import abroad, places, values
from viginote.corpus.noise import strike
from viginote.corpus.people import FORMS, Person, draw
from viginote.corpus.template import Piece, Template, parse, render, to_gold
from viginote.corpus.vocabulary import DATA, Split, Vocabulary, VocabularyError, drawn_split

_JOINTS = ("\n", "\n", "\n", "\n", " ", " ", "\n\n", ". ", " - ", " / ", "\n- ", " ; ")


@dataclass(frozen=True, slots=True)
class Theme:
    """The templates of one data file. `alone`: each is a whole note."""

    name: str
    weight: float
    alone: bool
    lines: tuple[str, ...]

    def of_split(self, split: Split) -> tuple[str, ...]:
        """Its templates of one split."""
        return tuple(line for line in self.lines if template_split(line) == split)


def template_split(line: str) -> Split:
    """The split to which a template line belongs."""
    return drawn_split(line, 84, 92)


def read_theme(path: Path) -> Theme:
    """The theme of a data file (see data/README.md)."""
    weight, alone, lines = 1.0, False, []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# weight:"):
            weight = float(line.partition(":")[2])
        elif line.startswith("# alone"):
            alone = True
        elif line.strip() and not line.startswith("#"):
            lines.append(line)
    return Theme(path.stem, weight, alone, tuple(lines))


@cache
def themes() -> tuple[Theme, ...]:
    """Every theme of `data/templates`."""
    return tuple(read_theme(path) for path in sorted((DATA / "templates").glob("*.txt")))


_PLACES: dict[str, tuple[str, Callable[[Vocabulary, random.Random], str]]] = {
    "ADDRESS": ("ADDRESS", places.address),
    "CITY": ("CITY", places.city),
    "HOSPITAL": ("HOSPITAL", places.site),
    "SITE": ("HOSPITAL", places.bare_site),
    "EMPLOYER": ("EMPLOYER", places.employer),
    "ADDRESS_ABROAD": ("ADDRESS", abroad.address),
    "TOWN_ABROAD": ("CITY", abroad.town),
    "SITE_ABROAD": ("HOSPITAL", abroad.site),
    "EMPLOYER_ABROAD": ("EMPLOYER", abroad.employer),
}


class Filler:
    """Fills the slots of one note: what a key has named stays the same through the note."""

    def __init__(self, vocabulary: Vocabulary, rng: random.Random) -> None:
        self.vocabulary = vocabulary
        self.rng = rng
        self._people: dict[str, Person] = {}
        self._values: dict[tuple[str, str], list[Piece]] = {}

    def __call__(self, name: str, key: str | None) -> list[Piece]:
        """The pieces of a slot. Raises VocabularyError on a slot that nothing fills."""
        if name in FORMS:
            return FORMS[name](self._person(key), self.rng)
        if key is None:
            return [self._value(name)]
        return self._values.setdefault((name, key), [self._value(name)])

    def _person(self, key: str | None) -> Person:
        if key is None:
            return draw(self.vocabulary, self.rng)
        if key not in self._people:
            self._people[key] = draw(self.vocabulary, self.rng)
        return self._people[key]

    def _value(self, name: str) -> Piece:
        rng = self.rng
        if name in _PLACES:
            label, place = _PLACES[name]
            return Piece(place(self.vocabulary, rng), label)
        if name in values.GOLD:
            label, make = values.GOLD[name]
            return Piece(make(rng), label)
        if name == "EMAIL":
            return Piece(values.email(draw(self.vocabulary, rng), rng), "EMAIL")
        if name in values.PLAIN:
            return Piece(values.PLAIN[name](rng))
        if self.vocabulary.knows(name):
            return Piece(self.vocabulary.pick(name, rng))
        raise VocabularyError(f"slot {name}: unknown; add data/words/{name}.txt or see data/README.md")


class Generator:
    """Notes of one split.

    `only` restricts the themes; `extra` adds vocabularies (see Vocabulary), `more` themes that lie elsewhere.
    """

    def __init__(
        self,
        split: Split,
        extra: Mapping[str, Sequence[str]] | None = None,
        only: Collection[str] | None = None,
        more: Sequence[Theme] = (),
    ) -> None:
        self.vocabulary = Vocabulary(split, extra)
        chosen = [(t, t.of_split(split)) for t in (*themes(), *more) if only is None or t.name in only]
        self._themes = [(t, tuple(parse(line) for line in lines)) for t, lines in chosen if lines]
        self._weights = [t.weight for t, _ in self._themes]
        if not self._themes:
            raise VocabularyError(f"no theme with templates for split {split}; see data/templates")

    def note(self, rng: random.Random) -> list[Piece]:
        """The pieces of one note, noise included."""
        fill = Filler(self.vocabulary, rng)
        theme, templates = self._draw(rng)
        pieces = list(render(rng.choice(templates), fill, rng))
        if not theme.alone:
            pieces += self._more(rng, fill)
        return strike(pieces, rng)

    def _more(self, rng: random.Random, fill: Filler) -> Iterator[Piece]:
        joint = rng.choice(_JOINTS)
        for _ in range(rng.choice((0, 1, 1, 2, 3, 4, 6, 9))):
            theme, templates = self._draw(rng)
            if not theme.alone:
                yield Piece(joint if rng.random() < 0.8 else rng.choice(_JOINTS))
                yield from render(rng.choice(templates), fill, rng)

    def _draw(self, rng: random.Random) -> tuple[Theme, tuple[Template, ...]]:
        return rng.choices(self._themes, self._weights)[0]


def generate(
    n: int,
    seed: int = 0,
    split: Split = "train",
    *,
    themes: Collection[str] | None = None,
    extra: Mapping[str, Sequence[str]] | None = None,
    more: Sequence[Theme] = (),
) -> Iterator[dict[str, Any]]:
    """`n` notes in the gold format: {"id", "text", "spans": [{"start", "end", "label", "assertion"}]}.

    Each note depends on `seed`, `split` and its own number alone. `themes`: file names of data/templates to
    draw from (all by default). `extra`: more vocabulary, e.g. {"last": [...], "city": [...]}; `more`: themes.
    """
    generator = Generator(split, extra, themes, more)
    for i in range(n):
        rng = random.Random(f"{seed}/{split}/{i}")
        text, spans = to_gold(generator.note(rng))
        yield {"id": f"{split}-{seed}-{i}", "text": text, "spans": spans}
