"""The runner of worked cases leaves nothing of a folder unread."""

import pytest

from .case_runners.folder import read_folder
from .case_runners.kinds import KINDS

ROUNDING = "case_id,value,step,mode,rounded\n"
TREND = "case_id,title,points_json,as_of_day,half_life_days,window_days,trend_kg,sigma_pct,n_used\n"
METRICS = "case_id,metric,title,input_json,expected,working\n"


@pytest.fixture
def read_planted(tmp_path):
    def read(files):
        for name, text in files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        return read_folder(tmp_path)

    return read


def test_planted_folder_is_read_row_by_row(read_planted):
    cases, faults = read_planted({"rounding_cases.csv": ROUNDING + "R1,101.2,2.5,nearest,100\n"})

    assert faults == []
    assert [(kind, row["case_id"]) for kind, row in cases] == [("rounding", "R1")]


@pytest.mark.parametrize("name", ["rounding_more.csv", "rounding.csv", "nap_cases.csv", "x.CSV"])
def test_file_of_unknown_kind_is_a_fault(read_planted, name):
    good = ROUNDING + "R1,101.2,2.5,nearest,100\n"

    _, (fault,) = read_planted({"rounding_cases.csv": good, name: good})

    assert fault.startswith(f"{name} is of no known kind; call it one of adherence_cases.csv, ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "has no column “case_id”"),
        (ROUNDING, "has no row"),
        (ROUNDING + "R1,101.2,2.5,nearest,\n", "R1 expects nothing"),
        (ROUNDING + "R1,101.2,2.5\n", "R1 has more or fewer cells than the header"),
        (ROUNDING + "R1,101.2,2.5,down,100,7\n", "R1 has more or fewer cells than the header"),
        (
            "case_id,value,step,mode,rounded,bar\nR1,101.2,2.5,down,100,20\n",
            "has a column “bar” that nothing reads",
        ),
        ("case_id,value,step,mode\nR1,101.2,2.5,down\n", "has no column “rounded”"),
        (
            "case_id,value,step,mode,rounded,rounded\nR1,101.2,2.5,down,100,100\n",
            "has the column “rounded” twice",
        ),
    ],
)
def test_file_that_would_prove_nothing_is_a_fault(read_planted, text, expected):
    cases, faults = read_planted({"rounding_cases.csv": text})

    assert cases == []
    assert f"rounding_cases.csv {expected}" in faults


def test_folder_without_cases_is_a_fault(tmp_path):
    assert read_folder(tmp_path) == ([], [f"no cases in {tmp_path}"])
    assert read_folder(tmp_path / "gone") == ([], [f"no cases in {tmp_path / 'gone'}"])


def run_one(read_planted, name, text):
    ((kind, row),), faults = read_planted({name: text})
    assert faults == []
    return KINDS[kind].run(row)


def test_trend_row_that_expects_nothing_fails_where_there_is_a_trend(read_planted):
    got, expected = run_one(
        read_planted, "e1rm_trend_cases.csv", TREND + 'T1,x,"[[0, 150.0, 4.0]]",0,14,42,,,\n'
    )

    assert got != expected


@pytest.mark.parametrize("none_used", ["0", ""])
def test_trend_row_without_a_point_in_the_window_expects_nothing(read_planted, none_used):
    got, expected = run_one(
        read_planted,
        "e1rm_trend_cases.csv",
        TREND + f'T1,x,"[[0, 150.0, 4.0]]",50,14,42,,,{none_used}\n',
    )

    assert got == expected


def test_half_minutes_count_in_a_session_load(read_planted):
    text = METRICS + 'M1,srpe_load,x,"{""minutes"":52.5,""rpe"":7}",367.5,52.5 x 7\n'

    got, expected = run_one(read_planted, "metrics_cases.csv", text)

    assert got == expected
