"""How far a long run is: a line every ten seconds."""

import time
from collections.abc import Callable

EVERY_S = 10.0

_last_at = [0.0]


def tell(line: str | Callable[[], str], *, at_once: bool = False) -> None:
    """Print the line, unless one was printed a moment ago."""
    if at_once or time.monotonic() - _last_at[0] >= EVERY_S:
        _last_at[0] = time.monotonic()
        said = line if isinstance(line, str) else line()
        print(f"{time.strftime('%H:%M:%S')}  {said}", flush=True)
