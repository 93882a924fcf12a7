"""The page in headless Chromium: no console error, sorting, language switch, keyboard, paper."""

import base64
import hashlib
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from browser import CHROMIUM, FLAGS, NEEDS_CHROMIUM
from viginote.report import render

pytestmark = NEEDS_CHROMIUM

#: Uses the page as a person does and leaves what it saw in the DOM.
_USE = """
const value = (cell) => cell.dataset.v ?? cell.textContent;
const column = (table, i) => [...table.tBodies[0].rows].map((row) => value(row.cells[i]));
const table = document.querySelector('.edition[lang="fr"] #cabinets-fr table');
const button = table.tHead.rows[0].cells[2].querySelector("button");
const seen = { before: column(table, 2) };
button.click();
seen.down = column(table, 2);
seen.downSaid = table.tHead.rows[0].cells[2].getAttribute("aria-sort");
button.click();
seen.up = column(table, 2);
seen.upSaid = table.tHead.rows[0].cells[2].getAttribute("aria-sort");
table.tHead.rows[0].cells[0].querySelector("button").click();
seen.names = column(table, 0);
seen.sorted = [...table.tHead.rows[0].cells].filter((c) => c.hasAttribute("aria-sort")).length;
button.focus();
seen.focus = document.activeElement === button;
const visible = (element) => getComputedStyle(element).display !== "none";
const shown = () => [...document.querySelectorAll(".edition")].filter(visible);
seen.first = shown().map((e) => e.lang);
document.querySelector('.edition[lang="fr"] [data-show="en"]').click();
seen.second = shown().map((e) => e.lang);
seen.lang = document.documentElement.lang;
seen.title = document.title;
seen.pressed = document.activeElement.textContent;
seen.wide = document.documentElement.scrollWidth <= document.documentElement.clientWidth;
seen.cut = [...document.querySelectorAll(".scroll")].filter((e) => e.scrollWidth > e.clientWidth).length;
dispatchEvent(new Event("beforeprint"));
seen.folded = document.querySelectorAll("details:not([open])").length;
document.body.dataset.seen = JSON.stringify(seen);
"""


def chromium(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            str(CHROMIUM),
            *FLAGS,
            "--enable-logging=stderr",
            f"--user-data-dir={tmp_path / 'profile'}",
            *arguments,
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )


@pytest.fixture(scope="module")
def html(exposure: dict[str, Any]) -> str:
    return render(exposure)


@pytest.fixture
def page(html: str, tmp_path: Path) -> Path:
    path = tmp_path / "report.html"
    path.write_text(html, encoding="utf-8")
    return path


def test_it_opens_without_a_console_message(page: Path, tmp_path: Path) -> None:
    done = chromium(tmp_path, "--dump-dom", page.as_uri())
    assert "CONSOLE" not in done.stderr
    assert "<h1>" in done.stdout


def test_a_foreign_script_would_be_refused(html: str, tmp_path: Path) -> None:
    """So that the test above can fail: the policy speaks up in the console."""
    path = tmp_path / "foreign.html"
    path.write_text(
        html.replace("</body>", "<script>document.title='foreign'</script></body>"), encoding="utf-8"
    )
    done = chromium(tmp_path, "--dump-dom", path.as_uri())
    assert "CONSOLE" in done.stderr
    assert "<title>foreign</title>" not in done.stdout


def test_it_sorts_and_switches_language(html: str, tmp_path: Path) -> None:
    digest = base64.b64encode(hashlib.sha256(_USE.encode()).digest()).decode()
    used = html.replace("script-src ", f"script-src 'sha256-{digest}' ").replace(
        "</body>", f"<script>{_USE}</script></body>"
    )
    path = tmp_path / "used.html"
    path.write_text(used, encoding="utf-8")
    done = chromium(tmp_path, "--window-size=1280,900", "--dump-dom", path.as_uri())
    assert "CONSOLE" not in done.stderr
    found = re.search(r'data-seen="([^"]+)"', done.stdout)
    assert found
    seen = json.loads(found[1].replace("&quot;", '"').replace("&amp;", "&"))
    down = [float(v) for v in seen["down"]]
    assert down == sorted((float(v) for v in seen["before"]), reverse=True)
    assert [float(v) for v in seen["up"]] == sorted(down)
    assert (seen["downSaid"], seen["upSaid"]) == ("descending", "ascending")
    assert seen["names"] == sorted(seen["names"], reverse=True)
    assert seen["sorted"] == 1
    assert seen["focus"]
    assert (seen["first"], seen["second"]) == (["fr"], ["en"])
    assert (seen["lang"], seen["title"], seen["pressed"]) == ("en", "Exposure of people", "English")
    assert seen["wide"], "the page scrolls sideways"
    assert seen["cut"] == 0, "a table does not fit"
    assert seen["folded"] == 0, "what is folded away is not printed"


def test_it_prints(page: Path, tmp_path: Path) -> None:
    paper = tmp_path / "report.pdf"
    chromium(tmp_path, f"--print-to-pdf={paper}", page.as_uri())
    content = paper.read_bytes()
    assert content.startswith(b"%PDF")
    assert 3 <= len(re.findall(rb"/Type\s*/Page\b", content)) <= 14
