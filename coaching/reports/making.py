"""Reports made for a reader: of a phase as it stands, of a draft, of what was approved."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

from django.core.files.storage import default_storage

from athletes.models import Athlete, PlanPhase
from athletes.queries.loads import Loads
from coaching.accounts.models import Organization
from coaching.actions.organization.keep_logo import logo_path
from coaching.models import ReportDraft
from coaching.reports.document import Brand, Report
from coaching.reports.frozen import from_json
from coaching.reports.phase import phase_report
from coaching.reports.terms import Terms

Paper = Literal["a4", "us-letter"]
# What a phase's report reads of its phase and its athlete.
PHASE_NEEDS = ("plan__program_version__template", "athlete__user", "athlete__organization")


def brand_of(organization: Organization) -> Brand:
    """Return whose reports an organization's are: its name, color and logo."""
    brand = Brand(organization.name)
    if organization.accent:
        brand = replace(brand, accent=organization.accent)
    if organization.logo:
        with default_storage.open(logo_path(organization.logo)) as file:
            brand = replace(brand, logo=file.read())
    return brand


def paper_of(athlete: Athlete) -> Paper:
    """Return the paper that lies in the printer where the athlete's unit is used."""
    return "us-letter" if athlete.units == "LB" else "a4"


def language_of(athlete: Athlete) -> str:
    """Return the athlete's language; the athlete comes with the user."""
    return athlete.user.language if athlete.user else "en"


def make_phase_report(*, phase: PlanPhase, now: datetime, language: str = "") -> Report:
    """Return the report of a phase as its athlete reads it. ``phase`` comes with PHASE_NEEDS."""
    athlete = phase.athlete
    terms = Terms(
        now=now,
        brand=brand_of(athlete.organization),
        loads=Loads.of(athlete),
        language=language or language_of(athlete),
    )
    return phase_report(phase=phase, athlete=athlete, terms=terms)


def make_draft(*, draft: ReportDraft, by: Any, now: datetime) -> Report:
    """Return the report as it stands; what was approved is as it was then.

    ``draft`` comes with what ``with_report`` selects. ``by`` signs the coach's words.
    """
    if draft.report is not None:
        return from_json(draft.report)
    phase = draft.phase
    terms = Terms(
        now=now,
        brand=brand_of(draft.organization),
        loads=Loads(unit=draft.units),
        language=draft.language,
        coach=by.name if draft.words else "",
        coach_words=draft.words,
    )
    return phase_report(phase=phase, athlete=draft.athlete, terms=terms)
