"""Optional richer vocabulary for training: what a folder of public lists adds to the project's own.

Every file is optional; `train.py` works without any:

| file | content |
|---|---|
| names/surnames.txt | one surname a line |
| names/first_names.csv | `prenom,sexe` with 1 for male, 2 for female |
| places/communes_courcass.csv | one commune a line, after a header |
| places/towns_abroad.txt | one town outside France a line |
| hospitals/hospitals_finess_name_address.tsv | care sites; column `name` |
| drugs/CIS_bdpm.txt | medicines, tab-separated; second column the name |
| drugs/edsnlp_drugs_atc.json | ATC code -> names |
| lexicons/eponymes_derived.tsv | column `example` |
| lexicons/fr_lemma_lookup.json.gz | French word forms, the keys; as in the package spacy-lookups-data |
| names/*_by_country_cc0.csv | first names and surnames that no word form hides |
| ner/sequoia/train.conllu | French prose: its ordinary words and its sentences without names |
| clinical_cases.jsonl | {"id", "text"}: clinical prose; a quarter, by hash of the id, is left for measuring |
| identifiers_dev.jsonl | more gold notes with all identifiers marked; read by gold.py |
"""

import csv
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

from viginote.corpus.notes import Theme
from viginote.corpus.vocabulary import all_names
from viginote.text import fold

#: A sentence that may name somebody or a place is no background.
_NAMES_SOMEBODY = re.compile(
    r"\b(?:M|Mr|Mme|Mlle|Melle|Monsieur|Madame|Mademoiselle|Dr|Pr|Docteur|Professeur|[Ee]nfant|[Pp]atiente?"
    r"|s'agit de)\.? +[A-Z][A-Z. ]*\b|\b[A-Z]\.[A-Z]\b|[Hh][ôo]pital|CHU|[Cc]linique [A-Z]|[Vv]ille de"
    r"|originaire|habitant|Congol"
)
_SUBJECT = re.compile(r"^(?:Le|La|Ce|Cette) patiente?\b|^(?:Il|Elle) (?=a |présent|est |avait |était )")
_SENTENCE = re.compile(r"(?<=[a-zé)%][.]) +(?=[A-ZÉÀ])")
_WORD = re.compile(r"(?<![\w-])[a-zà-ÿœ][a-zà-ÿœ'-]{2,}")
_ENOUGH = 2  # times a word must stand in lower case to count as ordinary


@dataclass(slots=True)
class Lists:
    """`extra`: vocabularies for the generator; `themes`: background; `common`: ordinary words."""

    extra: dict[str, list[str]] = field(default_factory=dict)
    themes: list[Theme] = field(default_factory=list)
    common: set[str] = field(default_factory=set)


def is_held_out(note_id: str) -> bool:
    """Whether a clinical case is kept out of training, for measuring."""
    return crc32(note_id.encode()) % 4 == 0


def read(folder: Path) -> Lists:
    """Whatever of the files above stands in `folder`."""
    lists = Lists()
    for name, reader in (
        ("names/surnames.txt", _surnames),
        ("names/first_names.csv", _first_names),
        ("places/communes_courcass.csv", _communes),
        ("places/towns_abroad.txt", _towns_abroad),
        ("hospitals/hospitals_finess_name_address.tsv", _hospitals),
        ("drugs/CIS_bdpm.txt", _medicines),
        ("drugs/edsnlp_drugs_atc.json", _substances),
        ("lexicons/eponymes_derived.tsv", _eponyms),
        ("lexicons/fr_lemma_lookup.json.gz", _word_forms),
        ("ner/sequoia/train.conllu", _prose),
        ("clinical_cases.jsonl", _background),
    ):
        if (folder / name).exists():
            reader(folder / name, lists)
    return lists


def _surnames(path: Path, lists: Lists) -> None:
    names = (line.strip().title() for line in path.read_text(encoding="utf-8").splitlines())
    lists.extra["last"] = [name for name in names if len(name) > 2]


def _first_names(path: Path, lists: Lists) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if len(row["prenom"]) > 2:
                kind = "first_m" if row["sexe"] == "1" else "first_f"
                lists.extra.setdefault(kind, []).append(row["prenom"].title())


def _communes(path: Path, lists: Lists) -> None:
    lists.extra["city"] = path.read_text(encoding="utf-8").splitlines()[1:]


def _towns_abroad(path: Path, lists: Lists) -> None:
    lists.extra["town_abroad"] = path.read_text(encoding="utf-8").splitlines()


def _hospitals(path: Path, lists: Lists) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        names = {row["name"].strip() for row in csv.DictReader(file, delimiter="\t")}
    lists.extra["hospital"] = sorted(n for n in names if 4 < len(n) < 50)


def _medicines(path: Path, lists: Lists) -> None:
    text = path.read_bytes().decode("utf-8", "replace")
    names = {line.split("\t")[1].split(",")[0].split(" ")[0] for line in text.splitlines() if "\t" in line}
    _add_drugs({n for n in names if len(n) > 3 and n.isalpha()}, lists)


def _substances(path: Path, lists: Lists) -> None:
    table: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    _add_drugs(
        {n for names in table.values() for n in names if len(n) > 3 and n.replace(" ", "").isalpha()}, lists
    )


def _add_drugs(names: set[str], lists: Lists) -> None:
    forms = [*names, *(n.capitalize() for n in names), *(n.lower() for n in names)]
    lists.extra.setdefault("drug", []).extend(sorted(forms))
    lists.common.update(word for n in names for word in n.lower().split() if len(word) > 4)


def _eponyms(path: Path, lists: Lists) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        examples = {row["example"].strip() for row in csv.DictReader(file, delimiter="\t")}
    lists.extra["eponym_disease"] = sorted(e for e in examples if 6 < len(e) < 70)


def _word_forms(path: Path, lists: Lists) -> None:
    """Forms of French words, less those that are well known as names: "martin" and "pierre" are both."""
    forms = json.loads(gzip.decompress(path.read_bytes()))
    tables = sorted((path.parent.parent / "names").glob("*_by_country_cc0.csv"))
    names = {
        fold(row[key])
        for table in tables
        for row in _rows(table)
        for key in ("Localized Name", "Romanized Name")
    }
    names |= {fold(name) for name in all_names()}
    forms = {*forms, *(lemma for lemmas in forms.values() for lemma in lemmas)}
    lists.common.update(
        form for form in forms if form.islower() and len(form) > 2 and fold(form) not in names
    )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _prose(path: Path, lists: Lists) -> None:
    """Sentences in which no token is a proper noun, and the words that stand in lower case."""
    lines = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line[:1].isdigit()]
        plain = [row[3] != "PROPN" and row[-1] in "*_" for row in rows]
        lists.common.update(row[1] for row, own in zip(rows, plain, strict=True) if own and row[1].islower())
        text = next((line[9:] for line in block.splitlines() if line.startswith("# text = ")), "")
        if text and all(plain) and not set("{}<>[|") & set(text):
            lines.append(text)
    lists.themes.append(Theme("prose", 1.5, False, tuple(lines)))


def _background(path: Path, lists: Lists) -> None:
    lines: list[str] = []
    counts: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if is_held_out(case["id"]):
            continue
        counts.update(_WORD.findall(case["text"]))
        lines += _paragraphs(case["text"])
    lists.common.update(word for word, count in counts.items() if count >= _ENOUGH)
    lists.themes.append(Theme("background", 4.5, False, tuple(lines)))


def _paragraphs(text: str) -> Iterator[str]:
    """Runs of neighbouring sentences that name nobody; now and then the patient is named in them."""
    run: list[str] = []
    for sentence in [*_SENTENCE.split(text), ""]:
        usable = sentence and not _NAMES_SOMEBODY.search(sentence) and not set("{}<>[|") & set(sentence)
        if usable:
            run.append(sentence)
        if run and (not usable or len(run) == 4):
            paragraph = " ".join(run)
            yield paragraph
            if _SUBJECT.match(paragraph) and crc32(paragraph.encode()) % 3 == 0:
                yield _SUBJECT.sub("<{PATIENT:p}|{PATIENT:p}|{FULL:p}|{FIRST:p}> ", paragraph).replace(
                    "  ", " "
                )
            run = []
