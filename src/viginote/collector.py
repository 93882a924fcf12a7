"""Python's collector of garbage, paused where very many objects are made and none is dropped."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused(*, lasting: bool = False) -> Iterator[None]:
    """No search for garbage within; afterwards the collector runs again if it ran before.

    `lasting`: what is made stays, and need not be searched as what is young is.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if lasting and not gc.get_freeze_count():
            gc.freeze()  # from the young generations to the permanent one,
            gc.unfreeze()  # and from there to the old one
        if running:
            gc.enable()
