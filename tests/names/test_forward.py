"""The network that a scan runs says what the layers that are trained say."""

import numpy as np
import pytest

from viginote import vectors as vectors_of
from viginote.names import forward
from viginote.names.features import look
from viginote.names.loading import load_tagger
from viginote.names.network import Network
from viginote.names.tagger import NameTagger, read_tags

TEXT = "Vu ce jour Mme Solange Tarrieux née Bastide , adressée par le Dr Peyrot de l' hôpital Nord"
WORDS = TEXT.split(" ")


@pytest.fixture(scope="module")
def tagger() -> NameTagger:
    return load_tagger()


def tags(tagger: NameTagger, words: list[str]) -> np.ndarray:
    run, vectors = tagger._forward()
    return run(words, vectors)


@pytest.fixture(scope="module")
def network() -> Network:
    """A network none of whose parameters is null, or one, as it begins."""
    network = Network(width=64, depth=3)
    rng = np.random.default_rng(0)
    for node in (*network.words.walk(), *network.tags.walk()):
        for name in node.param_names:
            node.set_param(name, rng.normal(0, 0.5, node.get_param(name).shape).astype("f"))
    return network


def test_the_sums_are_those_of_the_trained_layers(network, tagger):
    words = look(WORDS, tagger.filters)
    run = forward.Forward(network.weights())
    vectors = run.vectors(words)
    np.testing.assert_allclose(vectors, network.words.predict(words), atol=1e-5, rtol=0)

    gap = np.zeros((3, 64), dtype="f")
    gaps = [vectors_of.GAP] * 3
    found = run(
        [*gaps, *WORDS, *gaps], vectors_of.WordVectors(64, lambda new: run.vectors(look(new, tagger.filters)))
    )
    trained = network.tags.predict(np.concatenate((gap, vectors, gap)))
    np.testing.assert_allclose(found[3:-3], trained[3:-3], atol=1e-5, rtol=0)
    assert found[0].tolist() == [1.0] + [0.0] * 10


def test_a_text_gets_the_same_entities_alone_and_in_company(tagger):
    alone = tagger.entities([WORDS])
    assert [(e.start, e.end, e.label) for e in alone[0]][:1] == [(4, 6, "PERSON")]
    _, found, nothing, _ = tagger.entities([["Martin"], WORDS, [], ["Lyon"]])
    assert [e[:3] for e in found] == [e[:3] for e in alone[0]]
    assert [e.score for e in found] == pytest.approx([e.score for e in alone[0]])
    assert nothing == []


def test_stretches_do_not_show(tagger, monkeypatch):
    words = WORDS * 20
    whole = tags(tagger, words)
    monkeypatch.setattr(forward, "_STRETCH", 7)
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
