"""The network that a scan runs, against its definition written out word by word."""

import numpy as np
import pytest

import recurrent
from viginote import vectors as vectors_of
from viginote.names import features, forward
from viginote.names.features import look
from viginote.names.loading import load_tagger
from viginote.names.tagger import NameTagger, read_tags

TEXT = "Vu ce jour Mme Solange Tarrieux née Bastide , adressée par le Dr Peyrot de l' hôpital Nord"
WORDS = TEXT.split(" ")


@pytest.fixture(scope="module")
def tagger() -> NameTagger:
    return load_tagger()


def tags(tagger: NameTagger, words: list[str]) -> np.ndarray:
    run, vectors = tagger._forward()
    return run(words, vectors)


def weights(width: int, depth: int) -> dict[str, np.ndarray]:
    """Parameters of a network, none of them null."""
    rng = np.random.default_rng(0)
    shapes = {
        "letters.form": (features.FORM_ROWS, 5),
        "letters.gram": (features.GRAM_ROWS, 4),
        "shape": (features.SHAPE_ROWS, 3),
        "flags": (features.FLAG_ROWS, 2),
        "tags": (11, width),
    }
    for layer, read, sums in (("mix", 14, 3), *((f"layers.{n}", 3 * width, 2) for n in range(depth))):
        shapes |= {f"{layer}.sums": (sums * width, read), f"{layer}.normal": (width,)}
    made = {f"{name}.weight": rng.normal(0, 0.5, shape).astype("f") for name, shape in shapes.items()}
    made |= {f"{name}.bias": rng.normal(0, 0.5, shape[0]).astype("f") for name, shape in shapes.items()}
    return made | recurrent.weights(rng, width, width // 2)


def maxout(own: dict[str, np.ndarray], layer: str, row: np.ndarray, width: int) -> np.ndarray:
    """The layer by its definition, for one row."""
    sums = own[f"{layer}.sums.weight"] @ row + own[f"{layer}.sums.bias"]
    return recurrent.normal(own, f"{layer}.normal", sums.reshape(-1, width).max(axis=0))


@pytest.mark.parametrize("piece", [64, 5])
def test_the_sums_are_those_of_the_definition(tagger, monkeypatch, piece):
    monkeypatch.setattr(forward, "PIECE", piece)
    width = 6
    own = weights(width, depth=2)
    run = forward.Forward(own)
    told = run.vectors(look(WORDS, tagger.filters))
    rows = np.zeros((len(WORDS) + 2, width))
    for at, word in enumerate(WORDS):
        seen = look([word], tagger.filters)
        parts = (
            own["letters.form.weight"][seen.forms[0]].sum(axis=0),
            own["letters.gram.weight"][seen.grams].mean(axis=0),
            own["shape.weight"][seen.shape[0]],
            own["flags.weight"][seen.flags[0]],
        )
        rows[at + 1] = maxout(own, "mix", np.concatenate(parts), width)
    np.testing.assert_allclose(told, rows[1:-1], atol=1e-4, rtol=0)

    gap = vectors_of.GAP
    vectors = vectors_of.WordVectors(width, lambda new: run.vectors(look(new, tagger.filters)))
    shares = run([gap, *WORDS, gap], vectors)
    for layer in ("layers.0", "layers.1"):
        mixed = [maxout(own, layer, rows[at - 1 : at + 2].ravel(), width) for at in range(1, len(rows) - 1)]
        rows[1:-1] += mixed
    cuts = range(1, len(WORDS) + 1, piece)
    rows[1:-1] += np.concatenate(
        [recurrent.both(rows[at : min(at + piece, len(rows) - 1)], own) for at in cuts]
    )
    scores = np.exp(rows[1:-1] @ own["tags.weight"].T + own["tags.bias"])
    np.testing.assert_allclose(shares[1:-1], scores / scores.sum(axis=1, keepdims=True), atol=1e-4, rtol=0)
    assert shares[0].tolist() == [1.0] + [0.0] * 10


def test_a_text_gets_the_same_entities_alone_and_in_company(tagger):
    alone = tagger.entities([WORDS])
    assert [(e.start, e.end, e.label) for e in alone[0]][:1] == [(4, 6, "PERSON")]
    _, found, nothing, _ = tagger.entities([["Martin"], WORDS, [], ["Lyon"]])
    assert [e[:3] for e in found] == [e[:3] for e in alone[0]]
    assert [e.score for e in found] == pytest.approx([e.score for e in alone[0]])
    assert nothing == []


def test_how_many_words_go_at_once_does_not_show(tagger, monkeypatch):
    words = [*WORDS * 20, vectors_of.GAP, *WORDS]
    whole = tags(tagger, words)
    monkeypatch.setattr(forward, "_AT_ONCE", 7)
    np.testing.assert_allclose(tags(tagger, words), whole, atol=1e-5, rtol=0)


def test_the_vectors_kept_are_bounded(monkeypatch):
    monkeypatch.setattr(vectors_of, "_CACHED", 4)
    vectors = vectors_of.WordVectors(1, lambda words: np.array([[len(w)] for w in words], dtype="f"))
    for words in (["a", "bb", "a"], ["ccc", "dddd"], [vectors_of.GAP, "bb"]):
        assert vectors.of(words).ravel().tolist() == [len(w) for w in words]
        assert len(vectors._rows) <= 4


def test_a_new_beginning_or_another_label_ends_an_entity():
    def row(tag: int, share: float) -> list[float]:
        return [1 - share if i == 0 else share if i == tag else 0.0 for i in range(11)]

    rows = np.array([row(1, 0.9), row(2, 0.7), row(1, 0.8), row(4, 0.9), row(0, 0.0), row(2, 0.6)], dtype="f")
    assert [(e.start, e.end, e.label, round(e.score, 2)) for e in read_tags(rows, 0.5)] == [
        (0, 2, "PERSON", 0.8),
        (2, 3, "PERSON", 0.8),
        (3, 4, "CITY", 0.9),
        (5, 6, "PERSON", 0.6),
    ]
