"""Composing a template for an organization."""

import pytest

from programs.actions.compose_template import compose_template
from programs.actions.version_rows import AlreadyImported, TemplateNameTaken
from programs.engine.composing.composition import Composition, CompositionInvalid, compose
from programs.models import ProgramTemplate, ProgramVersion
from programs.queries.program_of import program_of
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

HOME = Composition(name="Garage", equipment="HOME", hypertrophy_days=3, weeks_per_phase=3)


def test_compose_template_keeps_draft_one() -> None:
    coach = make.membership()

    version = compose_template(
        organization=coach.organization, composition=HOME, by=coach.user, now=make.NOW
    )

    # 3 + 1 + 3 + 1 weeks of three days.
    assert (version.number, version.status) == (1, "DRAFT")
    assert (version.week_count, version.session_count) == (8, 24)
    assert (version.template.name, version.template.equipment) == ("Garage", "HOME")
    assert program_of(ProgramVersion.objects.get()) == compose(HOME)
    assert not version.exercises.filter(exercise=None).exists()


def test_compose_template_twice_or_under_a_taken_name_is_refused() -> None:
    organization = make.organization()
    compose_template(organization=organization, composition=HOME, by=None, now=make.NOW)
    other = Composition(name="Garage")

    with pytest.raises(AlreadyImported):
        compose_template(organization=organization, composition=HOME, by=None, now=make.NOW)
    with pytest.raises(TemplateNameTaken):
        compose_template(organization=organization, composition=other, by=None, now=make.NOW)

    assert ProgramTemplate.objects.count() == 1


def test_compose_template_of_a_bad_choice_stores_nothing() -> None:
    composition = Composition(name="Garage", hypertrophy_days=3)

    with pytest.raises(CompositionInvalid):
        compose_template(
            organization=make.organization(), composition=composition, by=None, now=make.NOW
        )

    assert not ProgramTemplate.objects.exists()
