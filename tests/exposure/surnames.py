"""Ten surnames that nothing else in a test leak resembles."""

SURNAMES = (
    "Bertin",
    "Chauvet",
    "Delmas",
    "Esteve",
    "Fournel",
    "Garnaud",
    "Humbert",
    "Imbert",
    "Jouve",
    "Marsac",
)
