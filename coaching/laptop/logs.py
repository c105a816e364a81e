"""Each process writes its own log; one more collects them all, with prefixes."""

import threading
from collections.abc import Callable
from pathlib import Path

POLL_S = 0.2
COLLECTED = "phasewise.log"


class LogFolder:
    """The logs of one start, and the thread that collects them.

    Files rather than pipes: a process that outlives the launcher for a moment can still write.
    The logs of the start before stay beside them with ``.1`` at the end.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ended = threading.Event()
        self.thread: threading.Thread | None = None
        self.read_up_to: dict[str, int] = {}
        self.listeners: dict[str, Callable[[str], None]] = {}
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for log in folder.glob("*.log"):
            log.replace(log.with_suffix(".log.1"))

    def path(self, name: str, *, listener: Callable[[str], None] | None = None) -> Path:
        """Return the log of a process; its new lines also go to the listener."""
        if listener is not None:
            self.listeners[name] = listener
        self.read_up_to.setdefault(name, 0)
        return self.folder / f"{name}.log"

    def start(self) -> None:
        """Begin to collect."""
        self.thread = threading.Thread(target=self._follow, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Collect what is left and end."""
        self.ended.set()
        if self.thread is not None:
            self.thread.join()

    def _follow(self) -> None:
        while not self.ended.wait(POLL_S):
            self._collect()
        self._collect()

    def _collect(self) -> None:
        with (self.folder / COLLECTED).open("a", encoding="utf-8") as collected:
            for name in tuple(self.read_up_to):
                for line in self._new_lines(name):
                    collected.write(f"{name:8} | {line}\n")
                    if name in self.listeners:
                        self.listeners[name](line)

    def _new_lines(self, name: str) -> list[str]:
        log = self.folder / f"{name}.log"
        if not log.exists():
            return []
        with log.open("rb") as stream:
            stream.seek(self.read_up_to[name])
            # A line still being written is left for the next time.
            whole, newline, _ = stream.read().rpartition(b"\n")
        self.read_up_to[name] += len(whole) + len(newline)
        return whole.decode(errors="replace").splitlines() if newline else []
