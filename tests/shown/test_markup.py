# ruff: noqa: E501 (one case a line)
"""RTF and HTML are read as plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viginote.shown.markup import without_markup

RTF = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}}{\*\generator Riched20;}\f0\fs20 "
CASES = [
    ("html", "<p>M. Durand est s&eacute;ropositif</p><p>fin</p>", "\nM. Durand est séropositif\nfin\n"),
    ("inline tags", '<span style="font-family:Arial">Mme <b>H&eacute;l&egrave;ne</b></span>', " Mme  Hélène "),
    ("entities alone", "s&#233;ropositif &amp; suivi &#x20AC;", "séropositif & suivi €"),
    ("a tag that names something", '<br><a href="mailto:x@y.fr">m</a>', '\n<a href="mailto:x@y.fr">m '),
    ("style sheets", "<style>p {color: red}</style><p>note</p>", "\nnote\n"),
    ("rtf", RTF + r"s\'e9ropositif\par H\u233?l\u232\'e8ne \b Roux\b0, \{x\} l\rquote eau}", " séropositif\nHélène  Roux , {x} l’eau "),
    ("rtf of another code page", r"{\rtf1\ansicpg850 \'82t\'82}", " été "),
    ("rtf of macOS", r"{\rtf1 N\uc0\u8217 Diaye \uc1\u233?t\u233\'e9 {\uc2 a\u233??b}c\u233?d}", " N’Diaye été  aéb céd "),
    ("rtf with broken lines", "{\\rtf1 s\\'e9ro\r\npositif}", " séropositif "),
    ("rtf cut short", r"{\rtf1 {\pict 00ff", " "),
    ("comments and scripts", "<p>a</p><!-- M. Durand --><script>x='VIH'</script>", "\na\n M. Durand \nx='VIH'\n"),
    ("comparisons", "TA < 12 & > 8, R&D; a<b et b>c", None),
    ("plain", "une note", None),
]  # fmt: skip


@pytest.mark.parametrize(("what", "stored", "text"), CASES, ids=[c[0] for c in CASES])
def test_plain(what: str, stored: str, text: str | None) -> None:
    result = without_markup(stored)
    assert result.text == (stored if text is None else text)


@given(st.lists(st.sampled_from([
    "{\\rtf1 ", "\\par ", "\\'e9", "\\u233?", "}", "{", "\\", "{\\pict ", "<p>", "</b>", "&eacute;", "&", "<", "é", "a b", "\r\n",
]), max_size=12))  # fmt: skip
def test_offsets_lead_back(parts: list[str]) -> None:
    stored = "".join(parts)
    result = without_markup(stored)
    if result.offsets is not None:
        assert len(result.offsets) == len(result.text) + 1
        assert list(result.offsets) == sorted(result.offsets)
        assert result.offsets[-1] == len(stored)
        assert all(result.text[mark] in " \n" for mark in result.marks)
