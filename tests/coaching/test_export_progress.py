"""The progress CSV: what stands in it, and that no cell becomes a formula."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from athletes.models import (
    Athlete,
    PlannedGroup,
    SessionLog,
    SetLog,
    StrengthEstimate,
    WeeklyAdherence,
)
from coaching.exporters.cells import FORMULA_STARTS, safe_cell
from coaching.exporters.progress import HEAD, LATE, progress_csv
from programs.models import ProgramTemplate
from tests import make
from tests.coaching.console_rows import client_of, trained

pytestmark = pytest.mark.django_db


def parsed(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def estimated(athlete: Athlete, *, on: date, e1rm_kg: str) -> StrengthEstimate:
    """Return an estimate of the athlete's first main lift."""
    group = PlannedGroup.objects.filter(athlete=athlete, is_main=True).order_by("pk").first()
    log = SessionLog.objects.create(
        organization=athlete.organization, athlete=athlete, started_at=make.NOW, on=on
    )
    done = SetLog.objects.create(
        organization=athlete.organization,
        athlete=athlete,
        session_log=log,
        exercise=group.exercise,
        exercise_name=group.exercise_name,
        position=1,
        reps=5,
        performed_at=make.NOW,
    )
    return StrengthEstimate.objects.create(
        organization=athlete.organization,
        athlete=athlete,
        exercise=group.exercise,
        on=on,
        e1rm_kg=Decimal(e1rm_kg),
        sigma_pct=4,
        method="RTS",
        set_log=done,
    )


def test_progress_csv_file_is_exactly_this():
    anna = trained(make.membership(), name="Anna")
    plan = anna.plans.get()
    ProgramTemplate.objects.update(name="Ten weeks")
    plan.phases.update(name="Build", goal="hypertrophy")
    WeeklyAdherence.objects.update(
        due=4,
        attended=3,
        sets_done=30,
        sets_prescribed=40,
        compliant=21,
        evaluable=28,
        session_adherence=Decimal("0.75"),
        set_adherence=Decimal("0.75"),
        volume_adherence=Decimal("0.7"),
        volume_raw=Decimal("1.025"),
        intensity_adherence=Decimal("0.75"),
        composite=Decimal("0.7375"),
        exposure=Decimal("1"),
    )

    text = "".join(progress_csv(Athlete.objects.all()))

    assert text == (
        "\ufeffathlete,program,week_on,phase,goal,"
        "due,attended,partial,missed,moved,excused,paused,pending,extra,"
        "sets_done,sets_prescribed,compliant,evaluable,"
        "session_adherence,set_adherence,volume_adherence,volume_raw,intensity_adherence,"
        "composite,exposure,status,sealed,"
        "late_attended,late_partial,late_missed,late_moved,late_extra,"
        "late_sets_done,late_compliant,late_evaluable,"
        "late_session_adherence,late_set_adherence,late_volume_adherence,late_volume_raw,"
        "late_intensity_adherence,late_composite,late_exposure\r\n"
        "Anna,Ten weeks,2026-03-02,Build,hypertrophy,"
        "4,3,1,1,1,1,1,1,1,"
        "30,40,21,28,"
        "0.75,0.75,0.7,1.025,0.75,"
        "0.7375,1,on_track,no"
        ",,,,,,,,,,,,,,,\r\n"
    )


def test_progress_csv_row_holds_the_week():
    coach = make.membership()
    athlete = trained(coach, name="Anna")
    plan = athlete.plans.get()
    WeeklyAdherence.objects.update(
        due=4, attended=3, session_adherence=Decimal("0.75"), composite=Decimal("0.8125")
    )
    estimate = estimated(athlete, on=make.MONDAY + timedelta(days=6), e1rm_kg="142.500")

    head, row = parsed("".join(progress_csv(Athlete.objects.all())))

    assert head == [*HEAD, f"e1rm_kg {estimate.exercise.name}"]
    phase = plan.phases.get()
    assert dict(zip(head, row, strict=True)) == {
        "athlete": "Anna",
        "program": plan.program_version.template.name,
        "week_on": "2026-03-02",
        "phase": phase.name,
        "goal": phase.goal,
        "due": "4",
        "attended": "3",
        **dict.fromkeys(("partial", "missed", "moved", "excused", "paused", "pending"), "1"),
        **dict.fromkeys(("extra", "sets_done", "sets_prescribed", "compliant", "evaluable"), "1"),
        "session_adherence": "0.75",
        "set_adherence": "",
        "volume_adherence": "",
        "volume_raw": "",
        "intensity_adherence": "",
        "composite": "0.8125",
        "exposure": "",
        "status": "on_track",
        "sealed": "no",
        **{f"late_{name}": "" for name in LATE},
        f"e1rm_kg {estimate.exercise.name}": "142.5",
    }


def test_progress_csv_estimate_of_the_next_week_stays_out():
    coach = make.membership()
    athlete = trained(coach, name="Anna")
    estimated(athlete, on=make.MONDAY + timedelta(days=7), e1rm_kg="142.500")

    _, row = parsed("".join(progress_csv(Athlete.objects.all())))

    assert row[-1] == ""


@pytest.mark.parametrize("start", [start for start in FORMULA_STARTS if start != "\x00"])
def test_progress_csv_name_is_never_a_formula(start):
    coach = make.membership()
    athlete = trained(coach, name="Anna")
    Athlete.objects.filter(pk=athlete.pk).update(name=f'{start}cmd|"calc"!A1, x')

    _, row = parsed("".join(progress_csv(Athlete.objects.all())))

    assert row[0] == f'\'{start}cmd|"calc"!A1, x'
    assert [cell for cell in row if cell.startswith(FORMULA_STARTS)] == []


def test_safe_cell_numbers_stay_numbers():
    cells = [safe_cell(value) for value in (-3, Decimal("-1.500"), Decimal("0.000"), None, True)]

    assert cells == [-3, "-1.5", "0", "", "yes"]


def test_safe_cell_nul_is_prefixed():
    assert safe_cell("\x00=1") == "'\x00=1"


@pytest.mark.parametrize("count", [1, 3])
def test_progress_csv_takes_two_queries(count, django_assert_num_queries):
    coach = make.membership()
    for name in ("Anna", "Ben", "Cem")[:count]:
        trained(coach, name=name)

    with django_assert_num_queries(2):
        list(progress_csv(Athlete.objects.coached_by(coach.user)))


def test_export_action_is_a_download_of_the_chosen():
    coach = make.membership()
    anna, _ = trained(coach, name="Anna"), trained(coach, name="Ben")

    response = client_of(coach.user).post(
        reverse("console:athletes_athlete_changelist"),
        {"action": "export_progress", "_selected_action": [anna.pk]},
    )

    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeffathlete,program,")
    assert [row[0] for row in parsed(text)[1:]] == ["Anna"]
    assert response["Content-Disposition"] == 'attachment; filename="progress.csv"'
    assert response["X-Content-Type-Options"] == "nosniff"


def test_export_action_foreign_athlete_stays_out():
    coach = make.membership()
    own, foreign = trained(coach, name="Anna"), trained(make.membership(), name="Sentinel")

    response = client_of(coach.user).post(
        reverse("console:athletes_athlete_changelist"),
        {"action": "export_progress", "_selected_action": [own.pk, foreign.pk]},
    )

    text = b"".join(response.streaming_content).decode()
    assert [row[0] for row in parsed(text)[1:]] == ["Anna"]


def test_export_command_writes_the_same_file(tmp_path):
    coach = make.membership(organization=make.organization(name="Northside"))
    trained(coach, name="Anna")
    trained(make.membership(), name="Sentinel")

    call_command("export_progress", organization="Northside", output=tmp_path / "progress.csv")

    written = (tmp_path / "progress.csv").read_bytes().decode()
    assert written == "".join(progress_csv(Athlete.objects.filter(name="Anna")))


def test_export_command_unknown_organization_is_refused(tmp_path):
    with pytest.raises(CommandError, match="No organization has the name 'Nowhere': check it"):
        call_command("export_progress", organization="Nowhere")
