import pytest

from viginote.mojibake import repair
from viginote.text import Note

MOJIBAKE = {
    "sÃ©ropositif": "séropositif",
    "Ã\xa0 la mÃ¨re d'Ã‰lodie": "à la mère d'Élodie",
    "lâ€™Ã©tÃ©": "l’été",
    "45 â‚¬": "45 €",
    "Ãge": "Ãge",
    "Âge": "Âge",
    "plain été": "plain été",
    "": "",
    "dÃ©jÃ  vu Ã  Dax, voilÃ": "déjà vu à Dax, voilà",
    "MANHÃ e": "MANHÃ e",
    "sÃƒÂ©ropositif": "séropositif",
    "lÃ¢â‚¬â„¢ÃƒÂ©tÃ©": "l’été",
}


@pytest.mark.parametrize(("stored", "fixed"), MOJIBAKE.items())
def test_mojibake(stored: str, fixed: str) -> None:
    result = repair(stored)
    assert result.text == fixed
    if result.offsets is not None:
        assert len(result.offsets) == len(fixed) + 1
        assert (result.offsets[0], result.offsets[-1]) == (0, len(stored))
        assert list(result.offsets) == sorted(result.offsets)


def test_a_note_is_read_as_it_was_meant_and_leads_back_to_what_is_stored() -> None:
    note = Note("vu l'Ã©te\u0301 dernier, sÃ©ropositif")
    assert note.text == "vu l'été dernier, séropositif"
    for word, stored in (("été", "Ã©te\u0301"), ("séropositif", "sÃ©ropositif")):
        start = note.text.index(word)
        assert note.given[note.place(start) : note.place(start + len(word))] == stored
