"""Words that the end of a line parts, and hyphens that belong where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viginote import Scanner
from viginote.redaction import redact
from viginote.shown.hyphened import rejoined

PARTED = [
    ("une dépres-\nsion sévère", "une dépression sévère"),
    ("la maltrai-  \r\n  tance", "la maltraitance"),
    ("M. Vas-\nseur et M. Mi-\nchel", "M. Vasseur et M. Michel"),
    ("une exten\u00ad\nsion, l'alco\u2010\nol", "une extension, l'alcool"),
    ("sa belle-\nmère, dit-\nelle, peut-\nêtre", "sa belle-mère, dit-elle, peut-être"),
    ("un ex-\nfumeur non-\nbuveur, son ex-\nconjoint", "un ex-fumeur non-buveur, son ex-conjoint"),
    ("en ex-\ntension", "en extension"),
]
KEPT = ["VIH-\nnégatif", "Jean-\nPierre", "10-\n12 mg", "- a\n- b", "tabac -\nalcool", "un tiret-", ""]


@pytest.mark.parametrize(("text", "read"), PARTED)
def test_parted_words_are_read_as_one(text: str, read: str) -> None:
    assert rejoined(text).text == read


@pytest.mark.parametrize("text", KEPT)
def test_other_hyphens_stay(text: str) -> None:
    assert rejoined(text).text == text


def test_they_are_found_and_redacted_where_they_stand() -> None:
    text = (
        "Mme Du-\nrand est suivie depuis jan-\nvier 2020 pour une dépres-\nsion et prend de la sertra-\nline."
    )
    found = Scanner().scan(text).findings
    said = ["Du-\nrand", "jan-\nvier 2020", "dépres-\nsion", "sertra-\nline"]
    assert [text[f.start : f.end] for f in found] == said
    assert redact(text, found).startswith("Mme [PERSON] est suivie")


@given(st.text(st.sampled_from("aeé-\u00ad \n\rB1"), max_size=40))
def test_offsets_lead_back(text: str) -> None:
    shown = rejoined(text)
    if shown.offsets is not None:
        assert len(shown.offsets) == len(shown.text) + 1
        assert list(shown.offsets) == sorted(shown.offsets)
        assert shown.offsets[-1] == len(text)
