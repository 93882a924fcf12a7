"""What the network is shown: every mention once, the words around it, what the rules say."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from views import view
from viginote import assertion
from viginote.context.view import CATEGORY_NUMBERS, DOUBTFUL, EVIDENCE, UNRULED, VERDICTS, Window, windows
from viginote.sensitive.mention import Mention
from viginote.taxonomy import CATEGORIES, Assertion
from viginote.text import Note


def mention(text: str, words: str, category: str = "substance_use") -> Mention:
    start = text.index(words)
    return Mention(start, start + len(words), category, words, 1.0, "any")


def shown(text: str, sure: list[Mention], doubtful: list[Mention] | None = None) -> list[Window]:
    note = Note(text)
    return list(windows(view(note), [*sure, *(doubtful or [])], assertion.read(note, sure)))


def test_a_window_tells_words_cues_and_mentions() -> None:
    text = "Pas d'ALCOOL, tabac."
    [window] = shown(text, [mention(text, "ALCOOL"), mention(text, "tabac")])
    category = CATEGORY_NUMBERS["substance_use"]
    assert window.words == ["pas", "d'", "alcool", ",", "tabac", "."]
    assert window.mentions == [0, 0, category + 1, 0, category + 1, 0]
    assert [bits > 0 for bits in window.cues] == [True, True, False, False, False, False]
    assert [(t.number, t.first, t.last, t.category) for t in window.targets] == [
        (0, 2, 2, category),
        (1, 4, 4, category),
    ]


def test_the_rules_are_asked_of_sure_mentions_alone() -> None:
    text = "pas d'alcool, boit"
    [window] = shown(text, [mention(text, "alcool")], [mention(text, "boit")])
    sure, doubtful = window.targets
    assert sure.evidence & 1 << list(Assertion).index(Assertion.NEGATED)
    assert not sure.evidence & DOUBTFUL
    assert doubtful.evidence == DOUBTFUL
    assert window.mentions[doubtful.first] == 0


@pytest.mark.parametrize(("share", "bits"), [(0.0, 0), (0.2, 3), (0.99, 8)])
def test_what_the_tagger_says_stands_behind_what_the_rules_say(share: float, bits: int) -> None:
    note = Note("pas d'alcool")
    alcohol = mention(note.text, "alcool")
    reading = assertion.read(note, [alcohol])
    words = view(note, [("hiv", 0.9), ("hiv", 0.9), ("substance_use", share)])
    [[told]] = [window.targets for window in windows(words, [alcohol], reading)]
    [[unseen]] = [window.targets for window in windows(view(note), [alcohol], reading)]
    assert (told.evidence & UNRULED).bit_count() == bits
    assert told.evidence & ~UNRULED == unseen.evidence
    assert told.evidence.bit_length() <= EVIDENCE


def test_a_users_own_category_has_no_number_of_the_shipped_ones() -> None:
    [window] = shown("club de boxe", [Mention(0, 12, "sport", "club de boxe", 1.0, "any")])
    assert window.targets[0].category == 0
    assert 0 not in CATEGORY_NUMBERS.values()


def test_mentions_far_apart_are_seen_in_windows_of_their_own() -> None:
    text = "alcool" + " mot" * 2000 + " tabac"
    first, second = shown(text, [mention(text, "tabac"), mention(text, "alcool")])
    assert [t.number for t in (*first.targets, *second.targets)] == [1, 0]
    assert len(first.words) < 100
    assert len(second.words) < 100


PIECES = st.sampled_from(
    [
        "tabac",
        "alcool",
        "pas",
        "de",
        "\n",
        ".",
        ",",
        "İ",
        "œ",
        "🙂",
        "(",
        ")",
        "12",
        "2019",
        "l'",
        "mère",
        "Dr",
        "-",
    ]
)


@given(
    st.lists(PIECES, max_size=400), st.lists(st.tuples(st.integers(0, 900), st.integers(1, 30)), max_size=9)
)
@settings(max_examples=100, deadline=None)
def test_every_mention_with_a_word_is_a_target_once(pieces: list[str], places: list[tuple[int, int]]) -> None:
    text = " ".join(pieces)
    mentions = [
        Mention(min(a, len(text)), min(a + length, len(text)), category, "", 1.0, "any")
        for (a, length), category in zip(places, sorted(CATEGORIES), strict=False)
    ]
    found = shown(text, mentions[:4], mentions[4:])
    numbers = sorted(target.number for window in found for target in window.targets)
    assert numbers == [i for i, m in enumerate(mentions) if text[m.start : m.end].strip(" ")]
    for window in found:
        for target in window.targets:
            assert 0 <= target.first <= target.last < len(window.words)
            mentioned = mentions[target.number]
            words = "".join(window.words[target.first : target.last + 1])
            assert Note(text[mentioned.start : mentioned.end]).folded.strip(" ")[:1] in words


def test_verdicts_are_all_assertions_and_none() -> None:
    assert (*Assertion, None) == VERDICTS
