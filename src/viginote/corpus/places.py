"""Invented addresses, towns, care sites and employers."""

import random

from viginote.corpus.vocabulary import Vocabulary, people

_TYPES = ("rue", "rue", "rue", "rue", "avenue", "avenue", "boulevard", "place", "allée", "impasse", "chemin", "route",
          "square", "quai", "cours", "passage", "villa", "sentier", "faubourg", "esplanade", "rond-point", "lotissement",
          "av.", "av", "bd", "Bd", "bld", "r.", "pl.", "imp.", "chem.", "rte", "all.", "Rue", "Avenue", "Boulevard",
          "RUE", "AVENUE", "aveue", "boulevrad", "ru", "ruelle", "montée", "venelle", "traverse", "mail")  # fmt: skip
_RANKS = ("du Général", "du Maréchal", "du Docteur", "du Dr", "du Professeur", "de l'Abbé", "du Capitaine", "du Président",
          "du Colonel", "Amiral", "Sainte", "Saint")  # fmt: skip


def _given(vocabulary: Vocabulary, rng: random.Random) -> str:
    return vocabulary.name(rng.choice(("f", "m")), rng.randrange(len(people())), rng)


def _surname(vocabulary: Vocabulary, rng: random.Random) -> str:
    return vocabulary.name("last", rng.randrange(len(people())), rng)


def way(vocabulary: Vocabulary, rng: random.Random) -> str:
    """Type and name of a street: "rue des Lilas", "bd du Général Morel"."""
    draw = rng.random()
    if draw < 0.6:
        name = vocabulary.pick_own("street", rng)
    elif draw < 0.75:
        name = f"{_given(vocabulary, rng)} {_surname(vocabulary, rng)}"
    elif draw < 0.85:
        name = f"{rng.choice(_RANKS)} {_surname(vocabulary, rng)}"
    else:
        name = rng.choice(("de ", "de ", "d'")) + city_name(vocabulary, rng)
    text = f"{rng.choice(_TYPES)} {name}"
    draw = rng.random()
    return text.upper() if draw < 0.18 else text.lower() if draw < 0.26 else text


def address(vocabulary: Vocabulary, rng: random.Random) -> str:
    """A street-level address, mostly with a number, sometimes with complements."""
    number = str(rng.randint(1, 240)) + rng.choice(
        ("", "", "", "", "", " bis", "bis", " ter", " B", "-" + str(rng.randint(3, 90)))
    )
    if rng.random() < 0.04:
        number = rng.choice(("deux", "sept", "douze", "vingt", "trois"))
    draw = rng.random()
    if draw < 0.06:
        return rng.choice(("lieu-dit ", "Lieu-dit ", "lieu dit ", "hameau de ", "LD ")) + vocabulary.pick_own(
            "hamlet", rng
        )
    if draw < 0.14:
        return way(vocabulary, rng)
    text = f"{number}{rng.choice((' ', ' ', ' ', ', ', ', '))}{way(vocabulary, rng)}"
    if draw < 0.26:
        text = f"{_complement(vocabulary, rng)}{rng.choice((', ', ' ', ' - '))}{text}"
    elif draw < 0.32:
        text += f"{rng.choice((', ', ' '))}{_complement(vocabulary, rng)}"
    return text


def _complement(vocabulary: Vocabulary, rng: random.Random) -> str:
    return rng.choice((
        f"Bât {rng.choice('ABCDEF')}", f"bâtiment {rng.choice('ABC123')}", f"apt {rng.randint(1, 90)}", f"Appt {rng.randint(1, 90)}",
        f"Esc. {rng.randint(1, 6)}", f"{rng.randint(1, 9)}e étage", f"Résidence {vocabulary.pick_own('residence', rng)}",
        f"Rés. {vocabulary.pick_own('residence', rng)}", f"BP {rng.randint(10, 900)}", f"STUDIO {rng.randint(1, 90)}",
        f"chez {rng.choice(('M.', 'Mme'))} {_surname(vocabulary, rng)}",
    ))  # fmt: skip


def city_name(vocabulary: Vocabulary, rng: random.Random) -> str:
    """A town: listed, or built as French towns are."""
    if rng.random() < 0.6:
        return vocabulary.pick_own("city", rng)
    return vocabulary.made(lambda: _built_city(vocabulary, rng))


def _built_city(vocabulary: Vocabulary, rng: random.Random) -> str:
    saint = f"{rng.choice(('Saint', 'Saint', 'Sainte', 'St', 'Ste'))}-{vocabulary.pick('saint', rng)}"
    root = rng.choice(("Mont", "Ville", "Beau", "Chamb", "Roche", "Cour", "Val", "Fon", "Bois", "Mar", "Vern", "Lav", "Pont",
                       "Sauv", "Cast", "Mau", "Gri", "Ar", "Bre", "Tour"))  # fmt: skip
    root += rng.choice(("bert", "neuve", "ry", "court", "ville", "gny", "ac", "ergues", "eil", "igny", "ières", "euil", "on",
                        "elle", "ès", "ieux", "ay", "anges", "oux", "heim"))  # fmt: skip
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


_TOWN_SITES = ("CH de ", "CH de ", "CHU de ", "CHU de ", "CHRU de ", "centre hospitalier de ", "Centre Hospitalier de ",
               "hôpital de ", "Hôpital de ", "clinique de ", "CMP de ", "CMP ", "CH ", "CHU ", "EPSM de ", "EHPAD de ",
               "maison de santé de ", "centre de santé de ", "CSAPA de ", "GHT de ", "polyclinique de ", "CHI de ",
               "centre hospitalier intercommunal de ", "SSR de ", "MSP de ", "laboratoire de ", "pharmacie de ", "CATTP de ",
               "hôpital de jour de ", "CHS de ", "CAMSP de ", "CMPP de ", "IME de ", "centre de rééducation de ",
               "cabinet médical de ", "PMI de ", "CeGIDD de ", "CPEF de ", "foyer de ", "FAM de ", "MAS de ")  # fmt: skip
_NAMED_SITES = ("hôpital ", "hôpital ", "Hôpital ", "Hôpital ", "Hopital ", "HOPITAL ", "clinique ", "clinique ", "Clinique ",
                "CHU ", "CH ", "GH ", "GHU ", "Hôpital Privé ", "hôpital privé ", "polyclinique ", "Polyclinique ", "EHPAD ",
                "EHPAD ", "Ehpad ", "CSAPA ", "CMP ", "Institut ", "institut ", "Centre ", "centre ", "laboratoire ", "Laboratoire ",
                "labo ", "Pharmacie ", "pharmacie ", "cabinet ", "SSR ", "IME ", "foyer ", "ESAT ", "MECS ", "centre hospitalier ",
                "HIA ", "fondation ", "résidence ", "maison de retraite ", "Centre de santé ", "Groupe hospitalier ",
                "clinique psychiatrique ", "Centre de rééducation ", "hôpital de jour ", "USLD ", "MAS ", "FAM ")  # fmt: skip
_SITE_LINKS = ("de la ", "du ", "des ", "de l'", "le ", "les ", "la ")


def site_name(vocabulary: Vocabulary, rng: random.Random) -> str:
    """The proper name of a care site without its type: "Tenon", "Saint-Aubert", "les Tilleuls"."""
    draw = rng.random()
    if draw < 0.30:
        return vocabulary.pick_own("site", rng)
    if draw < 0.45:
        return vocabulary.made(
            lambda: (
                f"{rng.choice(('Saint-', 'Sainte-', 'St ', 'St-', 'Saint '))}{vocabulary.pick('saint', rng)}"
            )
        )
    if draw < 0.65:
        return vocabulary.pick_own("residence", rng)
    if draw < 0.85:
        return f"{_given(vocabulary, rng)} {_surname(vocabulary, rng)}"
    return _surname(vocabulary, rng)


def site(vocabulary: Vocabulary, rng: random.Random) -> str:
    """A care site with its type word."""
    draw = rng.random()
    if draw < 0.12:
        text = vocabulary.pick_own("hospital", rng)
    elif draw < 0.5:
        kind, town = rng.choice(_TOWN_SITES), city_name(vocabulary, rng)
        text = (
            kind[:-2] + "d'"
            if kind.endswith("de ") and town[0] in "AEIOUÉÎH" and rng.random() < 0.7
            else kind
        ) + town
    else:
        text = rng.choice(_NAMED_SITES) + site_name(vocabulary, rng)
    draw = rng.random()
    return text.upper() if draw < 0.10 else text.lower() if draw < 0.18 else text


def bare_site(vocabulary: Vocabulary, rng: random.Random) -> str:
    """A well-known site without its type word."""
    return vocabulary.pick_own("site", rng)


def employer(vocabulary: Vocabulary, rng: random.Random) -> str:
    """An employer or a school."""
    draw = rng.random()
    if draw < 0.5:
        text = vocabulary.pick_own("employer", rng)
    elif draw < 0.7:
        start = rng.choice(("Transports ", "SARL ", "Garage ", "Boulangerie ", "Ets ", "Établissements ", "SAS ", "Menuiserie ",
                            "Maçonnerie ", "Cabinet ", "Imprimerie ", "Société ", "entreprise ", "Ferme "))  # fmt: skip
        text = start + _surname(vocabulary, rng) + rng.choice(("", "", " et Fils", " & Fils", " Frères"))
    elif draw < 0.9:
        start = rng.choice(("lycée ", "collège ", "école ", "Lycée ", "école primaire ", "maternelle ", "IUT de ", "université de ",
                            "école élémentaire ", "crèche ", "CFA de "))  # fmt: skip
        name = city_name(vocabulary, rng) if start.endswith("de ") else site_name(vocabulary, rng)
        text = start + name
    else:
        start = rng.choice(
            (
                "mairie de ",
                "mairie d'",
                "commissariat de ",
                "gendarmerie de ",
                "préfecture de ",
                "usine de ",
                "CPAM de ",
            )
        )
        text = start + city_name(vocabulary, rng)
    return text.upper() if rng.random() < 0.06 else text
