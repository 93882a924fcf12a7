"""Words a second and peak memory of the whole pipeline, and of others on the same notes, in one run.

- viginote: identifiers, names, thirteen categories of sensitive mentions, assertion.
- Presidio as it comes for French: its predefined recognizers and the same spaCy model that viginote ships.
- EDS-NLP's ready components for alcohol, tobacco, AIDS and dates, with its qualifiers (negation, family,
  hypothesis, history); left out, and said so, where no interpreter has the package.

Each runs in a process of its own and they take turns, round by round, so that the ratios hold when the
machine's speed drifts. Seconds are processor time of that process, so that other work on the machine, which
slows all alike, does not blur the table.

    python benchmarks/throughput.py [--notes N] [--rounds R] [--file NOTES.jsonl] [--edsnlp-python PYTHON]
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from notes import texts as gold_texts

_WARM = 20  # notes before the first round

Pipeline = Callable[[Sequence[str]], None]


def repeated(count: int, *files: Path) -> list[str]:
    """Texts of the gold sets (or of `files`), again from the first after the last, up to `count`."""
    return list(islice(cycle(gold_texts(*files)), count))


def viginote() -> Pipeline:
    """Everything that viginote looks for."""
    from viginote import Scanner

    scanner = Scanner()

    def run(texts: Sequence[str]) -> None:
        for _ in scanner.scan_many(texts):
            pass

    return run


def _offline() -> None:
    """Presidio's e-mail recognizer would fetch a list of domain suffixes: the one in its package serves."""
    import tldextract

    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def presidio() -> Callable[[str], Any]:
    """Presidio's AnalyzerEngine with its French defaults and viginote's spaCy model."""
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine

    import viginote.names.component  # noqa: F401  registers the pipe that the model names
    from viginote.names.loading import model_folder

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


def _presidio_pipeline() -> Pipeline:
    analyze = presidio()

    def run(texts: Sequence[str]) -> None:
        for text in texts:
            analyze(text)

    return run


_EDSNLP = (
    "eds.normalizer", "eds.sentences", "eds.alcohol", "eds.tobacco", "eds.aids", "eds.dates",
    "eds.negation", "eds.family", "eds.hypothesis", "eds.history",
)  # fmt: skip


def edsnlp() -> Pipeline:
    """EDS-NLP's components, as its documentation puts them together."""
    import edsnlp

    nlp = edsnlp.blank("eds")
    for name in _EDSNLP:
        nlp.add_pipe(name)

    def run(texts: Sequence[str]) -> None:
        for _ in nlp.pipe(texts):
            pass

    return run


PIPELINES: dict[str, tuple[str, Callable[[], Pipeline]]] = {
    "viginote": ("viginote, everything", viginote),
    "presidio": ("Presidio, French defaults", _presidio_pipeline),
    "edsnlp": ("EDS-NLP, 4 components, qualifiers", edsnlp),
}


def serve(name: str) -> None:
    """Run one pipeline over the notes of the first line of standard input, once for each line after it."""
    texts: list[str] = json.loads(sys.stdin.readline())
    started = time.process_time()
    run = PIPELINES[name][1]()
    run(texts[:1])
    loaded = time.process_time() - started
    run(texts[:_WARM])
    _say({"loaded": loaded})
    for _ in sys.stdin:
        started = time.process_time()
        run(texts)
        seconds = time.process_time() - started
        _say({"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024})


def _say(content: dict[str, float]) -> None:
    print(json.dumps(content), flush=True)


@dataclass
class Runner:
    """A pipeline in a process of its own. `loaded`: seconds to the first finding."""

    name: str
    texts: Sequence[str]
    python: str = sys.executable
    seconds: list[float] = field(default_factory=list)
    megabytes: float = 0.0
    loaded: float = 0.0

    def __post_init__(self) -> None:
        command = [self.python, __file__, "--serve", self.name]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self.loaded = self._ask(json.dumps(list(self.texts)))["loaded"]

    def _ask(self, line: str) -> dict[str, float]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise SystemExit(f"{self.name}: ended without an answer; run it alone with --serve to see why")
        said: dict[str, float] = json.loads(answer)
        return said

    def round(self) -> None:
        said = self._ask("go")
        self.seconds.append(said["seconds"])
        self.megabytes = said["megabytes"]

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


def has_edsnlp(python: str) -> bool:
    """Whether an interpreter has EDS-NLP."""
    try:
        return (
            subprocess.run([python, "-c", "import edsnlp"], capture_output=True, check=False).returncode == 0
        )
    except OSError:
        return False


def table(runners: Sequence[Runner], words: int, count: int) -> Iterator[str]:
    """A line for each pipeline; the ratio is the median over rounds of its seconds to viginote's."""
    own = runners[0].seconds
    yield f"{'pipeline':36}{'words/s':>10}{'notes/s':>9}{'ratio':>7}{'memory':>9}{'load':>8}"
    for runner in runners:
        median = statistics.median(runner.seconds)
        ratio = statistics.median(its / ours for its, ours in zip(runner.seconds, own, strict=True))
        yield (
            f"{PIPELINES[runner.name][0]:36}{words / median:10,.0f}{count / median:9,.0f}{ratio:7.1f}"
            f"{runner.megabytes:6,.0f} MB{runner.loaded:6.1f} s"
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--notes", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--edsnlp-python", default=sys.executable, help="interpreter that has edsnlp")
    parser.add_argument("--serve", choices=PIPELINES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(options.serve)
        return
    texts = repeated(options.notes, *([options.file] if options.file else []))
    words = sum(len(text.split()) for text in texts)
    runners = [Runner("viginote", texts), Runner("presidio", texts)]
    if has_edsnlp(options.edsnlp_python):
        runners.append(Runner("edsnlp", texts, options.edsnlp_python))
    else:
        print("EDS-NLP is not installed here: left out (--edsnlp-python names an interpreter that has it)")
    for _ in range(options.rounds):
        for runner in runners:
            runner.round()
    print(f"{len(texts)} notes, {words} words, {options.rounds} rounds, one process each")
    for line in table(runners, words, len(texts)):
        print(line)
    for runner in runners:
        runner.close()


if __name__ == "__main__":
    main()
