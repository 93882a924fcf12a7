"""Patterns of sex_life: how many partners."""

from viginote.french.numbers import spelt
from viginote.regex import regex
from viginote.sensitive.patterns._base import Pattern

PATTERNS = (
    Pattern(
        "nombre de partenaires",
        ("partenaire", "amant", "maitresse"),
        regex(
            rf"(?:\d{{1,3}}|{spelt(range(3, 21))}|quelques|nb|nb de|nombre de"
            r"|(?:une[ ])?(?:dizaine|douzaine|quinzaine|vingtaine|trentaine|cinquantaine|centaine)s?)"
            r"[ ](?:de |d')?(?:autres |nouveaux )?(?:partenaires?|amants|maitresses)(?![a-z])"
            r"(?![ ](?:sociaux|sociales?|de soins?|de jeux?|de travail|medicaux|institutionn|commerc|industr"
            r"|publics|associatifs|de tennis|d'entrainement|locaux|financiers|du reseau))"
        ),
        lead=40,
        score=0.85,
    ),
)
