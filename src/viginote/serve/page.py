"""The page at /: a note pasted into it, highlighted with the reasons, and redacted; French and English."""

from collections.abc import Iterable
from importlib.resources import files
from typing import Any

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from viginote.exposure.wording import CATEGORY_NAMES
from viginote.report.inline import asset, policy_hash


def render(policies: Iterable[str], token: bool) -> tuple[str, dict[str, str]]:
    """The page and its headers. `policies`: names to choose from. `token`: whether it asks for one.

    It holds all that it needs; its policy allows that style and that script by their hashes, requests to this
    server, and nothing else. It may not stand in a frame, nor may its script write HTML.
    """
    style = asset("base.css") + asset("style.css", __package__)
    script = asset("page.js", __package__)
    environment = Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    content = environment.get_template("page.html.j2").render(
        policies=list(policies),
        token=token,
        fr=_texts("fr") | {"reasons": _read("reasons.yaml")},
        en=_texts("en") | {"reasons": {}},
        style=Markup(style),  # noqa: S704 (files of this package)
        script=Markup(script),  # noqa: S704
    )
    allowed = (
        f"default-src 'none'; style-src '{policy_hash(style)}'; script-src '{policy_hash(script)}'; "
        "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
    return content, {
        "Content-Security-Policy": allowed,
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def _texts(lang: str) -> dict[str, Any]:
    said = {key: both[lang] for key, both in _read("texts.yaml").items()}
    return said | {f"label_{name}": text for name, text in CATEGORY_NAMES[lang].items()} | {"lang": lang}


def _read(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(files(__package__).joinpath(name).read_text(encoding="utf-8"))
    return loaded
