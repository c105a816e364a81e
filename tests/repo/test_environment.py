"""The variables that the code reads are those that the example and the page list."""

import ast
import re
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
READING = {"text", "flag", "number", "words"}
FILES = ("coaching/settings.py", "coaching/laptop/launcher.py")


def read_by_python(path: Path) -> set[str]:
    """Return the names in calls like ``env.text("NAME")``."""
    return {
        node.args[0].value
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
        and node.func.attr in READING
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def read_by_compose() -> set[str]:
    return set(re.findall(r"\$\{([A-Z_]+)", (REPOSITORY / "docker-compose.yml").read_text()))


def variables() -> set[str]:
    return read_by_compose().union(*(read_by_python(REPOSITORY / path) for path in FILES))


def test_reading_finds_the_names_in_calls(tmp_path: Path) -> None:
    source = tmp_path / "settings.py"
    source.write_text(
        'A = env.text("ONE", "x")\nB = [env.number("TWO", 2)]\nraise env.Wrong("THREE")\n'
    )

    assert read_by_python(source) == {"ONE", "TWO"}


def test_example_lists_every_variable_once_and_no_other() -> None:
    lines = (REPOSITORY / ".env.example").read_text()
    listed = re.findall(r"^#?([A-Z][A-Z_]+)=", lines, flags=re.MULTILINE)

    assert sorted(listed) == sorted(variables())


def test_operations_page_lists_every_variable_once_and_no_other() -> None:
    page = (REPOSITORY / "docs" / "operations.md").read_text()
    section = page.partition("## Configure\n")[2].partition("\n## ")[0]
    listed = re.findall(r"^\| `([A-Z_]+)` \|", section, flags=re.MULTILINE)

    assert sorted(listed) == sorted(variables())
