"""Words of French that several rooms share."""

from viginote.french import calendar
from viginote.french.lands import lands
from viginote.french.numbers import NAMES, number
from viginote.text import fold


def test_every_name_is_read_as_its_number() -> None:
    assert [number(name) for name in NAMES] == list(range(100))
    assert [NAMES[n] for n in (1, 17, 21, 30, 68, 71, 80, 81, 92, 99)] == [
        "un", "dix-sept", "vingt et un", "trente", "soixante-huit", "soixante et onze", "quatre-vingts",
        "quatre-vingt-un", "quatre-vingt-douze", "quatre-vingt-dix-neuf",
    ]  # fmt: skip


def test_lands_are_folded_and_no_towns() -> None:
    assert all(name == fold(name).strip() for name in lands())
    assert {"maroc", "pennsylvanie", "baviere", "cote d'ivoire"} <= lands()
    assert lands().isdisjoint({"quebec", "luxembourg", "paris", "washington", "norfolk"})


def test_months_in_whole_and_short() -> None:
    spoken = [*zip(calendar.MONTH_NAMES, calendar.SHORT_MONTHS, strict=True)]
    assert len(spoken) == 12
    assert all(name.startswith(short.rstrip(".")) for name, short in spoken if short != "déc.")
