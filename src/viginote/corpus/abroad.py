"""Invented places, schools, firms and addresses abroad, as translators and patients from there name them."""

import random

from viginote.corpus.vocabulary import Vocabulary


def town(vocabulary: Vocabulary, rng: random.Random) -> str:
    """A town outside France."""
    return vocabulary.pick_own("town_abroad", rng)


def site(vocabulary: Vocabulary, rng: random.Random) -> str:
    """A care site: "Klinikum Bochum", "Tulsa General"."""
    return _filled("site_abroad", 0.6, vocabulary, rng)


def employer(vocabulary: Vocabulary, rng: random.Random) -> str:
    """A school or a firm: "Macon Elementary", "Rossi S.p.A."."""
    return _filled("employer_abroad", 0.5, vocabulary, rng)


def address(vocabulary: Vocabulary, rng: random.Random) -> str:
    """A street with a number: "2217 Moreno Rd", "Via Bianchi 8"."""
    return _filled("street_abroad", 0.2, vocabulary, rng)


def _filled(patterns: str, towns: float, vocabulary: Vocabulary, rng: random.Random) -> str:
    """A pattern of a vocabulary: @ is a name, that of a town in a share `towns` of cases, each % a number."""
    text = vocabulary.pick(patterns, rng)
    while "%" in text:
        text = text.replace("%", str(rng.choice((rng.randint(1, 99), rng.randint(100, 9900)))), 1)
    name = town(vocabulary, rng) if rng.random() < towns else vocabulary.any_name("last", rng)
    return text.replace("de @", of(name, rng)).replace("@", name)


def of(name: str, rng: random.Random) -> str:
    """A name behind "de", mostly elided where it should be: "d'Agen", "de Houston"."""
    return f"d'{name}" if name[0] in "AEIOUÉÎH" and rng.random() < 0.7 else f"de {name}"
