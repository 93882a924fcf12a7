"""The page at / in headless Chromium, used with real keys: what it shows, what it refuses, what it keeps."""

from collections.abc import Iterator

import pytest
from served import TOKEN, served

from browser import NEEDS_CHROMIUM, Page, browser

pytestmark = NEEDS_CHROMIUM

NOTE = (
    "😀 Mme DURAND, VIH+, frère schizophrène, pas de canna.\n"
    "Vue à la clinique Marie Stopes pour IVG, tél 06 39 98 12 34.\n"
    "<script>document.title = 1</script><svg onload='document.title = 1'>"
)
READY = "!document.getElementById('results').hidden"
TEXTS = "(selector) => [...document.querySelectorAll(selector)].map((e) => e.textContent)"
#: The lowest contrast of visible text with what lies behind it (WCAG 2.2, 1.4.3).
CONTRAST = """
(() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = numbers(colour).slice(0, 3)
      .map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (e) => {
    const colour = getComputedStyle(e).backgroundColor;
    return numbers(colour)[3] === 0 ? behind(e.parentElement) : colour;
  };
  const ratios = [...document.querySelectorAll("h1, p, label, textarea, select, button, mark, a, th, td")]
    .filter((e) => e.checkVisibility() && (e.textContent || e.value))
    .map((e) => [light(getComputedStyle(e).color), light(behind(e))].sort((a, b) => b - a))
    .map(([high, low]) => (high + 0.05) / (low + 0.05));
  return Math.min(...ratios);
})()
"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(None) as address:
        yield address


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with browser(tmp_path_factory.mktemp("profile")) as page:
        yield page


@pytest.fixture
def page(window: Page, address: str) -> Page:
    """The page, opened anew, in French."""
    window.complaints.clear()
    window.emulate()
    window.open(address)
    window.see("document.querySelector('[data-lang=fr]').click()")
    return window


def texts(page: Page, selector: str) -> list[str]:
    found: list[str] = page.see(f"({TEXTS})({selector!r})")
    return found


def paste(page: Page, note: str) -> None:
    page.see("document.getElementById('note').focus()")
    page.type(note)
    page.press("Enter", ctrl=True)


def scanned(page: Page, note: str = NOTE) -> Page:
    paste(page, note)
    page.until(READY)
    return page


def test_a_note_is_shown_with_what_was_found_and_its_redaction(page: Page) -> None:
    scanned(page)
    assert texts(page, "#rows td:nth-child(2)") == [
        "DURAND", "VIH", "schizophrène", "canna", "clinique Marie Stopes", "IVG", "06 39 98 12 34",
    ]  # fmt: skip
    assert texts(page, "#rows tr:nth-child(3) td") == [
        "schizophrène", "psychiatrie", "d'un proche",
        "dit de quelqu'un d'autre\xa0; terme\xa0: schizophrène\xa0; indice\xa0: frere\xa0; "
        "à propos de\xa0: frere",
        "0,95",
    ]  # fmt: skip
    assert texts(page, "#marked mark") == texts(page, "#rows td:nth-child(2)")
    assert texts(page, "#marked .tag")[:3] == ["nom", "VIH · affirmé", "psychiatrie · d'un proche"]
    assert texts(page, "#status") == ["Résultats\xa0: 7"]
    (redacted,) = texts(page, "#redacted")
    assert redacted.startswith(
        "😀 Mme [PERSON], VIH+, frère schizophrène, pas de canna.\nVue à la [HOSPITAL] "
    )
    assert page.complaints == []


def test_findings_that_overlap_are_both_marked(page: Page) -> None:
    scanned(page, "suivi au CMP de Clamart")
    assert texts(page, "#marked mark") == ["suivi au ", "CMP", " de Clamart"]
    classes = page.see("[...document.querySelectorAll('#marked mark')].map((e) => e.className)")
    assert classes == ["sensitive", "sensitive identifier", "identifier"]


def test_markup_in_a_note_is_text(page: Page) -> None:
    scripts = page.see("document.scripts.length")
    scanned(page)
    assert NOTE.splitlines()[2] in texts(page, "#marked")[0]
    assert NOTE.splitlines()[2] in texts(page, "#redacted")[0]
    assert page.see("document.scripts.length") == scripts
    assert page.see("document.querySelectorAll('svg').length") == 0
    assert page.see("document.title") == "viginote"
    assert page.complaints == []


def test_it_speaks_both_languages(page: Page) -> None:
    scanned(page)
    page.see("document.querySelector('[data-lang=en]').click()")
    assert page.see("document.documentElement.lang") == "en"
    assert texts(page, "label") == ["Note to scan", "Redaction"]
    assert texts(page, "#status") == ["Findings: 7"]
    assert texts(page, "#rows tr:nth-child(4) td") == [
        "canna", "alcohol, tobacco, drugs", "negated",
        "cue in scope; term: canna; cue: pas de; said of: patient", "0.95",
    ]  # fmt: skip
    assert page.see("document.getElementById('note').value") == NOTE
    assert page.see("document.querySelector('[data-lang=en]').getAttribute('aria-pressed')") == "true"


def test_keys_alone_reach_everything(page: Page) -> None:
    page.see("document.activeElement.blur()")
    focus = (
        "document.activeElement.dataset.lang ?? (document.activeElement.id || document.activeElement.type)"
    )
    reached = []
    for _ in range(6):
        page.press("Tab")
        reached.append(page.see(focus))
    assert reached == ["fr", "en", "note", "policy", "submit", "reset"]
    for _ in range(4):
        page.press("Tab", shift=True)
    page.press("Space")
    assert page.see("document.documentElement.lang") == "en"
    page.press("Tab")
    page.type("Mme DURAND, VIH+")
    page.press("Tab")
    page.press("Tab")
    page.press("Enter")
    page.until(READY)
    page.press("Tab")
    page.press("Tab")
    page.press("Enter")
    assert page.see("location.hash") == "#finding-1"
    page.see("document.querySelector('[type=reset]').focus()")
    page.press("Space")
    assert texts(page, "#marked, #rows, #redacted, #status") == ["", "", "", ""]
    assert page.see("document.activeElement.id + document.activeElement.value") == "note"
    assert page.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_readable_in_any_light_on_any_width(page: Page, scheme: str) -> None:
    page.emulate(width=390, prefers_color_scheme=scheme)
    scanned(page)
    assert page.see(f"matchMedia('(prefers-color-scheme: {scheme})').matches")
    assert page.see(CONTRAST) >= 4.5
    assert page.see("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_kinds_differ_without_colour(page: Page) -> None:
    scanned(page)
    style = "(kind) => { const s = getComputedStyle(document.querySelector('mark.' + kind)); return "
    underlined = [page.see(f"({style} s.textDecorationLine }})('{k}')") for k in ("identifier", "sensitive")]
    boxed = [page.see(f"({style} s.outlineStyle }})('{k}')") for k in ("identifier", "sensitive")]
    assert underlined == ["underline", "none"]
    assert boxed == ["none", "solid"]


def test_nothing_is_kept(page: Page, address: str) -> None:
    scanned(page)
    kept = "[localStorage.length, sessionStorage.length, document.cookie, (await caches.keys()).length, "
    kept += "(await indexedDB.databases()).length]"
    assert page.see(f"(async () => {kept})()") == [0, 0, "", 0, 0]
    assert page.see("location.href") == address
    page.open(address)
    assert page.see("document.getElementById('note').value") == ""


def test_the_policy_refuses_another_origin_and_written_html(page: Page, address: str) -> None:
    elsewhere = address.replace("127.0.0.1", "localhost") + "health"
    assert page.see(f"fetch({elsewhere!r}).then(() => 'answered', (e) => e.name)") == "TypeError"
    html = "(() => { try { document.body.innerHTML = '<b>x</b>' } catch (e) { return e.name } })()"
    assert page.see(html) == "TypeError"
    assert any("Content Security Policy" in said for said in page.complaints)


def test_a_long_note_is_refused_in_the_readers_words(page: Page) -> None:
    paste(page, "a" * 6000)
    page.until("document.getElementById('status').classList.contains('fault')")
    assert texts(page, "#status") == ["La note est trop longue\xa0; analysez-la en plusieurs parties."]
    assert page.see("document.getElementById('results').hidden")


def test_a_policy_without_its_key_is_told(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VIGINOTE_KEY", raising=False)
    monkeypatch.delenv("VIGINOTE_KEY_FILE", raising=False)
    page.see("document.getElementById('policy').value = 'encrypt'")
    paste(page, NOTE)
    page.until("document.getElementById('status').classList.contains('fault')")
    assert texts(page, "#status")[0].startswith("Le serveur a refusé\xa0: no key was given")


def test_a_token_is_asked_for_where_the_server_has_one(window: Page) -> None:
    with served(TOKEN) as address:
        window.open(address)
        window.see("document.querySelector('[data-lang=fr]').click()")
        window.see("document.getElementById('token').focus()")
        window.type("wrong")
        paste(window, NOTE)
        window.until("document.getElementById('status').classList.contains('fault')")
        assert texts(window, "#status") == ["Jeton refusé\xa0; vérifiez-le, puis recommencez."]
        window.see("document.getElementById('token').select()")
        window.type(TOKEN)
        window.press("Enter")
        window.until(READY)
        assert texts(window, "#marked mark")[0] == "DURAND"
