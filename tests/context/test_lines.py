"""What the whole pipeline says of lines that rules and network must read alike."""

import pytest

from viginote import Scanner

LINES = [
    ("porteuse sida !!!", [("sida", "affirmed")]),
    ("serait homosexuelle d'après sa mère", [("homosexuelle", "hypothetical")]),
    ("VIH non contrôlé", [("VIH", "affirmed")]),
    ("alcoolique non sevré", [("alcoolique", "affirmed")]),
    ("ne se souvient pas de sa TS", [("TS", "affirmed")]),
    ("pas d'arrêt du cannabis", [("cannabis", "affirmed")]),
    ("alcool oui, cannabis non", [("alcool", "affirmed"), ("cannabis", "negated")]),
    ("adressé par sa mère, dépression", [("dépression", "affirmed")]),
    ("père de 3 enfants alcoolique", [("alcoolique", "affirmed")]),
    ("père alcoolique", [("alcoolique", "family")]),
    ("jeune fille, idées noires", [("idées noires", "affirmed")]),
    ("VIH, VHB, VHC négatifs", [("VIH", "negated"), ("VHB", "negated"), ("VHC", "negated")]),
    (
        "pas de tabac, alcool, cannabis",
        [("tabac", "negated"), ("alcool", "negated"), ("cannabis", "negated")],
    ),
    ("VIH 1994, VHC (1998)", [("VIH", "affirmed"), ("VHC", "affirmed")]),
    (
        "bipolaire dg 2010, VIH 2012 ss Triumeq",
        [("bipolaire", "affirmed"), ("VIH", "affirmed"), ("Triumeq", "affirmed")],
    ),
    ("VHC guéri 2017", [("VHC", "history")]),
    ("Ag/Ac VIH index 0,08 ; alcoolémie 0 g/L", [("Ac VIH", "negated"), ("alcoolémie", "negated")]),
    ("OH 0 v/j, alcool : 0 verre/sem", [("OH", "negated"), ("alcool : 0 verre/sem", "negated")]),
    ("T- OH-", [("T", "negated"), ("OH", "negated")]),
    ("Tab 10/j Alc 0", [("Tab", "affirmed"), ("Alc", "negated")]),
    ("T 37,2, TA 12/8, alc 0 Tab", []),
    ("G3P1 IVG1", [("IVG1", "history")]),
    ("HDT en cours, refuse les soins", [("HDT", "affirmed")]),
    ("contact gono", [("gono", "family")]),
    ("vit avec sa fille, fumeuse", [("fumeuse", "family")]),
    ("cure de hernie inguinale", []),
    ("IVG sur cardiopathie ischémique, FEVG 30 %", []),
    (
        "HSH sous PrEP, sero neg, TS IMV 2011, OH sevré, frère schizo, pas de canna",
        [
            ("HSH", "affirmed"),
            ("PrEP", "affirmed"),
            ("sero neg", "negated"),
            ("TS", "history"),
            ("IMV", "history"),
            ("OH", "history"),
            ("schizo", "family"),
            ("canna", "negated"),
        ],
    ),
]


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    return Scanner()


@pytest.mark.parametrize(("text", "told"), LINES, ids=[text for text, _ in LINES])
def test_line(scanner: Scanner, text: str, told: list[tuple[str, str]]) -> None:
    found = scanner.scan(text).sensitive
    assert [(text[f.start : f.end], str(f.assertion)) for f in found] == told
