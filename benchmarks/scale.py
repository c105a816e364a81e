"""`python -m benchmarks.scale`: how the sweep's cost grows with athletes, workers side by side."""

import argparse
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.servers import Servers, servers
from benchmarks.table import as_markdown
from benchmarks.workers import SEED

PLANS = 1_000
PASSED = 10_000
IDLE = 1_000_000


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.scale", description=__doc__)
    add = parser.add_argument
    add("--plans", type=int, nargs="*", default=[PLANS], help="roll so many, against the floor")
    add("--passed", type=int, nargs="*", default=[PLANS, PASSED], help="roll so many small phases")
    add("--idle", type=int, default=IDLE, help="sweep beside so many plans, none of them due")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="phasewise-scale-", ignore_cleanup_errors=True) as name:
        # PostgreSQL may run as another user than this one.
        Path(name).chmod(0o755)
        with servers(Path(name)) as running:
            prepare(running)

            from benchmarks.rolling import rolling_lines

            lines = []
            for line in rolling_lines(
                running,
                plans=asked.plans,
                passed=asked.passed,
                idle=asked.idle,
                now=datetime.now(UTC),
            ):
                print(" | ".join(line.cells), flush=True)
                lines.append(line)
    print(as_markdown(lines))
    print(f"Load average {os.getloadavg()[0]:.1f} at the end.")


def prepare(running: Servers) -> None:
    """Migrate the database that all others are copies of."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "coaching.settings"
    import django

    django.setup()
    from django.core.management import call_command

    from benchmarks.due import working_in

    with working_in(running, database=SEED):
        call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
        call_command("load_catalogue", verbosity=0, skip_checks=True)


if __name__ == "__main__":
    main()
