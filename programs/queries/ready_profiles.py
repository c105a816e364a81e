"""Virtual athletes to begin with, one a file of programs/data/athletes."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from programs.engine.simulating.athlete import Athlete
from programs.engine.simulating.reading import read_athlete

PROFILES_DIR = Path(__file__).resolve().parents[1] / "data" / "athletes"


@cache
def ready_profiles() -> Mapping[str, Athlete]:
    """Return the profiles by the name of their file, in its order. No query."""
    files = sorted(PROFILES_DIR.glob("*.json"))
    return MappingProxyType(
        {file.stem: read_athlete(file.read_text(encoding="utf-8")) for file in files}
    )
