"""The words of a term are known at once, its forms when a note first holds the word they begin with."""

import pytest

from viginote.sensitive.lexicons import TRAP, Entry
from viginote.sensitive.shorthand import short_words, shortened
from viginote.sensitive.table import Table
from viginote.sensitive.terms import expand, readings


def table(*terms: str, category: str = "hiv", exact: bool = False) -> Table:
    return Table([Entry(category, term, "reason", exact=exact) for term in terms], [])


@pytest.mark.parametrize(
    "term",
    [
        "VIH",
        "sérologie {du |}VIH",
        "{auto-|hétéro-|}agressif",
        "{sous |} {PrEP|prophylaxie}",
        "{l'|}abus d'alcool",
        "S.I.D.A. maladie",
        "cœur {brisé|}",
        "{ancien |}{suivi|de suivi|du suivi} psychiatrique",
        "{grand|} {trouble|troubles} de l'humeur",
    ],
)
def test_a_table_knows_the_words_of_every_form(term: str) -> None:
    keys = [key for spelling in expand(shortened(term)) for _, key in readings(spelling)]
    made = table(term)
    assert made.known == {word for key in keys for word in key.split()} | short_words()
    assert set(made.root.following) == {key.split()[0] for key in keys}


def test_an_opening_leads_to_the_forms_that_begin_with_it_and_to_no_others() -> None:
    trouble = table("{trouble|désordre} {très |}mental", "trouble {des |}{conduites|}").root.after("trouble")
    assert [form.spelling for form in trouble.forms] == ["trouble"]
    mental = trouble.after("mentale")
    assert mental is not None
    assert [(form.spelling, form.strict) for form in mental.forms] == [("trouble mental", None)]
    assert trouble.after("mentale") is mental
    tres = trouble.after("tre")
    assert tres is not None
    assert tres.forms == ()
    assert [form.spelling for form in tres.after("mentau").forms] == ["trouble très mental"]
    assert trouble.after("desordre") is None


def test_a_node_holds_every_form_that_an_entry_insists_on_and_the_first_of_its_spellings() -> None:
    node = table("{T|t}S{ |-|}A").root.after("tsa")
    assert [(form.spelling, form.strict) for form in node.forms] == [("TSA", "tsa")]
    node = table("{Dr|dr}ogue{s|}", "{Drogues|drogue} dures").root.after("drogue")
    assert [(form.spelling, form.strict) for form in node.forms] == [("Drogues", None), ("Drogue", "drogue")]
    assert [form.spelling for form in node.after("dure").forms] == ["Drogues dures"]


def test_a_term_of_a_trap_an_exact_one_and_a_short_one_hide_behind_no_typo() -> None:
    assert table("alcoolique").meant == {"alcolique"}
    assert table("alcoolique", category=TRAP).meant == set()
    assert table("alcoolique", exact=True).meant == set()
    assert table("joints", "{gros |}fumeur").meant == {"fumeur", "fumeuse"}
