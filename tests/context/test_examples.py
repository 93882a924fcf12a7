"""What models/ trains the context room on, as far as that needs no PyTorch."""

import json
import random
import sys
from pathlib import Path

import pytest

MODELS = Path(__file__).parents[2] / "models"
sys.path.insert(0, str(MODELS))

from augmentation import framed, joined, relined  # noqa: E402
from context_examples import Author, authors, examples, nothings  # noqa: E402
from viginote.context.reader import TAGGER_WEIGHTS, folder, load  # noqa: E402
from viginote.context.tagger import Tagger  # noqa: E402
from viginote.context.view import VERDICTS  # noqa: E402
from viginote.taxonomy import Assertion  # noqa: E402

DENIED = "pas de cannabis."
NOTE = {
    "text": DENIED,
    "spans": [{"start": 7, "end": 15, "label": "substance_use", "assertion": "negated"}],
}


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load(folder(), TAGGER_WEIGHTS, Tagger)


def test_a_mention_is_learnt_with_what_is_said_of_it(tagger):
    (example,) = examples(Author([NOTE], trusts=True), tagger)
    assert example.verdicts == [VERDICTS.index(Assertion.NEGATED)]
    assert example.trusts == [True]


def test_what_nobody_marked_is_learnt_as_no_mention(tagger):
    (example,) = examples(Author([{**NOTE, "spans": []}], trusts=True), tagger)
    assert example.verdicts == [VERDICTS.index(None)]


def test_lines_that_mention_nothing_may_stand_beside_a_note(tmp_path):
    lines = [NOTE, {"text": "HTA traitée.", "spans": []}, {"text": "Fume du cannabis.", "spans": []}]
    (tmp_path / "notes_x.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert nothings(tmp_path) == [["hta", "traitee", "."]]


def test_unread_notes_are_not_learnt():
    names = set(authors(None))
    assert not {name for name in names if name.startswith("authors_") and name[8] > "c" and "test" in name}
    assert {"notes_gp", "traps", "authors_d_dev"} <= names
    assert "authors_r_dev" not in names  # read, but kept apart to see errors on notes not learnt from


@pytest.mark.parametrize("seed", range(20))
def test_a_changed_example_still_points_at_its_mention(tagger, seed):
    rng = random.Random(seed)
    config = {"reline": 1.0, "break_dropped": 0.5, "break_added": 0.5}
    text = "Vu ce jour.\nFatigue.\n" + DENIED + " Revoir."
    span = {**NOTE["spans"][0], "start": text.index("cannabis"), "end": text.index("cannabis") + 8}
    own = [*examples(Author([{"text": text, "spans": [span]}], trusts=False), tagger)]
    beside = [["hta", "traitee", "."]] * 10
    changed = [framed(relined(one, config, rng), beside, 1.0, rng) for one in joined(own * 2, 1.0, rng)]
    targets = [(one.window, target) for one in changed for target in one.window.targets]
    assert [window.words[target.first] for window, target in targets] == ["cannabis"] * 2
