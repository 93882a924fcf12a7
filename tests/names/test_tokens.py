"""The tagger's tokens: exact, linear, and a spaCy tokenizer that gives the text back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.vocab import Vocab

from viginote.names.component import Tokenizer
from viginote.names.tokens import spans

TOKENIZER = Tokenizer(Vocab())


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Mme Le Gall-N'Diaye", ["Mme", "Le", "Gall-N'Diaye"]),
        ("l'hôpital d’Agen", ["l'", "hôpital", "d’", "Agen"]),
        ("J.-P. Martin", ["J.-P.", "Martin"]),
        ("Dr.Martin, M.DUPONT", ["Dr.", "Martin", ",", "M.", "DUPONT"]),
        ("H.MONDOR", ["H.", "MONDOR"]),
        ("né le 12/03/1954 à 14:30", ["né", "le", "12/03/1954", "à", "14:30"]),
        ("2012RAPPORT B12", ["2012", "RAPPORT", "B12"]),
        ("a\n\nb  c\td", ["a", "\n", "\n", "b", "  ", "c", "\t", "d"]),
        ("a.b@c.frSmith", ["a.b@c.fr", "Smith"]),
        ("", []),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert [text[a:b] for a, b in spans(text)] == tokens


def test_part_of_a_text() -> None:
    assert spans("ab cd ef", 3, 5) == [(3, 5)]


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8")) | st.text(alphabet=" \n\t.-'’a@É1"))
def test_spacy_document_has_the_same_text(text: str) -> None:
    assert TOKENIZER(text).text == text


@given(st.text(alphabet=" \n.-'@abÉ1"))
def test_tokens_cover_all_but_single_spaces(text: str) -> None:
    covered = {i for a, b in spans(text) for i in range(a, b)}
    assert all(i in covered or text[i] == " " for i in range(len(text)))
