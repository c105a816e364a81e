"""The tests that docs/security.md names exist."""

import re

from tests.servers import REPOSITORY

PAGE = (REPOSITORY / "docs" / "security.md").read_text(encoding="utf-8")
PROOF = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def test_security_page_names_tests_that_exist() -> None:
    missing = [
        f"{path}::{name}"
        for path, name in PROOF.findall(PAGE)
        if f"def {name}" not in (REPOSITORY / path).read_text(encoding="utf-8")
    ]

    assert len(PROOF.findall(PAGE)) >= 25
    assert missing == []
