"""Style and script that stand inside a page, and how its content security policy names them."""

import base64
import hashlib
from importlib.resources import files


def asset(name: str, package: str = "viginote.report") -> str:
    """The text of a file in the folder `assets` of a package."""
    return files(package).joinpath("assets", name).read_text(encoding="utf-8")


def policy_hash(text: str) -> str:
    """An inline block as a content security policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
