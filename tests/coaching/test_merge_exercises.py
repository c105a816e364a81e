"""Two exercises that are one: what names the one names the other, and nothing is lost."""

import pytest
from django.urls import reverse

from athletes.models import KnownMax, PlannedGroup
from coaching.accounts.models import Membership
from coaching.actions.exercises.merge_exercises import (
    MergeOfUnlike,
    NotYoursToMerge,
    merge_exercises,
    preview_merge,
)
from programs.models import Exercise, ExerciseAlias, Substitution, VersionExercise
from programs.queries.match_exercises import match_exercises
from programs.queries.search_exercises import search_exercises
from tests import make
from tests.coaching.console_rows import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def coach() -> Membership:
    return make.membership()


@pytest.fixture
def pair(coach: Membership) -> tuple[Exercise, Exercise]:
    home = coach.organization
    one, other = (make.exercise(organization=home, name=name) for name in ("Pin Squat", "Squat"))
    return one, other


def test_everything_that_names_the_one_names_the_other(coach, pair):
    one, other = pair
    athlete = make.athlete(coach=coach)
    version = make.version(organization=coach.organization, exercises={"Back Squat": one})
    named = VersionExercise.objects.filter(exercise=one).count()
    make.plan(athlete=athlete, version=version)
    KnownMax.objects.create(
        organization=coach.organization,
        athlete=athlete,
        exercise=one,
        max_kg=100,
        said_at=make.NOW,
    )
    body = version.body

    merge_exercises(exercise=one, into=other)

    assert not PlannedGroup.objects.filter(exercise=one).exists()
    assert VersionExercise.objects.filter(exercise=other).count() == named
    assert KnownMax.objects.get().exercise == other
    version.refresh_from_db()
    assert version.body == body
    (match,) = match_exercises(names=["pin squat"], organization=coach.organization).values()
    assert match.exercise == other
    assert one not in search_exercises(user=coach.user, text="squat")


def test_row_that_the_other_has_already_stays(coach, pair):
    athlete = make.athlete(coach=coach)
    for exercise, max_kg in zip(pair, (100, 120), strict=True):
        KnownMax.objects.create(
            organization=coach.organization,
            athlete=athlete,
            exercise=exercise,
            max_kg=max_kg,
            said_at=make.NOW,
        )

    (naming,) = preview_merge(exercise=pair[0], into=pair[1])
    merge_exercises(exercise=pair[0], into=pair[1])

    assert (naming.moves, naming.stays) == (0, 1)
    kept = KnownMax.objects.order_by("max_kg").values_list("exercise", "max_kg")
    assert list(kept) == [(pair[0].pk, 100), (pair[1].pk, 120)]


def test_substitution_between_the_two_is_not_one_for_itself(pair):
    Substitution.objects.create(exercise=pair[1], substitute=pair[0], rank=1)

    merge_exercises(exercise=pair[0], into=pair[1])

    assert Substitution.objects.get().substitute == pair[0]


def test_merge_twice_into_unlike_or_of_others_is_refused(coach, pair):
    home = coach.organization
    refusals = [
        (make.exercise(), pair[1], NotYoursToMerge),
        (pair[0], pair[0], NotYoursToMerge),
        (pair[0], make.exercise(organization=make.organization()), NotYoursToMerge),
        (pair[0], make.exercise(organization=home, load_convention="per_hand"), MergeOfUnlike),
    ]
    for exercise, into, error in refusals:
        with pytest.raises(error):
            merge_exercises(exercise=exercise, into=into)
    merge_exercises(exercise=pair[0], into=pair[1])

    with pytest.raises(NotYoursToMerge):
        merge_exercises(exercise=pair[0], into=pair[1])
    with pytest.raises(NotYoursToMerge):
        merge_exercises(exercise=pair[1], into=pair[0])


def test_page_shows_what_changes_before_it_does(coach, pair):
    ExerciseAlias.objects.create(
        organization=coach.organization, exercise=pair[0], name="anderson squat"
    )
    client = client_of(coach.user)
    address = reverse("console:programs_exercise_merge_page", args=[pair[0].pk])

    shown = client.get(address, {"into": pair[1].pk}).context["preview"]
    before = Exercise.objects.get(pk=pair[0].pk).merged_into
    response = client.post(address, {"into": pair[1].pk})

    assert [(one.label, one.moves, one.stays) for one in shown] == [("aliases", 1, 0)]
    assert (before, response.status_code) == (None, 302)
    assert Exercise.objects.get(pk=pair[0].pk).merged_into == pair[1]


def test_substitutes_and_video_are_kept_in_order(coach, pair):
    client = client_of(coach.user)
    goblet = make.exercise(name="Goblet squat")
    said = {
        "organization": coach.organization_id,
        "name": "Box squat",
        "movement_pattern": "squat",
        "mechanic": "compound",
        "primary_muscles": ["quads"],
        "equipment": "barbell",
        "load_convention": "total",
        "video_url": "https://example.com/box",
        "substitutes": "goblet squat\nPin Squat",
    }

    client.post(reverse("console:programs_exercise_add"), said)

    kept = Exercise.objects.get(name="Box squat")
    assert kept.video_url == "https://example.com/box"
    rows = kept.substitutions.order_by("rank").values_list("rank", "substitute")
    assert list(rows) == [(1, goblet.pk), (2, pair[0].pk)]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("video_url", "http://example.com/", "Enter an address that begins with https://."),
        ("substitutes", "zzz", "zzz isn't known. Alike: nothing alike."),
        ("substitutes", "a\nb\nc\nd\ne\nf", "Enter at most five."),
    ],
)
def test_substitutes_and_video_out_of_bounds_are_refused(coach, pair, field, typed, sentence):
    address = reverse("console:programs_exercise_change", args=[pair[0].pk])

    response = client_of(coach.user).post(
        address, {"organization": coach.organization_id, "name": "Pin Squat", field: typed}
    )

    assert response.context["adminform"].form.errors[field] == [sentence]
