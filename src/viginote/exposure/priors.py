"""What is known of link patterns before a leak is looked at, measured on generated leaks.

    python -m viginote.exposure.priors OUT.json

Counts, for each family of patterns (how names, birth dates and contacts agree), the pairs of records whose
NIRs say that they are one person or two. Where a leak holds no NIR, these shares are all there is; where it
does, its own pairs soon outweigh them (people.py).
"""

import json
import sys
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

Family = tuple[int, int, bool]

#: A family never met in a generated leak is taken for two people until the leak itself says otherwise.
UNKNOWN = 0.05
_FILE = "link_priors.json"


@lru_cache(maxsize=1)
def link_priors() -> dict[Family, float]:
    """The chance of being one person, by family: (names, births, with a contact in common)."""
    content = json.loads(files("viginote.exposure").joinpath(_FILE).read_text(encoding="utf-8"))
    return {
        (names, births, contact): (same + UNKNOWN) / (same + other + 1)
        for names, births, contact, same, other in content["families"]
    }


def main(arguments: Sequence[str]) -> int:
    """Generate a leak, count the families, write them to the file named."""
    from viginote.batch import profile
    from viginote.corpus.leaks import generate
    from viginote.corpus.leaks.people import REFERENCE
    from viginote.exposure.people import count_people
    from viginote.exposure.store import Store
    from viginote.sources import open_source

    people, practices, seed = 100_000, 40, 7
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder), REFERENCE) as store:
        generate(folder, people, seed, practices=practices, forms=("sql",))
        source = open_source(str(Path(folder) / "leak.sql"))
        store.load(source.chunks(), profile(source))
        count_people(store)
        families = store.rows(
            "SELECT names, births, contacts > 0, count(*) FILTER (same), count(*) FILTER (NOT same) "
            "FROM pairs WHERE measured GROUP BY ALL ORDER BY ALL"
        )
    content = {"leak": {"people": people, "practices": practices, "seed": seed}, "families": families}
    Path(arguments[0]).write_text(json.dumps(content) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
