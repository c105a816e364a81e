"""Static files: one stylesheet joined from its parts; in production named by content."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLESHEET = "css/phasewise.css"
PARTS = settings.BASE_DIR / "static" / "css"
# What the others build on comes first, paper last. The others don't know of each other, so their
# order, by name, says nothing.
FIRST = ("tokens", "base", "frame", "components", "forms", "training")
LAST = ("print",)
# The console has Unfold's own sheet and loads these beside it; the builder has its own.
CONSOLE = (
    "assign",
    "athlete",
    "builder",
    "builder-grid",
    "console",
    "console-forms",
    "dashboard",
    "jobs",
    "month",
    "plan",
    "plan-ahead",
    "preview",
    "report",
    "reports",
    "roster",
    "tweak",
    "versions",
)


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage, which also writes the hashed names into ``import`` of our scripts."""

    support_js_module_import_aggregation = True


class JoinedStylesFinder(BaseFinder):
    """Finds the stylesheet of all pages but the console's, joined anew whenever a part changed."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.storage = FileSystemStorage(location=settings.JOINED_STYLES)

    def check(self, **options: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **options: Any) -> str | list[str]:
        if path != STYLESHEET:
            return []
        found = self._write()
        return [found] if find_all else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        self._write()
        yield STYLESHEET, self.storage

    def _write(self) -> str:
        """Write the joined file, whole at any moment, unless it is there as it should be."""
        path = Path(self.storage.path(STYLESHEET))
        text = joined_styles()
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            return str(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False) as file:
            file.write(text)
        os.chmod(file.name, 0o644)
        os.replace(file.name, path)
        return str(path)


def style_parts() -> list[Path]:
    """Return the parts of the stylesheet in their order."""
    named = {path.stem: path for path in sorted(PARTS.glob("*.css"))}
    between = [name for name in named if name not in {*FIRST, *LAST, *CONSOLE}]
    return [named[name] for name in (*FIRST, *between, *LAST)]


def joined_styles() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in style_parts())
