"""Runs commands as processes of their own, without paying for the imports each time.

Started once; reads one JSON order a line from standard input. For each it forks, points the standard
streams to files, sets limits and faults, and runs the command line as the terminal would.
"""

import json
import os
import resource
import sys
import tempfile
from typing import Any

import faults

import viginote.batch
import viginote.evaluation
import viginote.exposure
import viginote.report
import viginote.terminal  # noqa: F401 (loaded before the forks)
from viginote.batch import run
from viginote.cli import main
from viginote.redaction import Policy
from viginote.scanner import Scanner


def serve() -> None:
    """Obey orders until the input ends; one line with the exit status (negative: the signal) for each."""
    Scanner().scan("Mme DURAND, VIH")  # model and lexicons are loaded once, before the forks
    run._TASK_CELLS, run._SAVE_EVERY = 10, 0.0  # so that a small leak makes several tasks, each of them saved
    Policy.load("default")
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _obey(json.loads(line))
        _, status = os.waitpid(child, 0)
        print(json.dumps({"status": os.waitstatus_to_exitcode(status)}), flush=True)


def _obey(order: dict[str, Any]) -> None:
    os.environ.update(order["env"])
    tempfile.tempdir = None
    os.chdir(order["cwd"])
    for number, place in enumerate((os.devnull, order["out"], order["err"])):
        os.dup2(os.open(place, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), number)
    sys.argv = ["viginote", *order["argv"]]
    if order["fault"]:
        getattr(faults, order["fault"])()
    if order["file_bytes"]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["file_bytes"],) * 2)
    try:
        main()
        status = 0
    except SystemExit as stop:
        status = int(stop.code or 0)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(status)


if __name__ == "__main__":
    serve()
