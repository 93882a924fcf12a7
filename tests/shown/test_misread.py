"""Letters read as another code page has them, and escapes of programs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viginote import Scanner
from viginote.shown.misread import reread

NOTE = (
    "Mme Le Goff, née le 12/03/1980, épouse Morvan, Béthune : dépression sévère, séropositive depuis 2010, "
    "anxiété, éthylisme sevré, père incarcéré, idées suicidaires niées."
)
PAGES = [("cp850", "cp1252"), ("cp1252", "cp850")]


def _escaped(form: str) -> str:
    return "".join(c if c.isascii() else form.format(*c.encode(), code=ord(c)) for c in NOTE)


DAMAGED = [
    *(NOTE.encode(written).decode(read, "replace") for written, read in PAGES),
    _escaped("\\u{code:04x}"), _escaped("\\u{code:04X}"), _escaped("\\x{code:02x}"),
    _escaped("={0:02X}={1:02X}"), _escaped("%{0:02X}%{1:02X}"), _escaped("={code:02X}"),
    _escaped("={code:02X}").replace("12/03", "12=\n/03"),
]  # fmt: skip
KEPT = [
    NOTE,
    "père–mère, médico–social, patient…il, « entre “guillemets” »",
    "M. Þórsson et Ú. Novák, Ž. Horvat, Škoda",
    "C:\\users\\xavier\\u00, x=C3, 50%C3",
    "CIM=F41.2, diag=E11, TA=E9\nx=\ny",
    "",
]


@pytest.mark.parametrize("damaged", DAMAGED)
def test_letters_are_as_they_were_meant(damaged: str) -> None:
    assert reread(damaged).text.casefold() == NOTE.casefold()


@pytest.mark.parametrize("text", KEPT)
def test_what_stands_for_itself_stays(text: str) -> None:
    assert reread(text).text == text


def test_as_much_is_found_as_in_the_note_as_it_was_written() -> None:
    def told(text: str) -> set[tuple[str, str]]:
        return {(f.label, str(f.assertion)) for f in Scanner().scan(text).findings}

    assert told(DAMAGED[0]) == told(DAMAGED[1]) == told(NOTE)
    mac = NOTE.encode("mac_roman").decode("cp1252", "ignore")
    assert {("BIRTH_DATE", "None"), ("hiv", "affirmed"), ("substance_use", "history")} <= told(mac)


@given(st.text(st.sampled_from("aé‚ÚŽ–\\u00e9=C3A9E%\n"), max_size=40))
def test_offsets_lead_back(text: str) -> None:
    shown = reread(text)
    if shown.offsets is not None:
        assert len(shown.offsets) == len(shown.text) + 1
        assert list(shown.offsets) == sorted(shown.offsets)
        assert shown.offsets[-1] == len(text)
