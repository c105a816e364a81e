"""Child processes that end when their parent does."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1
SENTENCE_LINES = 12
PREDECESSOR_S = 30.0
POLL_S = 0.02


def end_with_parent(death_signal: signal.Signals) -> Callable[[], None] | None:
    """Return what a child runs first so that the kernel signals it when its parent dies.

    None where the kernel can't (anything but Linux): there an orderly stop still ends it.
    """
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl

    def arrange() -> None:
        prctl(PR_SET_PDEATHSIG, int(death_signal))

    return arrange


def start_child(
    command: Sequence[str],
    *,
    output: IO[bytes] | int,
    death_signal: signal.Signals = signal.SIGTERM,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> subprocess.Popen[bytes]:
    """Start a command in its own session, both of its outputs going to ``output``.

    Call it from the main thread: the kernel counts the death of the starting thread.
    Its own session keeps a Ctrl-C in the terminal from reaching every process at once.
    """
    return subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=environment,
        cwd=folder,
        start_new_session=True,
        preexec_fn=end_with_parent(death_signal),
    )


def stop_child(
    process: subprocess.Popen[bytes], *, by: signal.Signals, patience_s: float = 30
) -> int:
    """Ask a child to end, kill it when it outstays the patience, and return its exit status."""
    if process.poll() is None:
        process.send_signal(by)
    try:
        return process.wait(timeout=patience_s)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def end_predecessor(*, pid_file: Path, folder: Path, by: signal.Signals) -> None:
    """End a server that outlived a killed launcher, and forget a number that isn't its own.

    After a restart of the machine the number may belong to any other process, which has
    nothing to do with ``folder``.
    """
    if not pid_file.exists():
        return
    pid = int(pid_file.read_text().split()[0])
    deadline = time.monotonic() + PREDECESSOR_S
    asked = False
    while _serves(pid, folder) and time.monotonic() < deadline:
        if not asked:
            os.kill(pid, by)
            asked = True
        time.sleep(POLL_S)
    pid_file.unlink(missing_ok=True)


def _serves(pid: int, folder: Path) -> bool:
    try:
        return str(folder).encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def last_lines(log: Path) -> str:
    """Return the end of a log, for the sentence that tells why a server died."""
    if not log.exists():
        return ""
    lines = log.read_text(errors="replace").splitlines()
    return "\n".join(lines[-SENTENCE_LINES:])
