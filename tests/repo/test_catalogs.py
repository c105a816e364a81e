"""What a fresh machine reads is what translators wrote: .mo files are made by `make messages`."""

import gettext
from pathlib import Path

import polib
import pytest
from django.conf import settings

CATALOGS = sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po"))


def written(path: Path) -> dict[object, str]:
    """Return each translation by what is asked for: a sentence, or a sentence and its form."""
    found: dict[object, str] = {}
    for entry in polib.pofile(str(path)):
        asked = f"{entry.msgctxt}\x04{entry.msgid}" if entry.msgctxt else entry.msgid
        if entry.msgid_plural:
            found |= {(asked, form): said for form, said in entry.msgstr_plural.items() if said}
        elif entry.msgstr and not entry.fuzzy:
            found[asked] = entry.msgstr
    return found


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parts[-3])
def test_compiled_catalog_says_what_the_written_one_says(path: Path) -> None:
    with path.with_suffix(".mo").open("rb") as file:
        compiled = dict(gettext.GNUTranslations(file)._catalog)

    compiled.pop("")

    assert compiled == written(path)
