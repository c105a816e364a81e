"""Make the gym, measure, print the table and write docs/benchmarks.md; what is named only print.

`python -m benchmarks --folder /tmp/gym summaries` takes that line's figures again.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.servers import Servers, servers, web
from benchmarks.table import Line, as_markdown, write_page
from coaching import env

NAMES = (
    "pages",
    "assign",
    "resolve",
    "statistics",
    "roll",
    "crowd",
    "console",
    "reports",
    "summaries",
)
PAGE = env.ROOT / "docs" / "benchmarks.md"


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument(
        "--folder", type=Path, help="keep the data here, and use what is there from today"
    )
    parser.add_argument("--no-page", action="store_true", help="print only")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"only {', '.join(NAMES)}")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(NAMES):
        parser.error(f"{', '.join(sorted(unknown))}: choose from {', '.join(NAMES)}")
    names, is_written = asked.names or NAMES, not asked.no_page and not asked.names
    if asked.folder:
        asked.folder.mkdir(parents=True, exist_ok=True)
        run(asked.folder.resolve(), names=names, is_written=is_written)
        return
    with tempfile.TemporaryDirectory(prefix="phasewise-bench-", ignore_cleanup_errors=True) as name:
        # PostgreSQL may run as another user than this one.
        Path(name).chmod(0o755)
        run(Path(name), names=names, is_written=is_written)


def run(folder: Path, *, names: Collection[str], is_written: bool) -> None:
    """Measure what is named once."""
    began, now = time.monotonic(), datetime.now(UTC)
    with servers(folder) as running:
        counts = prepare(running.environment["DATABASE_OWNER_URL"], now=now)

        lines = []
        for line in measured(running, folder=folder, names=names, now=now):
            print(" | ".join(line.cells), flush=True)
            lines.append(line)
        print(as_markdown(lines))
        if is_written:
            took_s = time.monotonic() - began
            write_page(PAGE, lines=lines, counts=counts, now=now, took_s=took_s)


def measured(
    running: Servers, *, folder: Path, names: Collection[str], now: datetime
) -> Iterator[Line]:
    """Measure what is named, each line as soon as it is known."""
    from benchmarks.console import console_lines
    from benchmarks.crowd import crowd_lines
    from benchmarks.gym import find_gym
    from benchmarks.pages import page_lines, same_with_more
    from benchmarks.reports import report_lines
    from benchmarks.summarizing import summarize_line
    from benchmarks.works import work_lines

    gym = find_gym()
    if gym is None:
        raise RuntimeError("the gym was not made")
    if "pages" in names:
        with web(running.environment, folder=folder) as pid:
            yield from page_lines(gym, pids=[pid, running.postgres_pid], on=now.date())
    yield from work_lines(gym, now=now, pids=[os.getpid(), running.postgres_pid], names=names)
    if "pages" in names:
        yield same_with_more(gym, now=now)
    if "reports" in names:
        yield from report_lines(gym, now=now)
    # Last: these leave this database for copies of it.
    if "crowd" in names:
        yield from crowd_lines(running, folder=folder, now=now)
    if "console" in names:
        yield from console_lines(running, folder=folder, now=now)
    if "summaries" in names:
        yield summarize_line(running, gym, now=now)


def prepare(owner_url: str, *, now: datetime) -> dict[str, int]:
    """Migrate as the owner, make the gym if there is none, and return how many rows it has."""
    worker_url = os.environ["DATABASE_URL"]
    os.environ["DJANGO_SETTINGS_MODULE"] = "coaching.settings"
    import django

    django.setup()
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection, connections

    from coaching import databases

    settings.DATABASES["default"].update(databases.postgres(owner_url, statement_timeout_s=0))
    connections["default"].settings_dict.update(settings.DATABASES["default"])
    call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
    call_command("load_catalogue", verbosity=0, skip_checks=True)

    from benchmarks.gym import find_gym, make_gym

    if find_gym() is None:
        began = time.monotonic()
        make_gym(now=now)
        print(f"The gym was made in {time.monotonic() - began:.0f} s", flush=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    connection.close()
    worker = databases.postgres(worker_url, statement_timeout_s=0)
    connections["default"].settings_dict.update(worker)
    names = ("PlannedSession", "PlannedGroup", "SessionLog", "SetLog", "StrengthEstimate")
    return {name: apps.get_model("athletes", name).objects.count() for name in names}


if __name__ == "__main__":
    main()
