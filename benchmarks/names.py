"""How well names are found by where they come from, in three kinds of phrases.

    python benchmarks/names.py

Every name of names.tsv stands once in every phrase. A name is found where all of its letters lie inside findings
of identifiers, whatever their label: a redaction would hide it.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from viginote import Scanner, ScanResult
from viginote.exposure.margins import wilson

NAMES = Path(__file__).with_name("names.tsv")

#: Kinds of phrases. {first} and {last} are written as they are, {LAST} in capitals.
PHRASES = {
    "with a title, a field or kin": [
        "Vu ce jour Mme {first} {last} pour le renouvellement de son traitement.",
        "Merci au Dr {last} de revoir la posologie.",
        "Nom : {LAST} Prénom : {first} Adressé par : son médecin",
        "Patient : {LAST} {first}, douleurs depuis trois jours.",
        "Accompagné de son épouse {first}, qui confirme les chutes.",
        "CR adressé à M. {last}, qui suit le diabète.",
    ],
    "with nothing beside it": [
        "{first} {last} revient pour ses douleurs lombaires.",
        "Discuté en staff : {last} sort demain avec ordonnance.",
        "Le dossier de {first} {last} est incomplet.",
        "Refus de la toilette ce matin, {LAST} {first} prévient l'équipe.",
        "RAS, revu avec {first} {last}, d'accord pour la suite",
    ],
    "in lower case": [
        "mme {last} rappelle pour ses résultats",
        "avis pris auprès du dr {last}, pas de chirurgie",
        "vu {first} {last} ce matin, va mieux",
        "son fils {first} appelle, inquiet",
        "{last} {first} à revoir dans un mois",
    ],
}


class Person(NamedTuple):
    """A line of names.tsv."""

    origin: str
    first: str
    last: str


class Case(NamedTuple):
    """A phrase with a name in it, and where the parts of the name stand."""

    origin: str
    kind: str
    text: str
    spans: list[tuple[int, int]]


def people() -> list[Person]:
    with NAMES.open(encoding="utf-8", newline="") as file:
        rows = csv.reader((line for line in file if not line.startswith("#")), delimiter="\t")
        return [Person(*row) for row in rows]


def cases() -> Iterator[Case]:
    """Every person in every phrase."""
    for person in people():
        for kind, phrases in PHRASES.items():
            for phrase in phrases:
                yield _case(person, kind, phrase)


def _case(person: Person, kind: str, phrase: str) -> Case:
    parts = {"{first}": person.first, "{last}": person.last, "{LAST}": person.last.upper()}
    spans = []
    for place in sorted((p for p in parts if p in phrase), key=phrase.index):
        value = parts[place].lower() if kind == "in lower case" else parts[place]
        start = phrase.index(place)
        phrase = phrase.replace(place, value)
        spans.append((start, start + len(value)))
    return Case(person.origin, kind, phrase, spans)


def is_hidden(case: Case, result: ScanResult) -> bool:
    hidden = {i for f in result.identifiers for i in range(f.start, f.end)}
    return all(i in hidden for a, b in case.spans for i in range(a, b) if case.text[i].isalpha())


def share(hits: list[bool]) -> str:
    return f"{100 * sum(hits) / len(hits):.1f}"


def main() -> None:
    asked = list(cases())
    results = Scanner().scan_many(case.text for case in asked)
    found = [(case, is_hidden(case, result)) for case, result in zip(asked, results, strict=True)]
    print(f"| names from | phrases | {' | '.join(PHRASES)} | all | 95 % |")
    print("|---" * (len(PHRASES) + 4) + "|")
    for origin in [*dict.fromkeys(case.origin for case in asked), "everywhere"]:
        own = [(case, hit) for case, hit in found if origin in (case.origin, "everywhere")]
        kinds = [share([hit for case, hit in own if case.kind == kind]) for kind in PHRASES]
        hits = [hit for _, hit in own]
        low, high = wilson(sum(hits), len(hits))
        print(
            f"| {origin} | {len(hits)} | {' | '.join(kinds)} | {share(hits)} | "
            f"{100 * low:.1f} to {100 * high:.1f} |"
        )


if __name__ == "__main__":
    main()
