"""Numbers leave the engine as the decimals they are."""

import json
from decimal import Decimal

import pytest

from programs.engine.program import program_to_json, read_program
from programs.engine.program.writing_json import json_text
from tests.engine.programs_by_hand import body_of, calendar, slot, weeks


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("2.5", "2.5"),
        ("-0.10", "-0.1"),
        ("100", "100"),
        ("1E+2", "100"),
        ("0.00001", "0.00001"),
        ("99999.9999999999", "99999.9999999999"),
        ("0.1234567890123456789", "0.1234567890123456789"),
    ],
)
def test_decimal_is_written_digit_by_digit(number, text):
    assert json_text({"a": [Decimal(number)]}) == f'{{"a": [{text}]}}'


def test_texts_that_look_like_numbers_stay_texts():
    values = ["5", "\\u00005", '"5"', 'a "5', "\x00x", True, None, 5]

    assert json.loads(json_text(values)) == values


def test_what_json_does_not_know_is_refused():
    with pytest.raises(TypeError, match="complex has no JSON"):
        json_text({"a": 1j})


def test_smallest_step_of_a_program_survives_writing_as_it_was_typed():
    body = body_of(calendar(weeks(slot({"reps": "5"}), count=1)), anchors={"tm": 0})
    typed = json.dumps(body).replace('"tm": 0', '"tm": 0.00001')

    written = program_to_json(read_program(typed))

    assert '"tm": 0.00001' in written
    assert read_program(written) == read_program(typed)
