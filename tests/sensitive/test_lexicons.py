"""The shipped data files are reviewed data: sorted, with reasons, without duplicates or contradictions."""

from collections import defaultdict
from importlib.resources import files

import pytest
from marked_lines import lines

from viginote.sensitive import search
from viginote.sensitive.codes import category_of
from viginote.sensitive.lexicons import TRAP, Entry, shipped
from viginote.sensitive.matcher import Matcher
from viginote.sensitive.senses import load_senses
from viginote.sensitive.terms import expand, forms, keys
from viginote.taxonomy import CATEGORIES
from viginote.text import Note, fold

FOLDER = files("viginote.sensitive") / "lexicons"
LEXICONS = [f"{name}.tsv" for name in (*CATEGORIES, TRAP)]
#: Words that two categories share, on purpose: (category, category), terms as the matcher reads them.
SHARED = {
    ("family_social", "psychiatry"): {"isolement"},
    ("genetic", "psychiatry"): {"sc"},
    ("genetic", "sti_hepatitis"): {"hbs"},
    ("hiv", "sex_life"): {"aes sexuel"},
    ("hiv", "sti_hepatitis"): {"cegid"},
    ("hiv", "substance_use"): {"pcp"},
    ("origin_belief", "psychiatry"): {"asile"},
    ("psychiatry", "reproductive"): {"top"},
    ("psychiatry", "reproductive", "substance_use"): {"retrait"},
    ("psychiatry", "substance_use"): {"artane", "bupropion", "rivotril", "tropatepine"},
    ("reproductive", "sex_life"): {"preservatif"},
    ("sex_life", "substance_use"): {"chem sex", "chemse"},
    ("sti_hepatitis", "substance_use"): {"tabe"},
}


def rows(name: str) -> list[list[str]]:
    content = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in content if line and not line.startswith("#")]


@pytest.mark.parametrize("name", LEXICONS)
def test_a_lexicon_is_sorted_and_says_why(name: str) -> None:
    terms = [row[0] for row in rows(name)]
    assert terms == sorted(terms, key=lambda term: (fold(term), term))
    assert len(terms) == len(set(terms))
    assert all(len(row) in (2, 3) and row[1].strip() for row in rows(name))


def spelled(entry: Entry) -> set[tuple[str, str]]:
    """The readings of an entry; short ones with the letters that they insist on."""
    pairs = set()
    for spelling in expand(entry.term):
        plain = list(forms(spelling, inflect=False))
        for form, key in zip(plain, keys(plain), strict=True):
            strict = entry.exact or len(form) < 7
            pairs.add((key, form.replace("-", " ") if strict else ""))
    return pairs


def test_no_term_stands_twice_in_a_category() -> None:
    seen: dict[tuple[str, str, str], str] = {}
    twice = []
    for entry in shipped():
        if "{" in entry.term or entry.weak:
            continue
        for key, strict in spelled(entry):
            place = (entry.category, key, strict)
            if place in seen and entry.case == ("case" in seen[place]):
                twice.append((entry.category, entry.term, seen[place]))
            seen[place] = entry.term + (" case" if entry.case else "")
    assert twice == []


def test_no_term_belongs_to_two_categories_unless_declared() -> None:
    owners = defaultdict(set)
    for entry in shipped():
        if entry.category != TRAP and not entry.weak:
            for key, _ in spelled(entry):
                owners[key].add(entry.category)
    shared = defaultdict(set)
    for key, categories in owners.items():
        if len(categories) > 1:
            shared[tuple(sorted(categories))].add(key)
    assert dict(shared) == SHARED


def test_weak_terms_are_sorted_and_stand_once() -> None:
    weak = [(category, term) for category, term in rows("weak.tsv")]
    assert weak == sorted(weak, key=lambda row: (row[0], fold(row[1]), row[1]))
    assert len({(category, fold(term)) for category, term in weak}) == len(weak) > 300
    assert {category for category, _ in weak} <= set(CATEGORIES)


def test_a_weak_term_is_no_mention_by_itself() -> None:
    found = search(Note("fait le test, change le patch"))
    assert found.sure == []
    assert {(m.category, m.term) for m in found.doubtful} >= {("hiv", "test"), ("reproductive", "patch")}


def test_a_word_against_which_a_cue_speaks_is_not_even_doubtful() -> None:
    for text in ("boit son café", "anastomose protégée", "extraction dentaire", "morphine en titration"):
        found = search(Note(text))
        assert [m.term for m in (*found.sure, *found.doubtful)] == []


def test_every_sense_is_used_and_decides_both_ways_or_has_a_default() -> None:
    used = {entry.sense for entry in shipped() if entry.sense}
    senses = load_senses()
    assert used == set(senses)
    assert {sense.default for sense in senses.values()} <= {"yes", "no", "capitals", "short"}
    closed = [sense for sense in senses.values() if sense.default in ("no", "capitals")]
    assert [sense.name for sense in closed if not any(positive for _, positive, _ in sense.cues)] == []


def test_no_cue_speaks_both_ways() -> None:
    for sense in load_senses().values():
        ways = defaultdict(set)
        for cue, positive, side in sense.cues:
            ways[keys([fold(cue)])[0], side].add(positive)
        assert [cue for cue, verdicts in ways.items() if len(verdicts) > 1] == [], sense.name


def test_no_entry_fires_on_the_background() -> None:
    matcher = Matcher(shipped())
    alarms = [(m.category, m.term) for line in lines("background.txt") for m in matcher.find(Note(line))[0]]
    assert alarms == []


@pytest.mark.parametrize(
    ("code", "category"),
    [
        ("F10", "substance_use"), ("F19.9", "substance_use"), ("F20", "psychiatry"), ("F322", "psychiatry"),
        ("F52.4", "sex_life"), ("F64.0", "sexual_orientation"), ("F99", "psychiatry"), ("F00", None),
        ("F03", None), ("F09", None), ("F02.4", "hiv"), ("B19", None), ("B20", "hiv"), ("B24", "hiv"),
        ("Z21", "hiv"), ("B16.9", "sti_hepatitis"), ("A53", "sti_hepatitis"), ("O04.9", "reproductive"),
        ("Z30", "reproductive"), ("Z31.5", "genetic"), ("X59", None), ("X60", "psychiatry"),
        ("X84", "psychiatry"), ("X85", "violence"), ("T74.1", "violence"), ("T73", None),
        ("Z65.1", "judicial"), ("Z59", "family_social"), ("I10", None), ("E11", None), ("K74", None),
        ("K70.3", "substance_use"),
    ],
)  # fmt: skip
def test_codes_fall_into_their_ranges(code: str, category: str | None) -> None:
    assert category_of(code) == category


def test_every_code_names_a_category_and_a_reason() -> None:
    codes = rows("codes.tsv")
    assert [row[0] for row in codes] == sorted(row[0] for row in codes)
    assert all(row[1] in CATEGORIES and row[2] for row in codes)
