"""What `sensitive.find` finds: exact text, place, category, and the assertion that a term decides."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked_lines import Expected, lines, unmark

from viginote import sensitive
from viginote.sensitive import Lexicons, Mention
from viginote.taxonomy import CATEGORIES
from viginote.text import Note

Find = Callable[[str], list[Mention]]
CORE = {category.label for category in CATEGORIES.values() if category.core}


@pytest.fixture(scope="session")
def find() -> Find:
    lexicons = Lexicons.load()
    return lambda text: sensitive.find(Note(text), lexicons)


def found(text: str, mentions: list[Mention]) -> list[Expected]:
    return [Expected(m.start, text[m.start : m.end], m.category, m.assertion) for m in mentions]


@pytest.mark.parametrize("marked", lines("cases.txt"))
def test_mentions_are_found_with_exact_span_and_category(find: Find, marked: str) -> None:
    text, expected = unmark(marked)
    assert expected, "a case of this file holds a mention"
    assert found(text, find(text)) == expected


@pytest.mark.parametrize("text", lines("near_misses.txt"))
def test_the_harmless_sense_of_a_word_is_no_mention(find: Find, text: str) -> None:
    assert found(text, find(text)) == []


@pytest.mark.parametrize("name", lines("official_names.txt"))
def test_official_names_of_core_diseases_are_recognised(find: Find, name: str) -> None:
    assert CORE & {mention.category for mention in find(name)}


def test_titles_of_the_core_chapters_of_icd10_are_recognised(find: Find) -> None:
    titles = lines("icd10_core.txt")
    assert len(titles) > 250
    missed = [title for title in titles if not CORE & {mention.category for mention in find(title)}]
    assert missed == []


def test_titles_of_other_chapters_of_icd10_are_not_flagged(find: Find) -> None:
    titles = lines("icd10_other.txt")
    assert len(titles) > 250
    assert {title: found(title, find(title)) for title in titles if find(title)} == {}


def test_ordinary_medicine_raises_no_alarm(find: Find) -> None:
    background = lines("background.txt")
    assert len(background) > 150
    assert {line: found(line, find(line)) for line in background if find(line)} == {}


@pytest.mark.parametrize("marked", lines("cases.txt")[:60])
def test_capitals_without_accents_are_found_as_well(find: Find, marked: str) -> None:
    text, expected = unmark(marked)
    places = {(m.start, m.category) for m in find(text.upper()) if len(text.upper()) == len(text)}
    assert {(e.start, e.category) for e in expected} <= places


def test_a_line_break_inside_a_term_is_a_space(find: Find) -> None:
    text = "pas d'idées\nsuicidaires ce jour"
    assert found(text, find(text)) == [Expected(6, "idées\nsuicidaires", "psychiatry", None)]


def test_the_end_of_a_clause_ends_a_term(find: Find) -> None:
    assert [m.category for m in find("suivi pour trouble. Dépressif ?")] == ["psychiatry"]
    assert found("tentative, de suicide", find("tentative, de suicide"))[0].text == "suicide"


def test_infections_named_in_one_breath_are_told_apart(find: Find) -> None:
    text = "co-infection VIH-VHC"
    assert found(text, find(text)) == [
        Expected(0, text, "hiv", None),
        Expected(17, "VHC", "sti_hepatitis", None),
    ]


def test_a_mention_inside_a_longer_one_of_another_category_falls_to_it(find: Find) -> None:
    text = "tendance à l'isolement"
    assert found(text, find(text)) == [Expected(0, text, "psychiatry", None)]


def categories(find: Find, text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.category) for m in find(text)]


def test_a_mention_nearby_speaks_for_a_doubtful_word_of_its_category(find: Find) -> None:
    assert categories(find, "apragmatisme, retrait au lit") == [
        ("apragmatisme", "psychiatry"),
        ("retrait", "psychiatry"),
    ]
    assert categories(find, "retrait du drain ce matin") == []
    assert categories(find, "retrait du drain, apragmatisme") == [("apragmatisme", "psychiatry")]


def test_a_harmless_cue_speaks_of_its_own_sentence_only(find: Find) -> None:
    assert categories(find, "Poppers occasionnels. Induction par propofol.") == [
        ("Poppers occasionnels", "substance_use")
    ]
    assert categories(find, "kétamine en induction") == []


def test_a_cue_of_two_equal_letters_is_not_the_word_it_reads_like(find: Find) -> None:
    assert ("CMP", "psychiatry") in categories(find, "relais CMP et CSAPA")
    assert categories(find, "CMP dilatée, ETT prévue") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HAD A 14 D 9", ["HAD A 14"]),
        ("GDS 10/15", ["GDS 10/15"]),
        ("QI 58", ["QI 58"]),
        ("Beck : 18", ["Beck : 18"]),
        ("HAD 3 semaines", []),
        ("GDS : 7.40, lactates 2", []),
    ],
)
def test_the_result_of_a_scale_is_psychiatry(find: Find, text: str, expected: list[str]) -> None:
    assert categories(find, text) == [(scale, "psychiatry") for scale in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AUDIT 19", ["AUDIT 19"]),
        ("CAGE 3/4", ["CAGE 3/4"]),
        ("Cushman : 7", ["Cushman : 7"]),
        ("cage thoracique, 3 côtes", []),
        ("face 2, incidence de Worms", []),
    ],
)
def test_the_result_of_a_questionnaire_is_substance_use(find: Find, text: str, expected: list[str]) -> None:
    assert categories(find, text) == [(questionnaire, "substance_use") for questionnaire in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a avalé 30 cp de Doliprane", ["avalé 30 cp de Doliprane"]),
        ("a pris deux boîtes de paracétamol", ["pris deux boîtes de paracétamol"]),
        ("a pris 2 cp de Doliprane", []),
        ("enfant a avalé 15 comprimés par accident", []),
    ],
)
def test_tablets_taken_in_number_are_an_attempt(find: Find, text: str, expected: list[str]) -> None:
    assert categories(find, text) == [(taken, "psychiatry") for taken in expected]


def test_a_quantity_belongs_to_the_substance_named_before_it(find: Find) -> None:
    assert categories(find, "tabac : 20 PA, alcool = 2 verres par jour") == [
        ("tabac : 20 PA", "substance_use"),
        ("alcool = 2 verres par jour", "substance_use"),
    ]
    assert categories(find, "non fumeur, 2 verres par jour") == [
        ("fumeur", "substance_use"),
        ("2 verres par jour", "substance_use"),
    ]


@pytest.mark.parametrize(
    "mention",
    [
        "tabac stoppé 2018, 45 PA",
        "Tabagisme ancien non interrompu, 55 PA",
        "tabagisme sevré depuis 2014 (estimé à 30 paquets-années",
        "consommation d'alcool n'excédait pas un verre par mois",
        "shit depuis le lycée, 4 joints par jour",
    ],
)
def test_a_quantity_belongs_to_a_substance_of_its_kind_behind_what_became_of_it(
    find: Find, mention: str
) -> None:
    assert categories(find, mention) == [(mention, "substance_use")]


def test_a_quantity_of_another_substance_is_a_mention_of_its_own(find: Find) -> None:
    assert categories(find, "tabac sevré 2018, 4 bières par jour") == [
        ("tabac", "substance_use"),
        ("4 bières par jour", "substance_use"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fume du cannabis", ["fume du cannabis"]),
        ("conjoint séropositif indétectable", ["séropositif indétectable"]),
        ("urétrite à gonocoque", ["urétrite à gonocoque"]),
        ("IMV Lexomil", ["IMV", "Lexomil"]),
        ("alcool et cannabis", ["alcool", "cannabis"]),
    ],
)
def test_words_that_qualify_one_another_are_one_mention(find: Find, text: str, expected: list[str]) -> None:
    assert [found for found, _ in categories(find, text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mme accompagnée de son épouse", ["son épouse"]),
        ("M. Petit, vu avec son mari", ["son mari"]),
        ("Elle vit avec sa compagne, projet d'achat", ["sa compagne"]),
        ("Mme Leroy, son mari est venu", []),
        ("M. Petit, son mari, appelle", []),
        ("Patient de 40 ans, vit avec sa femme", []),
        ("La patiente garde son fils et sa femme le soir", []),
        ("Mme Roy inquiète. Il attend sa femme", []),
        ("Mme Roy. Vit avec sa compagne", ["sa compagne"]),
        ("Mme Roy. Son père et sa compagne viennent", []),
        ("M. Petit. Vacances chez un petit ami", ["un petit ami"]),
        ("Homme de 60 ans, gai. La vue, elle, baisse. Sa femme conduit", []),
        ("La mémoire, elle, est stable. Son épouse le trouve gai", []),
        ("Elle dort mal et son épouse la soutient", ["son épouse"]),
        ("Elle attend le chauffeur et sa femme", []),
    ],
)
def test_a_spouse_of_the_same_sex_tells_the_orientation(find: Find, text: str, expected: list[str]) -> None:
    assert categories(find, text) == [(spouse, "sexual_orientation") for spouse in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TOC : trouble obsessionnel compulsif", ["TOC", "trouble obsessionnel compulsif"]),
        ("HDT (hospitalisation à la demande d'un tiers)", ["HDT", "hospitalisation à la demande d'un tiers"]),
        ("TS : troubles du sommeil", ["TS", "troubles du sommeil"]),
        ("TDAH ? EEG. TDAH = tracé de désynchronisation atypique hypnique", []),
        ("TDAH : thyroïde, aorte, hanche", ["TDAH"]),
        ("TDAH, tracé de désynchronisation atypique hypnique", ["TDAH"]),
    ],
)
def test_an_acronym_stands_for_what_the_note_spells_out(find: Find, text: str, expected: list[str]) -> None:
    assert [word for word, _ in categories(find, text)] == expected


def test_an_empty_note_holds_nothing(find: Find) -> None:
    assert find("") == []


def test_the_default_lexicons_are_the_shipped_ones(find: Find) -> None:
    text = "HSH sous PrEP"
    assert sensitive.find(Note(text)) == find(text)


_TOKENS = """
VIH IVG TS OH alcool dépression schizophrène - + ( ) , . ; : / ’ é œ 40 PA cannabis ss xx B24 Mme hépatite
B et C
fumeur non pas 3 verres/j idées suicidaires sans mutation tutelle marocain
"""
_WORDS = st.sampled_from([*_TOKENS.split(), "\n", "\t", "\u00a0"])


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=40).map(" ".join)))
def test_any_text_gives_sorted_disjoint_mentions_inside_it(find: Find, text: str) -> None:
    mentions = find(text)
    assert mentions == sorted(mentions, key=lambda m: (m.start, m.end, m.category))
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip()
        assert mention.category in CATEGORIES
        assert 0 < mention.score <= 1
        assert mention.term
    for category in {m.category for m in mentions}:
        spans = [(m.start, m.end) for m in mentions if m.category == category]
        assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_a_long_note_of_nothing_but_mentions_is_read_to_its_end(find: Find) -> None:
    text = "OH sevré, TS 2011, dépression. " * 2000
    mentions = find(text)
    assert sum(m.term == "OH" for m in mentions) == 2000
    assert re.fullmatch("d.pression", text[mentions[-1].start : mentions[-1].end])


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("BDA À 21 ANS, SANS RECHUTE", "SANS"),
        ("LIBIDO EN BERNE, PAS DE DYSPAREUNIE", "DE"),
        ("L'HYPOTHÈSE D'UNE IATROGÉNIE DES BENZODIAZÉPINES NE PEUT ÊTRE ÉCARTÉE.", "DES"),
    ],
)
def test_an_acronym_that_is_a_word_is_none_in_a_note_in_capitals(text: str, word: str) -> None:
    found = [text[m.start : m.end] for m in sensitive.find(Note(text))]
    assert found
    assert word not in found


def test_the_heading_of_a_mention_is_no_second_one() -> None:
    def spans(text: str) -> list[str]:
        return [text[m.start : m.end] for m in sensitive.find(Note(text))]

    assert spans("Toxiques urinaires : cannabis positif") == ["cannabis"]
    assert spans("Religion : non demandée. Musulman") == ["Religion", "Musulman"]
