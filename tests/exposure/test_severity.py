"""ENISA's arithmetic, its evidence and its overrides."""

import pytest

from viginote.errors import ViginoteError
from viginote.exposure import Circumstances, Loss, Recipients
from viginote.exposure.severity import Facts, assess, level_of, regraded

KNOWN, NONE = Circumstances(Recipients.KNOWN, False), Circumstances(Recipients.NONE, False)
FULL = {"named": 500, "with_nir": 450, "fully_identified": 500}


@pytest.mark.parametrize(
    ("facts", "circumstances", "factors", "level", "cnil"),
    [
        (Facts(500, 5, 9, 40, 50, **FULL), Circumstances(), (4, 1, 1), "very_high", "maximale"),
        (Facts(500, 0, 9, 40, **FULL), Circumstances(malicious=False), (4, 1, 0.5), "very_high", "maximale"),
        (Facts(500, 0, 0, 40, **FULL), Circumstances(malicious=False), (3, 1, 0.5), "high", "importante"),
        (Facts(500, 0, 0, 0, **FULL), KNOWN, (2, 1, 0.25), "medium", "limitée"),
        (Facts(500, named=500), KNOWN, (2, 0.5, 0.25), "low", "négligeable"),
        (Facts(500), NONE, (2, 0.25, 0), "low", "négligeable"),
        (Facts(500, fully_identified=40), NONE, (2, 0.75, 0), "low", "négligeable"),
    ],
)  # fmt: skip
def test_factors(
    facts: Facts, circumstances: Circumstances, factors: tuple[float, ...], level: str, cnil: str
) -> None:
    told = assess(facts, circumstances).as_dict()
    assert (told["dpc"], told["ei"], told["cb"]) == factors
    assert told["score"] == round(factors[0] * factors[1] + factors[2], 2)
    assert (told["level"], told["cnil_level"]) == (level, cnil)


@pytest.mark.parametrize(
    ("score", "level"),
    [
        (0, "low"),
        (1.99, "low"),
        (2, "medium"),
        (2.99, "medium"),
        (3, "high"),
        (3.99, "high"),
        (4, "very_high"),
    ],
)
def test_levels_begin_where_enisa_says(score: float, level: str) -> None:
    assert level_of(score)[0] == level


def test_a_factor_set_by_hand_wins_and_is_said() -> None:
    told = assess(Facts(500, 5, 9, 40, **FULL), Circumstances(dpc=1, ei=0.5, cb=0)).as_dict()
    assert told["score"] == 0.5
    assert [r["factor"] for r in told["reasons"] if r["code"] == "override"] == ["dpc", "ei", "cb"]


@pytest.mark.parametrize(
    ("circumstances", "score", "contexts"),
    [
        (Circumstances(), 4.0, ["comments_of_a_carer"]),
        (Circumstances(dpc=1), 2.0, ["comments_of_a_carer", "override"]),
    ],
)
def test_a_severity_told_before_is_told_again_by_other_facts(
    circumstances: Circumstances, score: float, contexts: list[str]
) -> None:
    whole = assess(Facts(500, 5, 9, 40, **FULL), circumstances).as_dict()
    told = regraded(whole, Facts(500, 0, 0, 40, **FULL), whole)
    assert told["score"] == score
    assert [r["code"] for r in told["reasons"] if r["factor"] == "dpc"] == contexts
    assert [r for r in told["reasons"] if r["factor"] != "dpc"] == [
        r for r in whole["reasons"] if r["factor"] != "dpc"
    ]


@pytest.mark.parametrize(
    ("facts", "circumstances", "flags"),
    [
        (Facts(100), Circumstances(), []),
        (Facts(101), Circumstances(), ["more_than_100_people"]),
        (Facts(3, minors=1, with_nir=1), Circumstances(), ["minors", "social_security_numbers"]),
        (Facts(3), Circumstances(unintelligible=True), ["unintelligible"]),
    ],
)
def test_flags(facts: Facts, circumstances: Circumstances, flags: list[str]) -> None:
    assert assess(facts, circumstances).flags == flags


@pytest.mark.parametrize(
    ("integrity", "availability", "cb", "codes"),
    [
        (Loss.NONE, Loss.NONE, 0.25, ["recipients_known"]),
        (Loss.RECOVERABLE, Loss.NONE, 0.5, ["recipients_known", "integrity_recoverable"]),
        (Loss.NONE, Loss.PERMANENT, 0.75, ["recipients_known", "availability_permanent"]),
        (
            Loss.PERMANENT,
            Loss.RECOVERABLE,
            1.0,
            ["recipients_known", "integrity_permanent", "availability_recoverable"],
        ),
    ],
)
def test_circumstances_add_up_and_are_said(
    integrity: Loss, availability: Loss, cb: float, codes: list[str]
) -> None:
    told = assess(
        Facts(500, **FULL), Circumstances(Recipients.KNOWN, False, integrity, availability)
    ).as_dict()
    assert told["cb"] == cb
    assert [r["code"] for r in told["reasons"] if r["factor"] == "cb"] == codes


@pytest.mark.parametrize(
    "wrong", [{"dpc": 4.1}, {"dpc": 0.9}, {"ei": 1.1}, {"ei": 0.2}, {"cb": 2.1}, {"cb": -0.1}]
)
def test_factors_out_of_bounds_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ViginoteError, match=f"{next(iter(wrong))} must lie between"):
        Circumstances(**wrong)  # type: ignore[arg-type]
