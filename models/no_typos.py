"""Write `lexicons/no_typos.txt`: the words that lie one letter from a lexicon's word and mean something else.

Without it, a word that no lexicon knows ("aptitude", "Modène") could be read as a typo of one that does.
Words come from all text files of a folder of lists: word forms of French, drugs, places, names, clinical
prose. Words that the file holds already stay while they are near a lexicon's word. To be run after lexicons
have grown:

    python models/no_typos.py --lists DIR
"""

import argparse
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from viginote.sensitive import spelling
from viginote.sensitive.lexicons import shipped
from viginote.sensitive.matcher import Matcher
from viginote.sensitive.reading import squeeze_all
from viginote.text import fold

_FILE = Path(spelling.__file__).parent / "lexicons" / "no_typos.txt"
_HEAD = "# Words that lie one letter from a lexicon's word and are none, as the lexicons read them."
_TEXTS = frozenset({".gz", ".txt", ".csv", ".tsv", ".json", ".jsonl", ".conllu"})
_WORD = re.compile(rf"[a-z]{{{spelling.SHORTEST - 1},}}")


def _texts(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.suffix not in _TEXTS:
            continue
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        try:
            yield raw.decode("utf-8")
        except UnicodeDecodeError:
            yield raw.decode("cp1252", "replace")


def words(folder: Path) -> set[str]:
    """The words of a folder's text files, as the lexicons read them."""
    found: set[str] = set()
    for text in _texts(folder):
        forms = sorted(set(re.findall(r"[^\W\d_]+", fold(text))))
        found.update(_WORD.findall(squeeze_all([" ".join(forms)])[0]))
    return found


def main() -> None:
    """Write the file and say how many words it holds."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lists", type=Path, required=True, help="folder, with its folders")
    given = parser.parse_args()
    kept = {line for line in _FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")}
    speller = Matcher(shipped()).speller
    near = sorted(word for word in kept | words(given.lists) if speller.meant(word) is not None)
    _FILE.write_text("\n".join([_HEAD, *near]) + "\n", encoding="utf-8")
    print(f"{len(near)} words in {_FILE.name}")


if __name__ == "__main__":
    main()
