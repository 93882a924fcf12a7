"""Word sets as bits, and what the tagger sees of a word."""

from hypothesis import given
from hypothesis import strategies as st

from viginote.names.features import SETS, flags, look, normal, shape
from viginote.names.filters import WordFilter


@given(st.sets(st.text(min_size=1), max_size=200))
def test_a_member_is_always_found(words: set[str]) -> None:
    known = WordFilter.build(words)
    assert all(word in known for word in words)
    assert all(word in WordFilter(known.array()) for word in words)


def test_few_strangers_pass() -> None:
    known = WordFilter.build(f"nom{i}" for i in range(5000))
    assert sum(f"autre{i}" in known for i in range(10_000)) < 100


def test_an_empty_set_holds_nothing() -> None:
    assert "dupont" not in WordFilter.build(())


def test_flags_of_compounds() -> None:
    empty = WordFilter.build(())
    filters = dict.fromkeys(SETS, empty) | {
        "first": WordFilter.build(["jean"]),
        "common": WordFilter.build(["post", "op"]),
    }
    assert flags("jean-xyz", filters) == 1 << SETS.index("first")
    assert flags("post-op", filters) == 1 << SETS.index("common")
    assert flags("post-xyz", filters) == 0


def test_forms() -> None:
    assert normal("Élodie78") == "elodie00"
    assert [shape(w) for w in ("Dupont", "DUPONT", "Jean-Pierre", "J.-P.", "12/03", "McDonald")] == [
        "Xx", "XXXX", "Xx-Xx", "X.-X.", "00/00", "XxXx",
    ]  # fmt: skip


@given(st.lists(st.text(min_size=1, alphabet=st.characters(codec="utf-8")), max_size=20))
def test_every_word_has_features(words: list[str]) -> None:
    seen = look(words, dict.fromkeys(SETS, WordFilter.build(())))
    assert len(seen.forms) == len(seen.counts) == len(seen.shape) == len(seen.flags) == len(words)
    assert seen.counts.sum() == len(seen.grams)
    assert all(seen.counts > 0)
