"""The server."""

from pathlib import Path
from typing import Annotated

import typer

from viginote.cli.common import AllowOption, KeyOption, LexiconOption, NamesOption, keys_in
from viginote.errors import ViginoteError


def serve(
    host: Annotated[
        str, typer.Option(help="Address; outside loopback, a token and TLS are needed.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port.", min=1, max=65535)] = 8750,
    token_file: Annotated[
        Path | None, typer.Option(help="File that holds the token of callers; else VIGINOTE_TOKEN.")
    ] = None,
    certificate: Annotated[Path | None, typer.Option(help="TLS certificate (PEM).")] = None,
    private_key: Annotated[Path | None, typer.Option(help="Private key of the certificate (PEM).")] = None,
    key_file: KeyOption = None,
    lexicon: LexiconOption = [],
    names: NamesOption = [],
    allow: AllowOption = [],
) -> None:
    """Serve scan, redact and restore over HTTP, for software that is not Python (extra `serve`).

    Example: viginote serve --port 8750
    """
    from viginote.scanner import Scanner

    try:
        from viginote.serve import serve as start
    except ModuleNotFoundError as error:
        raise ViginoteError(f"{error.name} is missing: pip install 'viginote[serve]'") from None
    start(
        Scanner(lexicons=lexicon, names=names, allow=allow),
        host,
        port,
        keys=keys_in(key_file),
        token_file=token_file,
        certificate=certificate,
        private_key=private_key,
    )
