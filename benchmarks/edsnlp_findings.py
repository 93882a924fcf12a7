"""EDS-NLP's findings on texts, for quality.py: a JSON text a line in, a JSON list of findings a line out.

It runs in an interpreter of its own that has edsnlp and need not have viginote. The components are those that
EDS-NLP ships for these contents: AIDS, alcohol, tobacco, suicide attempts, and drugs by their ATC class, with its
qualifiers for negation, family, hypothesis and history.
"""

import json
import sys
from typing import Any

_COMPONENTS = (
    "eds.normalizer", "eds.sentences", "eds.aids", "eds.alcohol", "eds.tobacco", "eds.suicide_attempt",
    "eds.drugs", "eds.negation", "eds.family", "eds.hypothesis", "eds.history",
)  # fmt: skip
_CATEGORIES = {
    "aids": "hiv",
    "alcohol": "substance_use",
    "tobacco": "substance_use",
    "suicide_attempt": "psychiatry",
}
#: ATC classes: HIV antivirals, psycholeptics, psychoanaleptics without those for dementia, addiction.
_DRUGS = {
    "J05AE": "hiv", "J05AG": "hiv", "J05AJ": "hiv", "J05AR": "hiv",
    "N05A": "psychiatry", "N05B": "psychiatry", "N05C": "psychiatry", "N06A": "psychiatry", "N06B": "psychiatry",
    "N07B": "substance_use",
}  # fmt: skip
#: What alcohol and tobacco say of themselves: 2 is "stopped".
_STOPPED = 2


def category(entity: Any) -> str | None:
    """The category of an entity in the terms of LABELS, or None."""
    if entity.label_ != "drug":
        return _CATEGORIES.get(entity.label_)
    return next((name for atc, name in _DRUGS.items() if entity.kb_id_.startswith(atc)), None)


def assertion(entity: Any) -> str:
    """The first that fits, in the order of LABELS."""
    said = entity._
    if said.family:
        return "family"
    if said.negation:
        return "negated"
    if said.hypothesis:
        return "hypothetical"
    return "history" if said.history or getattr(said, "status", None) == _STOPPED else "affirmed"


def main() -> None:
    import edsnlp

    nlp = edsnlp.blank("eds")
    for name in _COMPONENTS:
        nlp.add_pipe(name)
    for line in sys.stdin:
        found = [
            (entity.start_char, entity.end_char, label, assertion(entity))
            for entity in nlp(json.loads(line)).ents
            if (label := category(entity)) is not None
        ]
        print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
