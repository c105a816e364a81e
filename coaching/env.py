"""Reading the environment: every value that differs by place enters here."""

import json
import os
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


class SettingMissing(Exception):
    """A variable that has no safe default is not set."""


class SettingInvalid(Exception):
    """A variable is set to something that can't be understood."""


def load_file(path: Path) -> None:
    """Put the NAME=value lines of a file into the environment, which wins where both speak."""
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        name, separator, value = line.strip().partition("=")
        if separator and not name.startswith("#"):
            os.environ.setdefault(name.strip(), value.strip().strip("'\""))


def text(name: str, default: str | None = None) -> str:
    """Return a variable's text, or its default; raise SettingMissing when there is neither."""
    value = os.environ.get(name, "")
    if value:
        return value
    if default is None:
        raise SettingMissing(f"Set {name}: it has no default. See docs/operations.md.")
    return default


def flag(name: str, default: bool) -> bool:
    """Return a yes/no variable."""
    value = os.environ.get(name, "").lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise SettingInvalid(f"{name} is {value!r}; write yes or no.")


def number(name: str, default: int) -> int:
    """Return a whole-number variable."""
    value = os.environ.get(name, "")
    try:
        return int(value) if value else default
    except ValueError:
        raise SettingInvalid(f"{name} is {value!r}; write a whole number.") from None


def words(name: str, default: str = "") -> list[str]:
    """Return the comma-separated parts of a variable."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def running_servers(laptop_dir: Path) -> dict[str, Any]:
    """Return the addresses that a running ``manage.py up`` left in its folder, or nothing."""
    try:
        return dict(json.loads((laptop_dir / "running.json").read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}
