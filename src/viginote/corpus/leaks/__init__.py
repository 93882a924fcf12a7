"""Synthetic leaks of a French doctors' software, of any size, with their truth.

A leak is a table of patients' administrative records with duplicates written differently (`records`), of
people among whom are twins, homonyms and families that share telephone, address or NIR (`people`, whose
`numbers` nobody bears), and short comments of the doctors (`comments`). It is written piece by piece, so that
memory does not grow with its size, as a plain SQL dump and as a CSV (`files`); what is so is counted on the
way (`truth`). Nobody in it exists.
"""

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np

from viginote.corpus.leaks.comments import Author, draw_comments
from viginote.corpus.leaks.files import FORMS
from viginote.corpus.leaks.numbers import MAX_PEOPLE
from viginote.corpus.leaks.people import draw_people
from viginote.corpus.leaks.records import Chunk, draw_rows, patients
from viginote.corpus.leaks.truth import Truth
from viginote.corpus.leaks.vocabulary import Vocabulary
from viginote.errors import ViginoteError

_CHUNK = 200_000  # people drawn and written at once


def generate(
    directory: str | Path,
    people: int = 2000,
    seed: int = 1,
    *,
    practices: int = 6,
    duplicate_share: float = 0.21,
    notes_share: float = 0.009,
    sensitive_share: float = 0.2,
    forms: Iterable[str] = tuple(FORMS),
) -> dict[str, Any]:
    """Write a leak and its truth into `directory`; returns the truth, which also stands in truth.json.

    `duplicate_share`: share of the records that are duplicates. `notes_share`: share of the records with a
    comment. `sensitive_share`: share of the comments that say something sensitive. `forms`: of `sql`
    (leak.sql), `csv` (leak.csv), `rows` (rows.parquet: record id, person, practice) and `notes`
    (notes.jsonl: the comments as gold). The same arguments give the same bytes.

    Raises ViginoteError where there are more people than fictional numbers.
    """
    if people > MAX_PEOPLE:
        raise ViginoteError(f"a leak holds at most {MAX_PEOPLE:,} people: fictional numbers end there")
    folder = Path(directory)
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = Vocabulary(max(12, min(practices, 6000)))
    author = Author(seed, vocabulary, sensitive_share)
    truth = Truth()
    with ExitStack() as stack:
        files = [stack.enter_context(FORMS[form](folder)) for form in forms]
        for number, first in enumerate(range(0, people, _CHUNK)):
            rng = np.random.default_rng([seed, number])
            crowd = draw_people(rng, vocabulary, min(_CHUNK, people - first), first, practices)
            rows = draw_rows(rng, crowd, duplicate_share, practices)
            table = patients(rng, vocabulary, crowd, rows, truth.rows + 1)
            comments = draw_comments(rng, author, len(rows.who), notes_share)
            chunk = Chunk(crowd, rows, table, comments, truth.rows + 1, truth.notes + 1)
            for file in files:
                file.write(chunk)
            truth.count(chunk)
    return truth.tell(folder / "truth.json", practices)
