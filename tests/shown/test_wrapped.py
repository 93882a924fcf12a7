"""Lines that software wrapped are read as one; those that an author broke stay."""

import re
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viginote import Scanner
from viginote.shown.wrapped import unwrapped

LETTER = (
    "Cher confrère, je vous remercie de m'avoir adressé ce patient de 54 ans, marié, deux enfants, que j'ai "
    "vu au cabinet pour une douleur du genou droit qui évolue depuis un mois sans traumatisme ni fièvre. "
    "Suivi à l'hôpital Cochin, joignable au 06 39 98 12 34, il habite 12 rue de la Paix, 75002 Paris. Pas de "
    "notion de VIH. Antécédents familiaux : schizophrénie chez le frère. Alcoolisme sevré à l'âge de 40 ans."
)

#: Where a sentence ends with its line, the break stays.
_SENTENCE_END = re.compile(r"(?<=[.;])\s*\n\s*")


@pytest.mark.parametrize("indent", ["", "    "])
@pytest.mark.parametrize("end", ["\n", "\r\n", " \n"])
@pytest.mark.parametrize("width", range(50, 100, 7))
def test_a_wrapped_letter_is_read_as_it_was_written(width: int, end: str, indent: str) -> None:
    lines = textwrap.wrap(
        LETTER, width, break_on_hyphens=False, initial_indent=indent, subsequent_indent=indent
    )
    read = unwrapped(end.join(lines)).text
    assert _SENTENCE_END.sub(" ", read) == indent + LETTER


@pytest.mark.parametrize("width", [52, 57, 64, 71, 80])
def test_as_much_is_found_as_in_the_letter(width: int) -> None:
    def told(text: str) -> list[tuple[str, str, str]]:
        found = Scanner().scan(text).findings
        return [(" ".join(text[f.start : f.end].split()), f.label, str(f.assertion)) for f in found]

    assert told(textwrap.fill(LETTER, width, break_on_hyphens=False)) == told(LETTER)
    indented = textwrap.fill(
        LETTER, width, break_on_hyphens=False, initial_indent="    ", subsequent_indent="    "
    )
    assert told(indented) == told(LETTER)


def test_what_was_parted_at_a_hyphen_is_whole() -> None:
    text = (
        "x" * 44 + " vu ce\npar Jean-\n" + "y" * 40 + " puis\npar son médecin traitant, le tout sans un mot"
    )
    assert "Jean-yyyy" not in text
    long = "un mot de plus et rien d'autre que cela ici même\n"
    assert (
        "Jean-Pierre"
        in unwrapped(long * 3 + "vu hier à domicile par le docteur monsieur Jean-\nPierre.\n").text
    )


OWN_LINES = [
    "RAS\nvu\nbien\n\ntabac 10/j\nalcool 0\n",
    "tabac : dix cigarettes par jour depuis des années\nalcool : non\ncannabis : jamais\nfamille : rien\n",
    "douleur du genou droit depuis trois semaines environ\nfièvre\ntoux\nvu au cabinet ce jour\nrevoir\n",
    f"{'x' * 60}\n\n{'y' * 60}\n\nz\n\n",
    "a\nb\nc\nd\n",
    "",
]


@pytest.mark.parametrize("text", OWN_LINES)
def test_lines_of_an_author_stay(text: str) -> None:
    assert unwrapped(text).text == text


def test_items_of_a_list_stay_lines() -> None:
    body = textwrap.fill(LETTER, 60, break_on_hyphens=False)
    items = (
        "Traitement au long cours, à renouveler pour trois mois :\n- Doliprane\n1) Kardégic\n\nBien à vous"
    )
    assert unwrapped(f"{body}\n\n{items}").text.endswith(f"\n\n{items}")


@given(st.text(st.sampled_from("ab A.-\n\t:1"), max_size=400))
def test_nothing_but_breaks_is_changed(text: str) -> None:
    shown = unwrapped(text)
    assert "".join(shown.text.split()) == "".join(text.split())
    if shown.offsets is not None:
        assert len(shown.offsets) == len(shown.text) + 1
        kept = [(c, o) for c, o in zip(shown.text, shown.offsets, strict=False) if not c.isspace()]
        assert all(text[offset] == char for char, offset in kept)
