"""Writes cli.md, the reference of the command line, from the commands themselves.

python docs/reference/make.py
"""

import re
from pathlib import Path
from typing import Any

import typer

from viginote.cli import app

PAGE = Path(__file__).with_name("cli.md")
HEAD = """# Command line

Written by `python docs/reference/make.py` from the commands themselves.

Exit status: 0 done and complete; 1 findings, with `--fail-on-findings`; 2 wrong use or unusable input; 3 done
but incomplete (each loss counted and located), or cut short. `VIGINOTE_KEY_FILE` and `VIGINOTE_KEY` give the
key where no `--key-file` does; `NO_COLOR` turns colours off; `--install-completion` sets up your shell.
"""


def page() -> str:
    """The reference as Markdown."""
    return HEAD + "".join(
        _section(name, command) for name, command in _commands("viginote", typer.main.get_command(app))
    )


def _commands(name: str, command: Any) -> list[tuple[str, Any]]:
    """The commands below this one, in the order of their definition, groups unfolded."""
    if not hasattr(command, "commands"):
        return [(name, command)]
    return [pair for sub, child in command.commands.items() for pair in _commands(f"{name} {sub}", child)]


def _section(name: str, command: Any) -> str:
    arguments = " ".join(_usage(p) for p in command.params if p.param_type_name == "argument")
    lines = [f"\n## {name}\n", _prose(command.help or ""), f"\n```text\n{name} {arguments} [OPTIONS]\n```\n"]
    rows = [_row(p) for p in command.params if not getattr(p, "hidden", False)]
    return "\n".join([*lines, "| | | default |\n|---|---|---|", *rows, ""])


def _usage(parameter: Any) -> str:
    name = parameter.name.upper() + ("..." if parameter.nargs == -1 else "")
    return name if parameter.required else f"[{name}]"


def _prose(text: str) -> str:
    """The help of a command, its example in code."""
    text = re.sub(r"\s*\n\s*\n\s*", "\n\n", text.strip())
    return re.sub(r"^Example: (.*)$", r"Example: `\1`", text, flags=re.MULTILINE)


def _row(parameter: Any) -> str:
    names = ", ".join([*parameter.opts, *parameter.secondary_opts])
    name = names.upper() if parameter.param_type_name == "argument" else names
    default = parameter.default if isinstance(parameter.default, str | int | float) else None
    shown = "" if default is None or isinstance(default, bool) else f"`{default}`"
    return f"| `{name}` | {(getattr(parameter, 'help', None) or '').replace('|', '/')} | {shown} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
