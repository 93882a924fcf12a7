"""Schemathesis: the server does what its OpenAPI description says, on right and on wrong requests."""

import subprocess
import sys
from pathlib import Path

import pytest
from served import TOKEN, served

from viginote.redaction import Keys


@pytest.mark.parametrize("token", [None, TOKEN], ids=["without a token", "with a token"])
def test_the_server_keeps_to_its_description(token: str | None, tmp_path: Path) -> None:
    authorization = ["--header", f"Authorization: Bearer {token}"] if token else []
    with served(token, Keys.generate()) as address:
        done = subprocess.run(
            [
                Path(sys.executable).with_name("schemathesis"), "run", f"{address}openapi.json",
                "--max-examples=10", "--generation-deterministic", "--no-color", *authorization,
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert "Tested: 4" in done.stdout
