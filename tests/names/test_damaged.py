"""Names behind a title or a label of a field that was damaged, or is damaged itself."""

import pytest

from viginote import Scanner


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("MONSlEUR DUB0IS GER4RD\nvu ce jour", ["DUB0IS GER4RD"]),
        ("N0M : BERGER0N\nPREN0M : Mar1e", ["BERGER0N", "Mar1e"]),
        ("adressé par le Dr Au-\nbertin pour dyspnée", ["Au-\nbertin"]),
        ("TEL0639981234MADAMEROSSIGNOLRAPPELER", ["ROSSIGNOL"]),
        ("MADAME A RAPPELER, madame l'infirmière", []),
    ],
)
def test_found_in_the_copy_without_damage(text: str, names: list[str]) -> None:
    found = Scanner().scan(text).findings
    assert [text[f.start : f.end] for f in found if f.label == "PERSON"] == names
