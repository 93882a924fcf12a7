import pytest

from viginote.shown import Shown
from viginote.shown.mojibake import repaired

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
    result = Shown(stored).then(repaired).then(repaired)
    assert result.text == fixed
    if result.offsets is not None:
        assert len(result.offsets) == len(fixed) + 1
        assert (result.offsets[0], result.offsets[-1]) == (0, len(stored))
        assert list(result.offsets) == sorted(result.offsets)
