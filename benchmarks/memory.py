"""The memory that a process and those it started hold, looked at while they work (Linux: from /proc)."""

import os
import threading
from pathlib import Path
from types import TracebackType

_MB = 1_000_000
_PAGE = os.sysconf("SC_PAGE_SIZE")
_EVERY = 0.2  # seconds


class Memory:
    """Watches this process and its descendants while open. In MB: `largest`, the peak of any one of them;
    `together`, the peak of their sum, in which pages that they share count for each.
    """

    def __init__(self) -> None:
        self.largest = self.together = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Memory":
        self._thread.start()
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(_EVERY):
            sizes = [size // _MB for size in resident(os.getpid())]
            self.largest = max(self.largest, *sizes)
            self.together = max(self.together, sum(sizes))


def resident(root: int) -> list[int]:
    """Bytes in memory of the process `root` and of each of its descendants."""
    parents, sizes = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            # The second field is a name in brackets, which may hold anything.
            fields = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        parents[int(folder.name)] = int(fields[1])
        sizes[int(folder.name)] = int(fields[21]) * _PAGE
    family = {root}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return [sizes.get(pid, 0) for pid in family]
