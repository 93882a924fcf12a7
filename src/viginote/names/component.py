"""The name tagger and its tokens as parts of a spaCy pipeline: for training, and for those who use spaCy.

A scan needs neither: see `loading.load_tagger`. Importing this module registers both.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry
from spacy.vocab import Vocab

from viginote.names.tagger import NameTagger
from viginote.names.tokens import spans


class NameComponent(NameTagger):
    """spaCy component `viginote_names`: sets `doc.ents` to the people and places it finds."""

    def __init__(self, nlp: Language, name: str, floor: float) -> None:
        super().__init__(floor)
        self.vocab = nlp.vocab
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        return next(iter(self.pipe([doc])))

    def pipe(self, stream: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            for doc, entities in zip(batch, self.entities([[t.text for t in d] for d in batch]), strict=True):
                doc.ents = tuple(Span(doc, e.start, e.end, label=e.label) for e in entities)
                yield doc


@Language.factory("viginote_names", assigns=["doc.ents"], default_config={"floor": 0.5})
def create(nlp: Language, name: str, floor: float) -> NameComponent:
    """The factory of the component, for `nlp.add_pipe` and `spacy.load`."""
    return NameComponent(nlp, name, floor)


class Tokenizer:
    """The same tokens for a spaCy pipeline."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words, spaces = [], []
        found = spans(text)
        for i, (start, end) in enumerate(found):
            following = found[i + 1][0] if i + 1 < len(found) else len(text)
            words.append(text[start:end])
            spaces.append(following > end)
        if text.startswith(" ") and (not found or found[0][0] > 0):
            words.insert(0, " ")
            spaces.insert(0, False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def pipe(self, texts: Iterator[str], batch_size: int = 1000) -> Iterator[Doc]:
        return map(self, texts)

    def to_bytes(self, **kwargs: Any) -> bytes:
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> "Tokenizer":
        return self

    def to_disk(self, path: Any, **kwargs: Any) -> None:
        return None

    def from_disk(self, path: Any, **kwargs: Any) -> "Tokenizer":
        return self


@registry.tokenizers("viginote.tokenizer.v1")  # type: ignore[untyped-decorator]
def create_tokenizer() -> Callable[[Any], Tokenizer]:
    def make(nlp: Any) -> Tokenizer:
        return Tokenizer(nlp.vocab)

    return make
