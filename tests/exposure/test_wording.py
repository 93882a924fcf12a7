"""Numbers and dates as people read them."""

import pytest

from viginote.exposure import wording


@pytest.mark.parametrize(
    ("value", "lang", "said"),
    [
        (0, "fr", "0"),
        (999, "fr", "999"),
        (15_800_000, "fr", "15\u202f800\u202f000"),
        (15_800_000, "en", "15,800,000"),
        (4.5, "fr", "4,5"),
        (5.0, "fr", "5"),
        (0.75, "en", "0.75"),
    ],
)
def test_number(value: float, lang: str, said: str) -> None:
    assert wording.number(value, lang) == said


@pytest.mark.parametrize(
    ("share", "lang", "said"),
    [
        (0.986, "fr", "98,6\u202f%"),
        (1.0, "fr", "100\u202f%"),
        (0.0004, "fr", "< 0,1\u202f%"),
        (0.0, "fr", "0\u202f%"),
        (0.123, "en", "12.3%"),
    ],
)
def test_percent(share: float, lang: str, said: str) -> None:
    assert wording.percent(share, lang) == said


@pytest.mark.parametrize(
    ("low", "high", "lang", "said"),
    [
        (164_000, 169_000, "fr", "de\xa0164\u202f000\xa0à\xa0169\u202f000"),
        (3, 3, "fr", "3"),
        (1, 2, "en", "1\xa0to\xa02"),
    ],
)
def test_span(low: int, high: int, lang: str, said: str) -> None:
    assert wording.span(low, high, lang) == said


@pytest.mark.parametrize(
    ("low", "high", "lang", "said"),
    [(1200, 1500, "fr", "1\u202f200–1\u202f500"), (7, 7, "fr", "7"), (1200, 1500, "en", "1,200–1,500")],
)
def test_bounds(low: int, high: int, lang: str, said: str) -> None:
    assert wording.bounds(low, high, lang) == said


@pytest.mark.parametrize(
    ("iso", "lang", "said"),
    [("2026-02-26", "fr", "26/02/2026"), ("2026-02-26", "en", "2026-02-26"), (None, "fr", "–")],
)
def test_day(iso: str | None, lang: str, said: str) -> None:
    assert wording.day(iso, lang) == said
