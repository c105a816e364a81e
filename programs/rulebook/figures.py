"""The figures that a module of the engine keeps in named constants."""

import ast
from decimal import Decimal
from fractions import Fraction
from importlib import import_module
from inspect import getsourcefile
from pathlib import Path
from types import ModuleType

from programs.engine.units import plain, rounded

REPOSITORY = Path(__file__).resolve().parents[2]
PLACES = 4


def path_of(module: str) -> str:
    """Return a module's path in the repository."""
    return str(Path(getsourcefile(import_module(module)) or "").relative_to(REPOSITORY))


def figures_in(module: str) -> tuple[tuple[str, str], ...]:
    """Return (name, figure) of the public constants that the module itself defines, in order.

    Only numbers and tuples of numbers are figures.
    """
    loaded = import_module(module)
    shown = ((name, _shown(getattr(loaded, name))) for name in _constants(loaded))
    return tuple((name, text) for name, text in shown if text)


def first_line(path: Path) -> str:
    """Return the first line of a module's docstring."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n")[0]


def figure(value: Decimal | Fraction | int) -> str:
    """Return a number as it is read: 0.9, 2.5, 1/3 as 0.3333."""
    return f"{plain(rounded(value, places=PLACES))}"


def _constants(module: ModuleType) -> list[str]:
    tree = ast.parse(Path(getsourcefile(module) or "").read_text(encoding="utf-8"))
    return [
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and target.id.isupper() and not target.id.startswith("_")
    ]


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return ""
    if isinstance(value, int | Decimal | Fraction):
        return figure(value)
    if isinstance(value, tuple) and value:
        parts = [_shown(one) for one in value]
        return f"({', '.join(parts)})" if all(parts) else ""
    return ""
