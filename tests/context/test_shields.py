"""What stands right beside a mention and only looks like a denial, a doubt or a relative, network or not."""

import pytest

from viginote import Scanner

TERMS = ("VIH", "hépatite C", "schizophrénie", "alcoolisme", "toxicomanie")

NOT_DENIED = (
    "{} non contrôlé", "{} non traité", "{} non suivi", "{} non pris en charge", "{} insuffisamment traité",
    "{} non connu de la famille", "ne veut pas qu'on parle de son {} devant sa mère",
    "ne souhaite pas que son employeur apprenne son {}", "refuse tout suivi pour {}", "pas d'arrêt du {}",
)  # fmt: skip
NOT_OF_OTHERS = (
    "adressé par sa mère pour {}", "amené par son frère pour {}", "vit avec sa mère, {}",
    "d'après le conjoint, {}", "appel de la mère : {}", "mésentente avec son frère, {}",
    "sur demande de ses parents, {}", "s'occupe de son père dément, {}", "mère diabétique, lui {}",
)  # fmt: skip
OF_OTHERS = (
    "sa mère souffre de {}", "inquiète pour sa fille suivie pour {}", "conjoint porteur de {}",
    "son frère : {}", "partenaire : {}", "ATCD familiaux : {} (mère)",
)  # fmt: skip


def _said(frame: str, term: str) -> set[str]:
    """What the scanner says of the term, alone and behind another sentence."""
    texts = [lead + frame.format(term) + "." for lead in ("", "Homme de 45 ans, TA 13/8. ")]
    found = [(text, f) for text in texts for f in Scanner().scan(text).sensitive]
    return {str(f.assertion) for text, f in found if term in text[f.start : f.end]}


@pytest.mark.parametrize("term", TERMS)
@pytest.mark.parametrize("frame", [*NOT_DENIED, *NOT_OF_OTHERS])
def test_it_is_the_patient_s(frame: str, term: str) -> None:
    assert _said(frame, term) == {"affirmed"}


@pytest.mark.parametrize("term", TERMS)
@pytest.mark.parametrize("frame", OF_OTHERS)
def test_it_is_somebody_else_s(frame: str, term: str) -> None:
    assert _said(frame, term) == {"family"}
