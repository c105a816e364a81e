"""One launcher per folder."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from coaching.laptop.lock import AlreadyRunning, hold_folder

HOLDER = """
import pathlib, signal, sys
from coaching.laptop.lock import hold_folder
with hold_folder(pathlib.Path(sys.argv[1]), address="http://localhost:8123"):
    print("held", flush=True)
    signal.pause()
"""


def test_folder_held_by_another_start_is_refused_with_its_address(tmp_path: Path) -> None:
    with (
        hold_folder(tmp_path, address="http://localhost:8000"),
        pytest.raises(AlreadyRunning) as refusal,
        hold_folder(tmp_path, address="http://localhost:8001"),
    ):
        pass

    assert str(refusal.value) == (
        f"Phasewise is already running on {tmp_path} and answers at http://localhost:8000: use "
        "that one, or end it with Ctrl-C first."
    )


def test_folder_of_a_start_that_ended_is_free(tmp_path: Path) -> None:
    with hold_folder(tmp_path, address="http://localhost:8000"):
        pass

    with hold_folder(tmp_path, address="http://localhost:8001"):
        assert (tmp_path / "lock").read_text() == "http://localhost:8001"


def test_folder_of_a_killed_start_is_free(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    holder = subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ})
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with (
        pytest.raises(AlreadyRunning, match="http://localhost:8123"),
        hold_folder(tmp_path, address="http://localhost:8000"),
    ):
        pass

    holder.send_signal(signal.SIGKILL)
    holder.wait()
    holder.stdout.close()

    with hold_folder(tmp_path, address="http://localhost:8000"):
        assert (tmp_path / "lock").read_text() == "http://localhost:8000"
