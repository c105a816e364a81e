"""Parts that a page repeats: rendered once for each shape, then only filled in."""

from dataclasses import replace

import pytest
from django.utils.translation import override

from athletes.models.pain import NOT_SAID
from athletes.templatetags.shapes import filled
from athletes.views.row_form import RowForm, reserves

TEXTS = {name: "" for name, field in RowForm.__dataclass_fields__.items() if field.type is str}
FORM = RowForm(
    **TEXTS,
    is_done=False,
    is_extra=False,
    is_owed=True,
    is_next=False,
    is_open=False,
    has_load=True,
    asks_effort=False,
    has_pain=False,
    pain=NOT_SAID,
    reserves=reserves(""),
    wrong=(),
    sentences=(),
)


def past(form: RowForm) -> str:
    return " ".join(filled("athletes/set_past.html", form, csrf_token="").split())


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("5 × 100", "5 × 100"),
        ("100 %", "100 %"),
        ("%(last)s %s", "%(last)s %s"),
        ("<b>'&\"", "&lt;b&gt;&#x27;&amp;&quot;"),
        ("\ue000target\ue001", "\ue000target\ue001"),
        ("{{ form.target }}", "{{ form.target }}"),
    ],
)
def test_texts_are_written_as_they_are(typed: str, written: str) -> None:
    assert f"Target</span> {written} </p>" in past(replace(FORM, target=typed))


def test_a_text_that_is_empty_makes_another_shape() -> None:
    assert "No last time" in past(FORM)
    assert '<span title="May 4">3 × 8</span>' in past(replace(FORM, last="3 × 8", last_on="May 4"))
    assert "No last time" in past(FORM)


def test_language_makes_another_shape() -> None:
    with override("de"):
        german = past(FORM)

    assert ("Target" in german, "Target" in past(FORM)) == (False, True)


def test_a_row_carries_the_token_of_its_page() -> None:
    pages = [filled("athletes/set_form.html", FORM, csrf_token=token) for token in ("one", "two")]

    assert [f'name="csrfmiddlewaretoken" value="{one}"' in two for one, two in zip(
        ("one", "two"), pages, strict=True
    )] == [True, True]  # fmt: skip
