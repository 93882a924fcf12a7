"""The cue files are reviewed data: written in one way, without duplicates and without contradictions."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import combinations
from pathlib import Path

import pytest

from viginote.assertion import cue_files, cues, scope
from viginote.assertion.natures import natures
from viginote.taxonomy import CATEGORIES
from viginote.text import fold

ROOM = Path(cue_files.__file__).parent
FILES = ("negated", "hypothetical", "history", "family", "affirmed", "positive", "tests")
NATURES = {nature for nature, _, _ in cue_files.rows("natures")}
TRAITS = set(CATEGORIES) | NATURES | {"tested"}
REACHES = {
    "closing",
    "denied",
    "done",
    "glued",
    "near",
    "item",
    "list",
    "weak",
    "opening",
    "dated",
    "frame",
    "open",
    "answer",
    "result",
    "sign",
    "query",
    "box",
    "heading",
}


@pytest.mark.parametrize("name", [*FILES, "pseudo", "stops", "kin"])
def test_lines_are_sorted_folded_and_give_a_reason(name: str) -> None:
    lines = list(cue_files.rows(name))
    assert len(lines) > 5
    assert lines == sorted(lines)
    for pattern, *_, reason in lines:
        assert fold(pattern) == pattern
        assert len(reason) > 3


def test_sets_of_words_are_sorted_folded_used_and_no_two_the_same() -> None:
    lines = list(cue_files.rows("words"))
    assert lines == sorted(lines)
    source = "".join(path.read_text("utf-8") for path in ROOM.rglob("*.py"))
    for name, words, reason in lines:
        assert words.split() == sorted(set(words.split()))
        assert fold(words) == words
        assert len(reason) > 3
        assert re.search(rf"""["']{name}["']""", source) or name.startswith("inside_"), name
    sets = cue_files.word_sets()
    assert len(set(sets.values())) == len(sets) == len(lines)


@pytest.mark.parametrize("name", FILES)
def test_columns_hold_known_words(name: str) -> None:
    for _, side, reach, traits, _ in cue_files.rows(name):
        assert side in {"before", "after", "both"}
        assert reach in REACHES
        assert {t.lstrip("!") for t in traits.split()} <= TRAITS | {"*"}


@lru_cache(1000)
def _wordings(pattern: str, in_full: bool = False) -> tuple[str, ...]:
    """All that a pattern stands for, with the space before it, if any."""
    steps = cue_files.Row(cue_files.Line("negated"), pattern, in_full).steps()
    return tuple(
        step + text
        for step, rest in steps
        for text in (_wordings(rest.pattern, rest.in_full) if step else ("",))
    )


def _expand(pattern: str, in_full: bool = True) -> set[str]:
    """The wordings of a pattern."""
    return {text.lstrip() for text in _wordings(pattern, in_full)}


@cache
def _all_wordings() -> list[tuple[cue_files.Line, set[str]]]:
    return [(row.line, _expand(row.pattern, row.in_full)) for row in cue_files.read_all()]


def _say_the_same(a: cue_files.Line, b: cue_files.Line) -> bool:
    """Whether two lines speak on one side of the same mention, with the same reach."""
    sides = a.side == b.side or "both" in (a.side, b.side)
    apart = bool(
        (a.traits and b.traits and not a.traits & b.traits) or a.barred & b.traits or b.barred & a.traits
    )
    return sides and a.reach == b.reach and not apart


def test_no_cue_stands_against_another() -> None:
    wordings = defaultdict(list)
    for line, texts in _all_wordings():
        for text in texts:
            wordings[text].append(line)
    clashes = [
        (text, a.kind, b.kind)
        for text, senses in wordings.items()
        for a, b in combinations([c for c in senses if c.kind != "stop"], 2)
        if a.kind != b.kind
        and ("pseudo" in (a.kind, b.kind) or (_say_the_same(a, b) and not (a.barred or b.barred)))
    ]
    assert clashes == []


def _is_said_by(line: cue_files.Line, other: cue_files.Line) -> bool:
    """Whether another line says all that a line says."""
    sides = other.side in (line.side, "both")
    wider = (
        not other.traits or (line.traits and line.traits <= other.traits)
    ) and other.barred <= line.barred
    return sides and line.reach == other.reach and line.kind == other.kind and bool(wider)


_ALTERNATIVES = re.compile(r"\[([^\[\]]*)\]")


def _parts(pattern: str) -> Iterator[str]:
    """The pattern with each of its alternatives in turn as the only one of its group."""
    yield pattern
    for group in _ALTERNATIVES.finditer(pattern):
        for alternative in group[1].split("|"):
            yield f"{pattern[: group.start()]}[{alternative}]{pattern[group.end() :]}"


@pytest.mark.parametrize("name", FILES)
def test_every_line_and_alternative_says_what_no_other_says(name: str) -> None:
    patterns = [pattern for pattern, *_ in cue_files.rows(name)]
    lines = [row.line for row in cue_files.read_all() if row.line.kind == name]
    by_text: dict[str, set[int]] = defaultdict(set)
    for number, pattern in enumerate(patterns):
        for text in _expand(pattern):
            by_text[text].add(number)

    def is_idle(number: int, part: str) -> bool:
        own = lines[number]
        return all(
            any(n != number and _is_said_by(own, lines[n]) for n in by_text[text]) for text in _expand(part)
        )

    idle = [
        part for number, pattern in enumerate(patterns) for part in _parts(pattern) if is_idle(number, part)
    ]
    assert idle == []


@pytest.mark.parametrize(
    ("pattern", "wordings"),
    [
        ("pas [de|d'|]", {"pas de", "pas d'", "pas"}),
        ("negati[f|ve]", {"negatif", "negative"}),
        ("[en|dans l'] attente", {"en attente", "dans l'attente"}),
        ("sans", {"sans"}),
        ("nie~ et vu~", {"nie et vu", "niee et vue", "nies et vus", "niees et vues"}),
        (
            "[nie~] vu~",
            {f"nie{own} vu{other}" for own in ("", "e", "s", "es") for other in ("", "e", "s", "es")},
        ),
        ("depuis hier", {"depuis hier"}),
    ],
)
def test_wordings(pattern: str, wordings: set[str]) -> None:
    assert _expand(pattern) == wordings


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("pas d'alcool", ["pas d'"]),
        ("pas d alcool", ["pas d "]),
        ("pas d  alcool", ["pas d "]),
        ("pas de3", ["pas"]),
        ("avant l'initiation : rien", ["avant l'initiation :", "rien"]),
        ("avant l'initiation", ["avant l'"]),
        ("traitement a reduire", ["a reduire"]),
        ("lexomil 1 mg", ["1 mg"]),
        ("au cm1", ["au cm1"]),
        ("au cm12", []),
        ("anticorps anti-vhc", ["anticorps anti-"]),
        ("@ # % * ^ '", []),
        ("pas\n  de tabac", ["pas\n  de"]),
        ("trepas de tabac", []),
        ("il ne touche pas aux joints", ["il", "ne touche pas"]),
        ("vih non controle", ["non controle"]),
        ("non fumeur", ["non"]),
        ("ts en 2011", ["en 2011"]),
        ("ts en 98", ["en 98"]),
        ("seance en 15 jours", ["15 jours"]),
        ("le 12.03.2011", []),
        ("20 pa", ["20 pa"]),
        ("belle-mere", ["belle-mere"]),
        ("commere", []),
    ],
)
def test_find(text: str, found: list[str]) -> None:
    assert [text[c.start : c.end] for c in cues.find(text, 0, len(text))] == found


@pytest.mark.parametrize(
    ("pattern", "steps"),
    [
        ("[jamais|] [de|d'] # [an|mois]", ["jamais", "jms", " de", " d"]),
        ("pas [de|d']", ["pas"]),
        (" [de|d'|]", [" de", " d", ""]),
        ("'[|emblee]", ["'", "'emblee"]),
        ("' [il|elle]", ["'il", "'elle"]),
        ("negati[f|ve] hier", ["negatif", "negative"]),
        ("ni$ et refus$", ["nie", "nient", "niait", "niaient", "nia", "nierent", "niant"]),
        ("cm1", ["cm"]),
        ("1", ["1"]),
        ("#jrs", ["#"]),
        ("-> non", ["-"]),
    ],
)
def test_a_line_tells_what_its_wordings_can_begin_with(pattern: str, steps: list[str]) -> None:
    row = cue_files.Row(cue_files.Line("negated"), pattern)
    assert [step for step, _ in row.steps()] == steps


@pytest.mark.parametrize(
    ("pattern", "wordings"),
    [
        ("depuis hier", {"depuis hier", "dep hier", "dp hier", "dps hier"}),
        ("[vu|jamais] avec", {"vu avec", "vu ac", "jamais avec", "jms avec"}),
    ],
)
def test_the_first_word_that_is_often_shortened_may_be(pattern: str, wordings: set[str]) -> None:
    assert _expand(pattern, in_full=False) == wordings


def test_wordings_are_found_and_understood() -> None:
    """All wordings of a line, but of one with many thousands only some, spread over all of them."""
    pseudo = {text for pattern, _ in cue_files.rows("pseudo") for text in _expand(pattern)}
    some = (sorted(texts)[:: 1 + len(texts) // 1000] for _, texts in _all_wordings())
    for text in {text for texts in some for text in texts}:
        sample = (
            text.replace("@", "2011")
            .replace("#", "7")
            .replace("%", "98")
            .replace("*", "zzz")
            .replace("^", "danser")
        )
        clue = next(cues.find(sample, 0, len(sample)), None)
        assert clue is not None, text
        assert (clue.start, clue.end) == (0, len(sample)), text
        assert clue.senses != cues.Senses() or text in pseudo, text


@pytest.mark.parametrize(
    ("words", "nature", "expected"),
    [
        ("ts", "event", True),
        ("ivg", "event", True),
        ("vih", "lasting", True),
        ("schizophrene", "lasting", True),
        ("serologie vih", "test", True),
        ("charge virale", "measure", True),
        ("xanax", "drug", True),
        ("fumeur", "person", True),
        ("sevrage alcoolique", "person", False),
        ("fume", "verb", True),
        ("fumeur", "verb", False),
        ("idees suicidaires", "symptom", True),
        ("idees suicidaires", "person", False),
        ("depression", "episode", True),
        ("consanguinite", "own", True),
    ],
)
def test_natures(words: str, nature: str, expected: bool) -> None:
    assert (nature in natures(words)) is expected


def test_reaches_are_implemented() -> None:
    assert {reach for name in FILES for _, _, reach, _, _ in cue_files.rows(name)} <= set(
        scope._BEFORE
    ) | set(scope._AFTER)
