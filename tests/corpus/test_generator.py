"""The note generator: templates, splits, determinism, gold."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viginote.corpus import abroad, noise, values
from viginote.corpus.notes import Filler, Generator, generate, template_split, themes
from viginote.corpus.template import Piece, TemplateError, parse, render, slots, to_gold
from viginote.corpus.vocabulary import SPLITS, Vocabulary, VocabularyError, inflected, people, split_of
from viginote.taxonomy import CATEGORIES, IDENTIFIERS, Assertion


def pieces(line: str, seed: int = 0) -> list[Piece]:
    def fill(name: str, key: str | None) -> list[Piece]:
        return [Piece(name.lower(), name if name.isupper() else None)]

    return list(render(parse(line), fill, random.Random(seed)))


@pytest.mark.parametrize(
    ("line", "text", "gold"),
    [
        ("Nom : {LAST:p}", "Nom : last", [("last", "LAST", None)]),
        (r"a\nb", "a\nb", []),
        ("[[VIH+|hiv|affirmed]] vu", "VIH+ vu", [("VIH+", "hiv", "affirmed")]),
        (
            "pas de [[{drug} fort|psychiatry|negated]]",
            "pas de drug fort",
            [("drug fort", "psychiatry", "negated")],
        ),
        ("<a|a>", "a", []),
        ("<a|a<|>> b", "a b", []),
        ("CRP < 5 | NFS", "CRP < 5 | NFS", []),
        ("[{CITY}] {", "[city] {", [("city", "CITY", None)]),
        ("[[ok|hiv]]", "ok", [("ok", "hiv", None)]),
    ],
)
def test_template(line: str, text: str, gold: list[tuple[str, str, str | None]]) -> None:
    rendered = pieces(line)
    assert "".join(p.text for p in rendered) == text
    assert [(p.text, p.label, p.assertion) for p in rendered if p.label] == gold


def test_every_branch_of_a_choice_is_drawn() -> None:
    assert {pieces("<a|b|>x", seed)[0].text for seed in range(30)} >= {"a", "b"}


@pytest.mark.parametrize("line", ["[[VIH+ vu", "[[VIH+]]"])
def test_broken_template(line: str) -> None:
    with pytest.raises(TemplateError):
        parse(line)


def test_every_template_parses_and_every_slot_is_filled() -> None:
    fill = Filler(Vocabulary("train"), random.Random(1))
    names = {name for theme in themes() for line in theme.lines for name in slots(parse(line))}
    assert len(names) > 50
    for name in sorted(names):
        assert fill(name, None), name


def test_labels_and_assertions_are_of_the_taxonomy() -> None:
    assertions = {a.value for a in Assertion}
    for note in generate(300, 3):
        for span in note["spans"]:
            assert span["label"] in IDENTIFIERS or span["label"] in CATEGORIES
            assert span["assertion"] is None or span["assertion"] in assertions


def test_same_arguments_same_notes() -> None:
    assert list(generate(30, 4, "dev")) == list(generate(30, 4, "dev"))
    assert list(generate(30, 4, "dev")) != list(generate(30, 5, "dev"))


@pytest.mark.parametrize("split", SPLITS)
def test_spans_lie_in_the_text_and_do_not_overlap(split: str) -> None:
    for note in generate(200, 2, split):  # type: ignore[arg-type]
        end = 0
        for span in note["spans"]:
            assert end <= span["start"] < span["end"] <= len(note["text"])
            end = span["end"]


def test_gold_is_the_slot_value() -> None:
    text, spans = to_gold([Piece("Vu "), Piece("Dupont", "PERSON"), Piece(", "), Piece(" ", "CITY")])
    assert text == "Vu Dupont,  "
    assert spans == [{"start": 3, "end": 9, "label": "PERSON", "assertion": None}]


def test_a_key_is_one_person() -> None:
    fill = Filler(Vocabulary("train"), random.Random(3))
    last = fill("LAST", "p")[0].text.casefold()
    assert all(fill("LAST", "p")[0].text.casefold() == last for _ in range(20))


def test_splits_share_no_name_and_no_line() -> None:
    listed = {name for origin in people().values() for name in origin["last"]}
    for split in SPLITS:
        vocabulary, rng = Vocabulary(split), random.Random(1)
        drawn = {vocabulary.name("last", "french", rng) for _ in range(200)} | {
            vocabulary.pick_own("city", rng) for _ in range(99)
        }
        assert {split_of(name) for name in drawn} == {split}
    assert {split_of(name) for name in listed} == set(SPLITS)
    lines = [line for theme in themes() for line in theme.lines]
    shares = [sum(template_split(line) == split for line in lines) / len(lines) for split in SPLITS]
    assert shares[0] > 0.75
    assert min(shares) > 0.05


def test_only_chosen_themes_and_extra_vocabulary() -> None:
    notes = list(generate(40, 1, "train", themes=["signatures"], extra={"last": ["Zzyzx"]}))
    assert any("zzyzx" in note["text"].casefold() for note in notes)


def test_unknown_slot_and_theme() -> None:
    with pytest.raises(VocabularyError, match="nosuchslot"):
        Filler(Vocabulary("train"), random.Random(0))("nosuchslot", None)
    with pytest.raises(VocabularyError):
        Generator("train", only=["nosuchtheme"])


@given(st.integers(0, 10_000))
def test_numbers_have_valid_keys(seed: int) -> None:
    nir = "".join(c for c in values.nir(random.Random(seed)) if c.isalnum())
    body, key = nir[:13].replace("2A", "19").replace("2B", "18"), int(nir[13:])
    assert 97 - int(body) % 97 == key
    iban = values.iban(random.Random(seed)).replace(" ", "")
    assert int(iban[4:] + "1527" + iban[2:4]) % 97 == 1


def test_de_is_elided_before_a_vowel_alone() -> None:
    drawn = {abroad.of(name, random.Random(seed)) for name in ("Agen", "Lille") for seed in range(20)}
    assert drawn == {"d'Agen", "de Agen", "de Lille"}


def test_small_letters_of_a_hurry_have_no_accents() -> None:
    assert noise.lower_bare("Été à l’Hôpital, cœur", random.Random(0)) == "ete a l'hopital, cœur"
    assert noise.lower("Été à l’Hôpital, cœur", random.Random(0)) == "été à l’hôpital, cœur"


def test_inflected() -> None:
    assert {"fumer", "fume", "fumait"} <= inflected("fumer")
    assert {"anal", "anaux"} <= inflected("anal")
