"""An organization's page: who coaches there, in which role, and how it works."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import Settings

from athletes.models import Outbox
from coaching.accounts.models import Membership, Organization
from coaching.actions.organization.change_organization import contrast_with_white
from tests import make
from tests.coaching.console_rows import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> Membership:
    return make.membership(role="OWNER")


def url(name: str, *keys: int) -> str:
    return reverse(f"console:accounts_organization_{name}", args=keys)


def said(organization: Organization, **changes: object) -> dict[str, object]:
    return {
        "version": organization.version,
        "name": "Iron House",
        "time_zone": "Europe/Berlin",
        "week_start": 6,
        "units": "LB",
        "athlete_word": "client",
        "athletes_word": "clients",
        "missed_in_a_row": 2,
        "fall_points": 15,
        "runway_days": 10,
        "accent": "#1d5fd1",
        **changes,
    }


def post_settings(owner: Membership, **changes: object) -> object:
    home = Organization.objects.get(pk=owner.organization_id)
    return client_of(owner.user).post(url("change", home.pk), said(home, **changes))


def test_settings_are_kept_and_the_word_is_used(owner):
    response = post_settings(owner)

    assert response.status_code == 302
    home = Organization.objects.get()
    kept = {name: getattr(home, name) for name in said(home) if name != "version"}
    assert kept == {name: value for name, value in said(home).items() if name != "version"}
    assert home.version == 2
    page = client_of(owner.user).get(reverse("console:athletes_athlete_changelist"))
    assert page.context["title"] == "Clients"


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        (
            {"accent": "#ffcc00"},
            "accent",
            "Choose a darker color: its contrast with white is 1.5; 4.5 is due.",
        ),
        ({"accent": "red"}, "accent", "Enter a color such as #1d5fd1."),
        ({"athletes_word": ""}, "athletes_word", "Enter both words, or neither."),
        (
            {"missed_in_a_row": 1},
            "missed_in_a_row",
            "Ensure this value is greater than or equal to 2.",
        ),
        (
            {"version": 7},
            "__all__",
            "Somebody saved this since you opened it. What you typed is still here: compare "
            "it with what is saved now, then save again.",
        ),
    ],
)
def test_settings_out_of_bounds_or_stale_are_refused(owner, changes, field, sentence):
    response = post_settings(owner, **changes)

    assert response.context["form"].errors == {field: [sentence]}
    assert Organization.objects.get().version == 1


def test_contrast_is_that_of_wcag():
    assert [round(contrast_with_white(one), 2) for one in ("#000000", "#ffffff", "#767676")] == [
        21,
        1,
        4.54,
    ]


def test_role_is_changed_and_the_last_owner_stays(owner):
    home, coach = owner.organization, make.membership(organization=owner.organization)
    client = client_of(owner.user)

    client.post(url("role", home.pk, owner.pk), {f"{owner.pk}-role": "COACH"})
    client.post(url("active", home.pk, owner.pk))
    client.post(url("role", home.pk, coach.pk), {f"{coach.pk}-role": "HEAD_COACH"})

    rows = Membership.objects.order_by("pk").values_list("pk", "role", "is_active")
    assert list(rows) == [(owner.pk, "OWNER", True), (coach.pk, "HEAD_COACH", True)]


def test_owner_leaves_once_there_is_another(owner):
    make.membership(organization=owner.organization, role="OWNER")

    client_of(owner.user).post(url("active", owner.organization_id, owner.pk))

    owner.refresh_from_db()
    assert owner.is_active is False


def test_coach_with_athletes_hands_them_over_first_and_comes_back(owner):
    coach = make.membership(organization=owner.organization)
    athlete = make.athlete(coach=coach)
    client, active = client_of(owner.user), url("active", owner.organization_id, coach.pk)

    def is_active() -> bool:
        client.post(active)
        coach.refresh_from_db()
        return coach.is_active

    stays = is_active()
    led_to = client.get(url("roster", owner.organization_id, coach.pk)).url
    client.post(led_to, {"to": owner.pk})
    gone, back = is_active(), is_active()

    assert led_to == f"/console/athletes/athlete/bulk/hand_over/?athletes={athlete.pk}"
    assert (stays, gone, back) == (True, False, True)


@pytest.mark.parametrize("role", ["HEAD_COACH", "COACH", "ASSISTANT"])
def test_page_is_read_by_all_and_changed_by_owners_alone(owner, role):
    place = make.membership(organization=owner.organization, role=role)
    client, home = client_of(place.user), owner.organization

    posts = [
        client.post(url("change", home.pk), said(home)),
        client.post(url("invite", home.pk), {"email": "new@example.com", "role": "OWNER"}),
        client.post(url("role", home.pk, place.pk), {f"{place.pk}-role": "OWNER"}),
        client.post(url("active", home.pk, owner.pk)),
        client.post(url("logo", home.pk)),
    ]

    assert client.get(url("change", home.pk)).status_code == 200
    assert {response.status_code for response in posts} == {403}
    assert Outbox.objects.count() == 0


@pytest.mark.parametrize("coaches", [1, 3])
def test_page_takes_the_same_queries(owner, coaches, django_assert_num_queries):
    for _ in range(coaches - 1):
        make.athlete(coach=make.membership(organization=owner.organization))
    client = client_of(owner.user)
    client.get(url("change", owner.organization_id))

    with django_assert_num_queries(4):
        client.get(url("change", owner.organization_id))


def invited(owner: Membership) -> str:
    client_of(owner.user).post(
        url("invite", owner.organization_id), {"email": "New@Example.com", "role": "COACH"}
    )
    text = Outbox.objects.get().message["text"]
    return "/coach-invitation/" + text.partition("/coach-invitation/")[2].partition("\n")[0]


def test_invited_coach_takes_the_place_once(owner):
    address = invited(owner)
    person = make.account(email="new@example.com")

    answers = [client_of(person).post(address).status_code for _ in range(2)]

    assert answers == [302, 422]
    place = Membership.objects.get(user=person)
    assert (place.organization, place.role, place.is_active) == (owner.organization, "COACH", True)


def test_invitation_is_for_its_address_and_while_the_owner_is_one(owner):
    address, other = invited(owner), make.account()
    person = make.account(email="new@example.com")
    wrong = client_of(other).post(address).status_code
    Membership.objects.filter(pk=owner.pk).update(role="COACH")

    void = client_of(person).post(address).status_code
    forged = client_of(person).post(address[:-3] + "x/").status_code

    assert (wrong, void, forged, Membership.objects.count()) == (422, 404, 404, 1)
    assert Client().get(address).url.startswith("/accounts/login/")


def test_logo_is_drawn_anew_and_shown_to_the_organization_only(owner, settings: Settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture = BytesIO()
    Image.new("RGBA", (900, 300), "#1d5fd1").save(picture, "PNG")
    file = SimpleUploadedFile("logo.png", picture.getvalue(), content_type="image/png")
    client, address = client_of(owner.user), url("logo", owner.organization_id)

    client.post(address, {"logo": file})

    shown = b"".join(client.get(address).streaming_content)
    with Image.open(BytesIO(shown)) as image:
        assert (image.format, image.size) == ("JPEG", (320, 107))
    assert client_of(make.membership().user).get(address).status_code == 404
    client.post(address, {"logo": SimpleUploadedFile("x.png", b"<svg>")})
    assert b"".join(client.get(address).streaming_content) == shown
