"""Errors meant for the person at the terminal: a place, a reason and a remedy, never a scanned value."""


class ViginoteError(Exception):
    """Wrong use or unusable input. The command line prints the message alone and exits with status 2.

    The message names the place (a path, a table, a line number) and the remedy.
    It never holds a scanned value.
    """

    #: Exit status of the command line.
    status = 2


class Unwritable(ViginoteError):
    """What was to be written cannot be: nothing more can be written there, whatever is read next."""


class Interrupted(ViginoteError):
    """The work was cut short by something outside it; the same command goes on from there. Status 3."""

    status = 3


def system_reason(error: BaseException) -> str:
    """Why a file could not be read or written, in the system's words, which hold nothing that was read."""
    return getattr(error, "strerror", None) or type(error).__name__
