"""Which plans' summaries are out of date, and since when."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from athletes.models.adherence import PhaseSummary, WeeklyAdherence
from athletes.models.athlete import Athlete
from athletes.models.condition import Absence
from athletes.models.log import SessionLog
from athletes.models.phase import PlanPhase
from athletes.models.plan import Plan
from athletes.models.session import PlannedGroup, PlannedSession

# A mark names what it is about without a key to it, so that it may outlive it.
_INSERT = (
    "INSERT INTO athletes_summarymark"
    " (organization_id, plan_id, due_at, is_anew, planned_session_id, session_log_id)"
)
_OF_ATHLETE = """
SELECT p.organization_id, p.id, 'epoch', false, NULL, {log}
FROM athletes_plan p
WHERE p.organization_id = {row}.organization_id AND p.athlete_id = {row}.{athlete}
  AND (p.ended_on IS NULL OR p.ended_on + 6 >= {on})
"""


class SummaryMark(models.Model):
    """A plan's summaries are to be made anew from ``due_at`` on.

    Written by triggers beside whatever changes them, due since ever; and by each run for the
    instant at which time alone changes them next, with ``from_on``: weeks before it are sealed.
    ``is_anew``: sealed weeks may be missing, too. The session and log are those that changed.
    ``failures`` counts how often the plan was put off since its summaries could be stored.
    """

    organization_id = models.BigIntegerField(_("organization"))
    plan_id = models.BigIntegerField(_("plan"))
    due_at = models.DateTimeField(_("due"))
    from_on = models.DateField(_("unsealed from"), null=True)
    is_anew = models.BooleanField(_("anew"), default=False)
    planned_session_id = models.BigIntegerField(_("session"), null=True)
    session_log_id = models.UUIDField(_("logged session"), null=True)
    failures = models.PositiveSmallIntegerField(_("failures"), default=0, db_default=0)

    class Meta:
        verbose_name = _("summary mark")
        verbose_name_plural = _("summary marks")
        indexes = [
            models.Index(fields=["due_at"], name="summary_mark_due"),
            models.Index(fields=["plan_id"], name="summary_mark_plan"),
            models.Index(
                fields=["plan_id"], condition=Q(failures__gt=0), name="summary_mark_put_off"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.due_at}"


def _filled(text: str, *, of_athlete: str = "") -> str:
    return text.replace("{insert}", _INSERT).replace("{of_athlete}", of_athlete)


def _of_logs() -> pgtrigger.Trigger:
    """A log counts once it is finished; an extra one for every plan of its day."""
    of_athlete = _OF_ATHLETE.format(log="one.id", row="one", athlete="athlete_id", on='one."on"')
    return pgtrigger.Trigger(
        name="session_log_marks_summaries",
        when=pgtrigger.After,
        operation=pgtrigger.Insert
        | pgtrigger.UpdateOf("completed_at", "on", "time_zone", "planned_session_id")
        | pgtrigger.Delete,
        declare=[("one", "athletes_sessionlog%ROWTYPE")],
        func=_filled(
            """
            one := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
            IF one.completed_at IS NULL AND (TG_OP <> 'UPDATE' OR OLD.completed_at IS NULL) THEN
                RETURN NULL;
            END IF;
            IF one.planned_session_id IS NULL THEN
                {insert} {of_athlete};
            ELSE
                {insert}
                SELECT s.organization_id, s.plan_id, 'epoch', false, s.id, one.id
                FROM athletes_plannedsession s WHERE s.id = one.planned_session_id;
            END IF;
            RETURN NULL;
        """,
            of_athlete=of_athlete,
        ),
    )


def _of_tallies() -> pgtrigger.Trigger:
    """Sets count once their session is finished."""
    return pgtrigger.Trigger(
        name="tallies_mark_summaries",
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf("sets_credited", "volume_done", "compliant", "evaluable"),
        condition=pgtrigger.AnyChange("sets_credited", "volume_done", "compliant", "evaluable"),
        func=_filled(
            """
            {insert}
            SELECT s.organization_id, s.plan_id, 'epoch', false, s.id, l.id
            FROM athletes_plannedsession s
            JOIN athletes_sessionlog l ON l.planned_session_id = s.id
            WHERE s.id = NEW.session_id AND l.completed_at IS NOT NULL;
            RETURN NULL;
        """,
        ),
    )


def _of_sessions() -> tuple[pgtrigger.Trigger, ...]:
    """New sessions come with a phase that is new or longer, which has its own mark."""
    insert = _INSERT + " VALUES ({0}.organization_id, {0}.plan_id, 'epoch', false, NULL, NULL);"
    return (
        pgtrigger.Trigger(
            name="session_marks_summaries",
            when=pgtrigger.After,
            operation=pgtrigger.UpdateOf("scheduled_on", "is_cancelled", "excused_for", "phase_id"),
            condition=pgtrigger.AnyChange("scheduled_on", "is_cancelled", "excused_for", "phase"),
            func=insert.format("NEW") + " RETURN NULL;",
        ),
        pgtrigger.Trigger(
            name="session_gone_marks_summaries",
            when=pgtrigger.After,
            operation=pgtrigger.Delete,
            func=insert.format("OLD") + " RETURN NULL;",
        ),
    )


def _of_phases() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="phase_marks_summaries",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("starts_on", "ends_on", "closed_at"),
        func=_filled(
            """
            {insert} VALUES (NEW.organization_id, NEW.plan_id, 'epoch', false, NULL, NULL);
            RETURN NULL;
        """,
        ),
    )


def _of_plans() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="plan_marks_summaries",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("starts_on", "ended_on", "time_zone"),
        func=_filled(
            """
            IF TG_OP = 'UPDATE' AND (NEW.starts_on, NEW.ended_on, NEW.time_zone)
                IS NOT DISTINCT FROM (OLD.starts_on, OLD.ended_on, OLD.time_zone) THEN
                RETURN NULL;
            END IF;
            {insert} VALUES (NEW.organization_id, NEW.id, 'epoch', true, NULL, NULL);
            RETURN NULL;
        """,
        ),
    )


def _of_absences() -> pgtrigger.Trigger:
    of_athlete = _OF_ATHLETE.format(log="NULL", row="one", athlete="athlete_id", on="one.from_on")
    return pgtrigger.Trigger(
        name="absence_marks_summaries",
        when=pgtrigger.After,
        operation=pgtrigger.Insert
        | pgtrigger.UpdateOf("from_on", "to_on", "effect")
        | pgtrigger.Delete,
        declare=[("one", "athletes_absence%ROWTYPE")],
        func=_filled(
            """
            one := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
            {insert} {of_athlete};
            RETURN NULL;
        """,
            of_athlete=of_athlete,
        ),
    )


def _of_week_starts() -> pgtrigger.Trigger:
    of_athlete = _OF_ATHLETE.format(log="NULL", row="NEW", athlete="id", on="now()::date")
    return pgtrigger.Trigger(
        name="week_start_marks_summaries",
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf("week_start"),
        condition=pgtrigger.AnyChange("week_start"),
        func=_filled("{insert} {of_athlete}; RETURN NULL;", of_athlete=of_athlete),
    )


def _of_weeks_gone() -> pgtrigger.Trigger:
    """A summary that is gone is made anew with all that is known: nothing is left to correct."""
    return pgtrigger.Trigger(
        name="week_gone_marks_summaries",
        when=pgtrigger.After,
        operation=pgtrigger.Delete,
        func=_filled(
            """
            DELETE FROM athletes_adherencecorrection
            WHERE organization_id = OLD.organization_id AND plan_id = OLD.plan_id
              AND week_on = OLD.week_on;
            {insert} VALUES (OLD.organization_id, OLD.plan_id, 'epoch', true, NULL, NULL);
            RETURN NULL;
        """,
        ),
    )


def _of_phase_summaries_gone() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="phase_summary_gone_marks",
        when=pgtrigger.After,
        operation=pgtrigger.Delete,
        func=_filled(
            """
            DELETE FROM athletes_adherencecorrection WHERE phase_id = OLD.phase_id;
            {insert}
            SELECT p.organization_id, p.plan_id, 'epoch', true, NULL, NULL
            FROM athletes_planphase p WHERE p.id = OLD.phase_id;
            RETURN NULL;
        """,
        ),
    )


pgtrigger.register(_of_logs())(SessionLog)
pgtrigger.register(_of_tallies())(PlannedGroup)
pgtrigger.register(*_of_sessions())(PlannedSession)
pgtrigger.register(_of_phases())(PlanPhase)
pgtrigger.register(_of_plans())(Plan)
pgtrigger.register(_of_absences())(Absence)
pgtrigger.register(_of_week_starts())(Athlete)
pgtrigger.register(_of_weeks_gone())(WeeklyAdherence)
pgtrigger.register(_of_phase_summaries_gone())(PhaseSummary)
