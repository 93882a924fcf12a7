"""Invented addresses, towns, care sites and employers."""

import random

from viginote.corpus import abroad
from viginote.corpus.vocabulary import Vocabulary

#: Share of towns, sites, employers and addresses that are abroad.
_ABROAD = 0.08

_RANKS = (
    "du Général", "du Maréchal", "du Docteur", "du Dr", "du Professeur", "du Capitaine", "du Président",
    "de l'Abbé", "Amiral", "Sainte", "Saint",
)  # fmt: skip
_HAMLETS = (
    "lieu-dit", "Lieu-dit", "lieu dit", "hameau de", "LD", "ferme de", "Ferme de", "manoir de", "château de",
    "domaine de", "mas de", "moulin de", "villa", "camping", "Camping", "aire d'accueil de", "péniche",
)  # fmt: skip
#: Parts of invented firms: "Logitrans", "Agrival", "Technibois".
_FIRM_STARTS = (
    "Logi", "Trans", "Euro", "Techni", "Agri", "Métal", "Bati", "Bois", "Alu", "Plasti", "Sani", "Menui",
    "Iso", "Electro", "Inter", "Sud", "Ouest", "Bret", "Norm", "Savo", "Proxi", "Opti", "Novi", "Dura",
    "Cogé", "Sopr",
)  # fmt: skip
_FIRM_ENDS = (
    "trans", "val", "bois", "métal", "bat", "plast", "frais", "pack", "log", "tech", "mat", "serv", "net",
    "or", "ora", "ia", "éo", "alis", "elec", "froid", "sol", "vert", "pro", "ec", "im", "ixia", "oval",
    "ance",
)  # fmt: skip


def way(vocabulary: Vocabulary, rng: random.Random) -> str:
    """Type and name of a street: "rue des Lilas", "bd du Général Morel"."""
    draw = rng.random()
    if draw < 0.6:
        name = vocabulary.pick_own("street", rng)
    elif draw < 0.75:
        name = f"{vocabulary.any_name(rng.choice(('f', 'm')), rng)} {vocabulary.any_name('last', rng)}"
    elif draw < 0.85:
        name = f"{rng.choice(_RANKS)} {vocabulary.any_name('last', rng)}"
    else:
        name = abroad.of(city_name(vocabulary, rng), rng)
    text = f"{vocabulary.pick('way_type', rng)} {name}"
    draw = rng.random()
    return text.upper() if draw < 0.18 else text.lower() if draw < 0.26 else text


def address(vocabulary: Vocabulary, rng: random.Random) -> str:
    """A street-level address, mostly with a number, sometimes with complements."""
    if rng.random() < _ABROAD:
        return abroad.address(vocabulary, rng)
    number = rng.choice(("deux", "sept", "douze", "vingt")) if rng.random() < 0.04 else _number(rng)
    draw = rng.random()
    if draw < 0.06:
        return f"{rng.choice(_HAMLETS)} {vocabulary.pick_own('hamlet', rng)}"
    if draw < 0.14:
        return way(vocabulary, rng)
    if draw < 0.16:  # as in Belgium and Germany
        return f"{way(vocabulary, rng)}{rng.choice((' ', ', '))}{number}"
    text = f"{number}{rng.choice((' ', ' ', ' ', ', ', ', '))}{way(vocabulary, rng)}"
    if draw < 0.26:
        text = f"{_complement(vocabulary, rng)}{rng.choice((', ', ' ', ' - '))}{text}"
    elif draw < 0.32:
        text += f"{rng.choice((', ', ' '))}{_complement(vocabulary, rng)}"
    return text


def _number(rng: random.Random) -> str:
    suffix = rng.choice(("", "", "", "", "", " bis", "bis", " ter", " B", f"-{rng.randint(3, 90)}"))
    return f"{rng.randint(1, 240)}{suffix}"


def _complement(vocabulary: Vocabulary, rng: random.Random) -> str:
    residence = vocabulary.pick_own("residence", rng)
    return rng.choice(
        (
            f"Bât {rng.choice('ABCDEF')}",
            f"bâtiment {rng.choice('ABC123')}",
            f"apt {rng.randint(1, 90)}",
            f"Appt {rng.randint(1, 90)}",
            f"Esc. {rng.randint(1, 6)}",
            f"{rng.randint(1, 9)}e étage",
            f"Résidence {residence}",
            f"Rés. {residence}",
            f"BP {rng.randint(10, 900)}",
            f"STUDIO {rng.randint(1, 90)}",
            f"chez {rng.choice(('M.', 'Mme'))} {vocabulary.any_name('last', rng)}",
        )
    )


def city_name(vocabulary: Vocabulary, rng: random.Random) -> str:
    """A town: listed, or built as French towns are."""
    if rng.random() < _ABROAD:
        return abroad.town(vocabulary, rng)
    if rng.random() < 0.6:
        return vocabulary.pick_own("city", rng)
    return vocabulary.made(lambda: _built_city(vocabulary, rng))


def _built_city(vocabulary: Vocabulary, rng: random.Random) -> str:
    saint = f"{rng.choice(('Saint', 'Saint', 'Sainte', 'St', 'Ste'))}-{vocabulary.pick('saint', rng)}"
    root = vocabulary.pick("city_start", rng) + vocabulary.pick("city_end", rng)
    tail = f"-{rng.choice(('sur', 'sur', 'en', 'les', 'lès', 'sous', 'la'))}-{vocabulary.pick('river', rng)}"
    return rng.choice((saint, saint + tail, root, root, root + tail))


def city(vocabulary: Vocabulary, rng: random.Random) -> str:
    """A town as notes write it: cases, CEDEX, districts, missing hyphens."""
    name = city_name(vocabulary, rng)
    draw = rng.random()
    if draw < 0.04:
        name += rng.choice((" Cedex", " CEDEX", " cedex", " Cedex 2", f" CEDEX {rng.randint(1, 20):02}"))
    elif draw < 0.07:
        name += f" {rng.randint(1, 20)}{rng.choice(('e', 'ème', 'eme', ''))}"
    elif draw < 0.12:
        name = name.replace("-", " ")
    elif draw < 0.15:
        name = name.replace("-sur-", " s/ ")
    draw = rng.random()
    return name.upper() if draw < 0.18 else name.lower() if draw < 0.25 else name


def site_name(vocabulary: Vocabulary, rng: random.Random) -> str:
    """The proper name of a care site without its type: "Tenon", "Saint-Aubert", "les Tilleuls"."""
    draw = rng.random()
    if draw < 0.30:
        return vocabulary.pick_own("site", rng)
    if draw < 0.45:
        holy = ("Saint-", "Sainte-", "St ", "St-", "Saint ")
        return vocabulary.made(lambda: rng.choice(holy) + vocabulary.pick("saint", rng))
    if draw < 0.65:
        return vocabulary.pick_own("residence", rng)
    if draw < 0.85:
        return f"{vocabulary.any_name(rng.choice(('f', 'm')), rng)} {vocabulary.any_name('last', rng)}"
    return vocabulary.any_name("last", rng)


def site(vocabulary: Vocabulary, rng: random.Random) -> str:
    """A care site with its type word."""
    if rng.random() < _ABROAD:
        return abroad.site(vocabulary, rng)
    draw = rng.random()
    if draw < 0.12:
        text = vocabulary.pick_own("hospital", rng)
    elif draw < 0.5:
        text = _of(vocabulary.pick("site_of_town", rng), city_name(vocabulary, rng), rng)
    else:
        text = vocabulary.pick("site_named", rng) + " " + site_name(vocabulary, rng)
    draw = rng.random()
    return text.upper() if draw < 0.10 else text.lower() if draw < 0.18 else text


def _of(kind: str, name: str, rng: random.Random) -> str:
    """A type word before a name, its "de" elided where the name asks for it."""
    return f"{kind.removesuffix('de')}{abroad.of(name, rng)}" if kind.endswith(" de") else f"{kind} {name}"


def bare_site(vocabulary: Vocabulary, rng: random.Random) -> str:
    """A well-known site without its type word."""
    return vocabulary.pick_own("site", rng)


def employer(vocabulary: Vocabulary, rng: random.Random) -> str:
    """An employer or a school."""
    if rng.random() < _ABROAD:
        return abroad.employer(vocabulary, rng)
    draw = rng.random()
    if draw < 0.42:
        text = vocabulary.pick_own("employer", rng)
    elif draw < 0.52:
        text = vocabulary.made(lambda: rng.choice(_FIRM_STARTS) + rng.choice(_FIRM_ENDS))
    elif draw < 0.7:
        family = rng.choice(("", "", " et Fils", " & Fils", " Frères"))
        text = f"{vocabulary.pick('firm_type', rng)} {vocabulary.any_name('last', rng)}{family}"
    elif draw < 0.9:
        kind = vocabulary.pick("school_type", rng)
        name = city_name(vocabulary, rng) if kind.endswith(" de") else site_name(vocabulary, rng)
        text = _of(kind, name, rng)
    else:
        text = _of(vocabulary.pick("office_type", rng), city_name(vocabulary, rng), rng)
    return text.upper() if rng.random() < 0.06 else text
