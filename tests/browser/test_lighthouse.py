"""Lighthouse, as npm ships it, over the pages that an athlete opens in the gym."""

import json
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from athletes.models import Plan
from tests.browser.phones import cookie_of, first_session
from tests.chromium import FLAGS, find_chromium

pytestmark = [pytest.mark.nightly, pytest.mark.django_db(transaction=True)]

# The last that runs on Node 20; 13 asks for 22.
PACKAGE = "lighthouse@12.8.2"
LEAST = 95
CATEGORIES = ("performance", "accessibility", "best-practices")
# Other work on the machine only takes points of speed away: the best run is nearest to the page's.
RUNS = 3
MINUTES = 60


@pytest.fixture(scope="session")
def lighthouse() -> Path:
    """The program, fetched once into the user's cache, outside of the repository."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("no npm: install it with `apt-get install npm`")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "phasewise" / PACKAGE
    program = folder / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        folder.mkdir(parents=True, exist_ok=True)
        quiet = ("--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--silent")
        subprocess.run(
            [npm, "install", "--prefix", str(folder), *quiet, PACKAGE],
            check=True,
            timeout=10 * MINUTES,
        )
    return program


@pytest.fixture
def port(browser: Browser, plan: Plan, live_server: Any, tmp_path: Path) -> Iterator[int]:
    """Where a Chromium listens that is signed in as the athlete.

    A header of Lighthouse's own would not reach what the service worker asks for.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = free.getsockname()[1]
    context = browser.browser_type.launch_persistent_context(
        tmp_path / "profile",
        executable_path=find_chromium(),
        args=[*FLAGS, f"--remote-debugging-port={number}"],
    )
    context.add_cookies([cookie_of(plan.athlete.user, url=live_server.url)])
    yield number
    context.close()


def look_at(url: str, *, program: Path, port: int, folder: Path) -> dict[str, Any]:
    """Return Lighthouse's report on a page as a phone gets it."""
    report = folder / "report.json"
    categories = f"--only-categories={','.join(CATEGORIES)}"
    asked = ["--quiet", "--output=json", f"--output-path={report}", categories, f"--port={port}"]
    subprocess.run([str(program), url, *asked], check=True, timeout=5 * MINUTES)
    found: dict[str, Any] = json.loads(report.read_text())
    assert "runtimeError" not in found, found["runtimeError"]
    assert found["finalDisplayedUrl"] == url
    return found


def scores_of(report: dict[str, Any]) -> dict[str, int]:
    return {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}


def faults_of(report: dict[str, Any]) -> list[str]:
    """Return what cost points, with the figure that Lighthouse shows."""
    return sorted(
        f"{name} {audit.get('displayValue', '')}".strip()
        for name, audit in report["audits"].items()
        if audit["score"] is not None and audit["score"] < 0.9
    )


@pytest.mark.parametrize("page", ["today", "session"])
def test_page_is_fast_accessible_and_sound(
    page: str, lighthouse: Path, plan: Plan, live_server: Any, port: int, tmp_path: Path
) -> None:
    arguments = [first_session(plan).pk] if page == "session" else []
    url = live_server.url + reverse(page, args=arguments)

    reports = [look_at(url, program=lighthouse, port=port, folder=tmp_path) for _ in range(RUNS)]

    scores = [scores_of(report) for report in reports]
    print(page, scores)  # noqa: T201 - a night's figures are read in its log
    found = {name: min(one[name] for one in scores) for name in CATEGORIES}
    found["performance"] = max(one["performance"] for one in scores)
    low = {name: score for name, score in found.items() if score < LEAST}
    assert low == {}, [faults_of(report) for report in reports]
