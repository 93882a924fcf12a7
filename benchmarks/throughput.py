"""Words a second of the whole pipeline, and the same notes through Presidio's analyzer, in one run.

Presidio runs as it comes for French: its predefined recognizers and the same spaCy model that viginote
ships. The two take turns on the same notes, so that the ratio holds when the machine's speed drifts.

    python benchmarks/throughput.py [--notes N] [--rounds R] [--file NOTES.jsonl]
"""

import argparse
import json
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from viginote import Scanner
from viginote.names.loading import model_folder

GOLD = Path(__file__).parent.parent / "corpora" / "gold"


def notes(count: int, file: Path | None) -> list[str]:
    """Texts of the committed gold sets (or of `file`), repeated in order up to `count`."""
    paths = [file] if file else sorted(GOLD.glob("*.jsonl"))
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    texts = [json.loads(line)["text"] for line in lines]
    return (texts * (count // len(texts) + 1))[:count]


def _offline() -> None:
    """Presidio's e-mail recognizer would fetch a list of domain suffixes: the one in its package serves."""
    import tldextract

    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def presidio() -> Callable[[str], object]:
    """Presidio's AnalyzerEngine with its French defaults and viginote's spaCy model."""
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine

    import viginote.names.component  # noqa: F401  registers the pipe that the model names

    _offline()
    engine = SpacyNlpEngine(
        models=[{"lang_code": "fr", "model_name": str(model_folder())}],
        ner_model_configuration=NerModelConfiguration(labels_to_ignore=["O"]),
    )
    engine.load()
    registry = RecognizerRegistry(supported_languages=["fr"])
    registry.load_predefined_recognizers(languages=["fr"], nlp_engine=engine)
    analyzer = AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["fr"])
    return lambda text: analyzer.analyze(text, language="fr")


def seconds(work: Callable[[Sequence[str]], object], texts: Sequence[str]) -> float:
    start = time.perf_counter()
    work(texts)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--notes", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--file", type=Path)
    options = parser.parse_args()

    texts = notes(options.notes, options.file)
    words = sum(len(text.split()) for text in texts)
    scanner, analyze = Scanner(), presidio()

    def ours(batch: Sequence[str]) -> None:
        for _ in scanner.scan_many(batch):
            pass

    def theirs(batch: Sequence[str]) -> None:
        for text in batch:
            analyze(text)

    ours(texts[:20])
    theirs(texts[:20])
    rounds = [(seconds(ours, texts), seconds(theirs, texts)) for _ in range(options.rounds)]
    ratios = [their / our for our, their in rounds]
    our, their = (statistics.median(column) for column in zip(*rounds, strict=True))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{len(texts)} notes, {words} words, {options.rounds} rounds, one process, peak {peak} MB (both)")
    print(f"{'pipeline':28}{'words/s':>12}{'notes/s':>10}")
    print(f"{'viginote, everything':28}{words / our:12,.0f}{len(texts) / our:10,.0f}")
    print(f"{'Presidio, French defaults':28}{words / their:12,.0f}{len(texts) / their:10,.0f}")
    print(f"ratio {statistics.median(ratios):.1f} (rounds: {', '.join(f'{r:.1f}' for r in ratios)})")


if __name__ == "__main__":
    main()
