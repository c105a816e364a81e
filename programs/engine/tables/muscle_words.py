"""What people call the muscle groups, to tell which of them somebody meant."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType

from programs.engine.tables.catalogue import muscle_groups
from programs.engine.tables.names import folded

COMMON_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "chest": ("pec", "pecs", "pectorals", "upper chest", "lower chest"),
        "lats": ("lat", "back", "latissimus", "latissimus dorsi", "wings"),
        "upper_back": ("mid back", "middle back", "rhomboids", "middle traps"),
        "traps": ("trap", "trapezius", "upper traps", "neck"),
        "lower_back": ("erectors", "erector spinae", "spinal erectors", "low back"),
        "front_delts": ("front delt", "anterior delts", "front shoulders"),
        "side_delts": ("delts", "shoulders", "shoulder", "side delt", "lateral delts", "deltoids"),
        "rear_delts": ("rear delt", "posterior delts", "rear shoulders"),
        "biceps": ("bicep", "arms", "brachialis"),
        "triceps": ("tricep",),
        "forearms": ("forearm", "grip", "wrists"),
        "abs": ("ab", "abdominals", "core", "obliques", "stomach"),
        "glutes": ("glute", "gluteus", "butt", "hips", "abductors"),
        "quads": ("quad", "quadriceps", "legs", "thighs"),
        "hamstrings": ("hamstring", "hams"),
        "adductors": ("adductor", "groin", "inner thighs"),
        "calves": ("calf", "calfs", "gastrocnemius", "soleus"),
    }
)


def muscle_remedy(word: str) -> str:
    """Return what to write instead of a word that is none of the 17 muscle groups."""
    meant = get_close_matches(folded(word[:100]), _keys(), n=1, cutoff=0.7)
    if meant:
        return f"did you mean “{_keys()[meant[0]]}”"
    return f"use one of {', '.join(muscle_groups())}"


@cache
def _keys() -> Mapping[str, str]:
    named = {folded(key): key for key in muscle_groups()}
    return named | {word: key for key, words in COMMON_WORDS.items() for word in words}
