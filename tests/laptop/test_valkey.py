"""The embedded Valkey: starts, keeps its keys through a kill."""

import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from coaching.laptop.valkey import Valkey, ValkeyDied


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder with a path short enough for a socket."""
    path = Path(tempfile.mkdtemp(prefix="pw-"))
    yield path
    shutil.rmtree(path)


@pytest.fixture
def valkey(folder: Path) -> Iterator[Valkey]:
    server = Valkey(folder=folder / "valkey", sockets=folder, log=folder / "log")
    yield server
    server.stop()


def test_valkey_killed_starts_again_with_its_keys(valkey: Valkey) -> None:
    valkey.start()
    valkey.wait()
    with redis.Redis.from_url(valkey.url) as client:
        client.set("lift", "squat")
        # The log is flushed to the disk once a second; here only the process dies.
        assert client.config_get("appendonly", "maxmemory-policy") == {
            "appendonly": "yes",
            "maxmemory-policy": "noeviction",
        }
    assert valkey.process is not None

    valkey.process.send_signal(signal.SIGKILL)
    valkey.process.wait()
    valkey.start()
    valkey.wait()

    with redis.Redis.from_url(valkey.url) as client:
        assert client.get("lift") == b"squat"


def test_valkey_listens_on_no_port(valkey: Valkey) -> None:
    valkey.start()
    valkey.wait()

    with redis.Redis.from_url(valkey.url) as client:
        assert client.config_get("port") == {"port": "0"}


def test_valkey_with_a_broken_log_tells_its_last_words(valkey: Valkey, folder: Path) -> None:
    valkey.start()
    valkey.wait()
    valkey.stop()
    (manifest,) = (folder / "valkey" / "appendonlydir").glob("*.manifest")
    manifest.write_text("nonsense\n")
    valkey.start()

    with pytest.raises(ValkeyDied, match="Invalid AOF manifest file format"):
        valkey.wait()
