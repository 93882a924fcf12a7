"""The report: one HTML file, French and English, that needs nothing from elsewhere."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from viginote.errors import ViginoteError
from viginote.exposure import wording
from viginote.outputs import write_text
from viginote.report import charts
from viginote.report.inline import asset, policy_hash
from viginote.report.texts import texts

LANGUAGES = ("fr", "en")


def render(exposure: dict[str, Any], lang: str = "fr") -> str:
    """The report of what exposure.json holds. Both languages are in it; `lang` is the one shown first.

    Every value is escaped; the page's policy allows its own style and script by their hashes and nothing
    else, so that nothing that came out of a leak could run or call home.
    """
    if lang not in LANGUAGES:
        raise ViginoteError(f"report: no language of that name; use one of {', '.join(LANGUAGES)}")
    environment = Environment(
        loader=PackageLoader("viginote.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script = asset("base.css") + asset("style.css"), asset("sort.js")
    bodies = {language: _body(environment, exposure, language) for language in LANGUAGES}
    return environment.get_template("page.html.j2").render(
        lang=lang,
        bodies=bodies,
        titles={language: texts(language)["title"] for language in LANGUAGES},
        style=Markup(style),  # noqa: S704 (files of this package)
        script=Markup(script),  # noqa: S704
        style_hash=policy_hash(style),
        script_hash=policy_hash(script),
    )


def write(exposure: dict[str, Any], path: str | Path, lang: str = "fr") -> Path:
    """Write the report to `path`, readable by its owner only."""
    target = Path(path)
    write_text(render(exposure, lang), target)
    return target


def _body(environment: Environment, exposure: dict[str, Any], lang: str) -> Markup:
    words = texts(lang)
    scoped = environment.overlay()
    scoped.filters = {**environment.filters, **wording.filters(lang)}
    page = scoped.get_template("body.html.j2").render(
        e=exposure, t=words, lang=lang, charts=_charts(exposure, lang, words)
    )
    return Markup(page)  # noqa: S704 (rendered with escaping)


def _charts(exposure: dict[str, Any], lang: str, words: dict[str, str]) -> dict[str, Markup]:
    """The drawn charts by name; those without data are left out."""
    specs = {
        "severity": (charts.severity(exposure, lang, words), "severity_section", "severity_intro"),
        "identifiers": (charts.identifiers(exposure, lang, words), "identifiers_title", "identifiers_intro"),
        "categories": (charts.categories(exposure, lang, words), "categories_title", "categories_intro"),
    }
    if exposure["sensitive"]["timeline"]:
        specs["timeline"] = (charts.timeline(exposure, words), "timeline_title", "core_notes_per_year")
    if len(exposure["practices"]) > 1:
        specs["practices"] = (charts.practices(exposure, lang, words), "practices_chart", "categories_intro")
    return {
        name: Markup(  # noqa: S704 (drawn from escaped text)
            charts.draw(spec, lang, name=f"chart-{lang}-{name}", title=words[title], description=words[text])
        )
        for name, (spec, title, text) in specs.items()
    }
