"""How names of exercises are compared: case, hyphens, brackets and spaces don't matter."""

import re

_GAPS = re.compile(r"[\s\-‐‑–—_/(),.:+]+")
_SILENT = re.compile(r"['’`´\"]")

ABBREVIATIONS = {
    "db": "dumbbell",
    "dbs": "dumbbell",
    "bb": "barbell",
    "kb": "kettlebell",
    "oh": "overhead",
    "inc": "incline",
    "dec": "decline",
    "alt": "alternating",
    "supp": "supported",
    "sl": "single leg",
    "sa": "single arm",
    "bw": "bodyweight",
    "ext": "extension",
    "tri": "triceps",
    "bi": "biceps",
    "ham": "hamstring",
}


def folded(name: str) -> str:
    """Return the name as it is compared: ``Pull-Up (Machine)`` is ``pull up machine``."""
    return _GAPS.sub(" ", _SILENT.sub("", name.casefold())).strip()


def spelled_out(name: str) -> str:
    """Return the folded name with gym shorthand written out: ``DB row`` is ``dumbbell row``."""
    return " ".join(ABBREVIATIONS.get(word, word) for word in folded(name).split())
