"""What the tagger's shares make of the words of a note, and that a note is tagged alike in any company."""

import pytest

from views import view
from viginote.context import reader, tagger
from viginote.context.view import split
from viginote.text import Note

_DRINK, _HIV = "substance_use", "hiv"


@pytest.mark.parametrize(
    ("text", "shares", "found"),
    [
        ("boit trop", [(_DRINK, 0.9), (_DRINK, 0.25)], ["boit trop"]),
        ("boit trop", [(_DRINK, 0.9), (_DRINK, 0.1)], ["boit"]),
        ("boit trop", [(_DRINK, 0.25), (_DRINK, 0.2)], []),
        ("boit vih", [(_DRINK, 0.9), (_HIV, 0.9)], ["boit", "vih"]),
        ("boit, vin", [(_DRINK, 0.9), (_DRINK, 0.9), (_DRINK, 0.9)], ["boit, vin"]),
        ("boit,", [(_DRINK, 0.9), (_DRINK, 0.9)], ["boit"]),
        (", boit", [(_DRINK, 0.9), (_DRINK, 0.9)], ["boit"]),
        ("a " * 14, [(_DRINK, 0.9)] * 14, ["a " * 9 + "a", "a a a a"]),
    ],
)
def test_words_of_a_share_make_a_mention(
    text: str, shares: list[tuple[str, float]], found: list[str]
) -> None:
    mentions = list(tagger.mentions(view(Note(text), shares)))
    assert [text[m.start : m.end] for m in mentions] == found
    assert {(m.term, m.detector) for m in mentions} <= {("", "tagger")}


def test_a_note_is_tagged_alike_alone_and_among_others() -> None:
    notes = [Note(text) for text in ("boit trop", "", "Mère schizophrène. " * 400, "\n", "rien")]
    shipped = reader._tagger()
    together = shipped.views(notes)
    for note, seen in zip(notes, together, strict=True):
        [alone] = shipped.views([note])
        assert seen.words == alone.words == [note.folded[a:b] for a, b in split(note.folded)]
        assert seen.shares == pytest.approx(alone.shares, abs=1e-5)
    assert shipped.views([]) == []
