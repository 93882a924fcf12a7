"""The page: what stands in it, in both languages, and that nothing in it can run or call out."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from viginote.errors import ViginoteError
from viginote.exposure import wording
from viginote.report import render
from viginote.report.inline import asset
from viginote.report.texts import _all, texts

VOID = {"meta", "br", "img", "link", "input", "hr", "path", "line", "rect"}


class Page(HTMLParser):
    """Elements with their attributes, and the text of each edition."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.fixture(scope="module")
def html(exposure: dict[str, Any]) -> str:
    return render(exposure)


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def edition(html: str, lang: str) -> str:
    return html.split(f'<div class="edition" lang="{lang}">')[1].split('<div class="edition"', maxsplit=1)[0]


def test_every_element_is_closed(page: Page) -> None:
    assert page.open == []


def test_ids_are_unique_and_links_lead_somewhere(page: Page) -> None:
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = [(a["href"] or "")[1:] for tag, a in page.elements if tag == "a"]
    assert targets
    assert set(targets) <= set(ids)
    for _, attrs in page.elements:
        if "aria-labelledby" in attrs:
            assert set((attrs["aria-labelledby"] or "").split()) <= set(ids)


def test_nothing_comes_from_elsewhere(html: str, page: Page) -> None:
    for tag, attrs in page.elements:
        assert tag not in {"link", "iframe", "object", "embed", "img", "form", "base"}
        assert "src" not in attrs
        assert "style" not in attrs, tag
        assert not [name for name in attrs if name.startswith("on")]
    assert set(re.findall(r"https?://[^\s\"'<]+", html)) == {"http://www.w3.org/2000/svg"}


def test_the_policy_allows_the_own_style_and_script_by_hash_and_nothing_else(html: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy
    for name in ("style", "script"):
        blocks = re.findall(rf"<{name}>(.*?)</{name}>", html, re.S)
        assert len(blocks) == 1
        digest = base64.b64encode(hashlib.sha256(blocks[0].encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy[1].replace("&#39;", "'")
    assert "default-src 'none'" in policy[1].replace("&#39;", "'")
    assert "unsafe" not in policy[1]


@pytest.mark.parametrize(("lang", "join"), [("fr", "de\xa0{}\xa0à\xa0{}"), ("en", "{}\xa0to\xa0{}")])
def test_the_first_screen_tells_five_figures_with_their_ranges(
    exposure: dict[str, Any], html: str, lang: str, join: str
) -> None:
    figures = edition(html, lang).split('<dl class="figures">')[1].split("</dl>")[0]
    assert figures.count("<dt>") == 5
    people, sensitive = exposure["people"], exposure["sensitive"]["people"]
    for low, best, high in (
        (people["min"], people["best"], people["max"]),
        (sensitive["low"], sensitive["best"], sensitive["high"]),
    ):
        assert f'<dd class="big">{wording.number(best, lang)}</dd>' in figures
        assert join.format(wording.number(low, lang), wording.number(high, lang)) in figures
    assert wording.number(exposure["severity"]["score"], lang) in figures


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_practice_category_and_year_stands_in_a_table(
    exposure: dict[str, Any], html: str, lang: str
) -> None:
    own = edition(html, lang)
    assert own.count('<th scope="row">CAB') == len(exposure["practices"])
    for category in exposure["sensitive"]["categories"]:
        assert wording.category(category, lang) in own
    for year in exposure["sensitive"]["timeline"]:
        assert f">{year['year']}</th>" in own


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_chart_has_a_title_a_description_and_its_figures_in_words(
    exposure: dict[str, Any], html: str, lang: str
) -> None:
    own = edition(html, lang)
    drawn = re.findall(r"<svg.*?</svg>", own, re.S)
    assert len(drawn) == 5
    for svg in drawn:
        assert 'role="img"' in svg
        assert re.search(r"<title id=\"[^\"]+\">[^<]+</title><desc id=\"[^\"]+\">[^<]+</desc>", svg)
    hiv = exposure["sensitive"]["categories"]["hiv"]["people"]
    assert wording.span(hiv["low"], hiv["high"], lang) in own


def test_colours_are_left_to_the_style_sheet(html: str) -> None:
    style = re.search(r"<style>(.*?)</style>", html, re.S)
    assert style
    told = set(re.findall(r'(?:fill|stroke)="(#[0-9a-f]{6})"', html))
    assert told
    assert all(f'"{color}"' in style[1] for color in told)


def test_values_are_escaped(changed: dict[str, Any]) -> None:
    evil = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
    changed["practices"][0]["id"] = evil
    changed["coverage"]["files"][0]["format"] = evil
    html = render(changed)
    assert html.count("<script>") == 1
    assert "<img" not in html
    assert html.count("&lt;script&gt;") >= 4


@pytest.mark.parametrize(
    "empty",
    [
        {"practices": []},
        {"sensitive": {"timeline": [], "oldest_note": None, "newest_note": None, "combinations": []}},
    ],
    ids=["no practice", "no dated note"],
)
def test_a_leak_without_it_is_told_too(changed: dict[str, Any], empty: dict[str, Any]) -> None:
    for key, value in empty.items():
        changed[key] = {**changed[key], **value} if isinstance(value, dict) else value
    assert Page(render(changed)).open == []


def test_an_incomplete_reading_and_an_audit_are_said(changed: dict[str, Any]) -> None:
    changed["coverage"]["complete"] = False
    changed["audit"] = {"agreed": 3}
    html = render(changed)
    for lang in ("fr", "en"):
        assert texts(lang)["coverage_incomplete"] in edition(html, lang).replace("&#39;", "'")
        assert texts(lang)["method_audited"] in edition(html, lang).replace("&#39;", "'")


def test_english_first(exposure: dict[str, Any]) -> None:
    assert '<html lang="en" data-lang="en">' in render(exposure, "en")


def test_no_other_language(exposure: dict[str, Any]) -> None:
    with pytest.raises(ViginoteError, match="use one of fr, en"):
        render(exposure, "de")


def test_every_text_is_said_in_both_languages_and_used() -> None:
    from pathlib import Path

    import viginote.report

    room = Path(viginote.report.__file__).parent
    used = "".join(p.read_text(encoding="utf-8") for p in (*room.glob("*.py"), *room.glob("templates/*")))
    for key, said in _all().items():
        assert set(said) == {"fr", "en"}, key
        assert all(said.values()), key
        by_code = key.startswith(
            (
                "why_",
                "flag_",
                "level_",
                "cnil_",
                "factor_",
                "group_",
                "id_",
                "key_",
                "fact_",
                "compared_",
                "known_by_",
                "method_people_by_",
            )
        )
        by_loop = key in {"affirmed", "history", "negated", "hypothetical", "family"}
        assert by_code or by_loop or re.search(rf"\b{key}\b", used), f"{key} is never used"


def test_no_line_ends_before_french_punctuation() -> None:
    assert not [key for key, said in texts("fr").items() if re.search(r" [;:?!%»]|« ", said)]


def test_a_sheet_of_paper_is_no_small_screen() -> None:
    """A4 less its margins is narrower than the small screens on which charts are cut off and scrolled."""
    assert re.findall(r"@media ([^{]*max-width)", asset("style.css")) == ["screen and (max-width"]


def test_files_are_numbered_not_named(changed: dict[str, Any]) -> None:
    file = changed["coverage"]["files"][0]
    changed["coverage"]["files"] = [
        {**file, "path": f"/leak/DURAND Odile {n}.csv", "losses": int(n == 7), "sha256": f"{n:064x}"}
        for n in range(1, 22)
    ]
    changed["comparison"] = {"with": ["/copy/DURAND Odile.csv"], "figures": {}, "complete": True}
    html = render(changed)
    assert "DURAND" not in html
    assert "· 21 fichiers ·" in edition(html, "fr")
    assert re.findall(r">Fichier n° (\d+) \(csv\)<", html) == ["7"]
    assert texts("en")["files_with_losses"] in html
    assert (f"{7:064x}" in html, f"{8:064x}" in html) == (True, False)
    changed["coverage"]["files"].pop()
    html = render(changed)
    assert len(re.findall(r">File no. (\d+) \(csv\)<", html)) == 20
    assert texts("en")["files_with_losses"] not in html


def test_carers_are_told_apart(changed: dict[str, Any]) -> None:
    changed["professionals"] = {"records": 4, "people": 3}
    html = render(changed)
    assert "À part, professionnels et utilisateurs du logiciel\u00a0: 3" in edition(html, "fr")
    assert "Counted apart, carers and users of the software: 3" in edition(html, "en")


def test_what_belongs_to_nobody_known_is_told(changed: dict[str, Any]) -> None:
    changed["sensitive"]["notes"]["unlinked"] = 3
    kept = changed["practices"].pop()
    html = render(changed)
    assert "3 dont l&#39;on ignore le patient" in edition(html, "fr")
    assert "3 whose patient is not known" in edition(html, "en")
    assert "3 commentaires d&#39;un patient inconnu y comptent chacun pour une pers" in edition(html, "fr")
    number = wording.number(changed["records"]["total"] - sum(p["records"] for p in changed["practices"]))
    assert kept["records"] > 1
    assert f"<b>{number}</b> enregistrements ne disent pas de quel cabinet ils sont." in edition(html, "fr")
    assert f"<b>{number}</b> records do not tell their practice." in edition(html, "en")


def test_all_belongs_to_somebody(html: str) -> None:
    assert "ignore le patient" not in html
    assert "de quel cabinet" not in html


def test_one_is_no_plural(changed: dict[str, Any]) -> None:
    changed["people"] |= {"deceased": 1, "minors": 1}
    changed["records"]["duplicates"] = 0
    changed["practices"] = changed["practices"][:1]
    html = render(changed)
    assert "0 doublon · 1 mineur · 1 décédé<" in edition(html, "fr")
    assert "0 duplicates · 1 minor · 1 deceased<" in edition(html, "en")
    assert "1 cabinet concerné." in edition(html, "fr")
