"""Members need a second factor where the setting says so; athletes don't."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from coaching.accounts.middleware import lacks_second_factor
from tests import make

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"


@pytest.fixture(autouse=True)
def _required(settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    cache.clear()


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_member_without_factor_is_led_to_set_it_up(client: Client) -> None:
    client.force_login(make.membership(user=make.account()).user)

    response = client.get("/home/?week=3")

    assert response["Location"] == reverse("second_factor")
    page = client.get(reverse("second_factor"))
    assert reverse("mfa_activate_totp") in page.content.decode()


def test_member_who_sets_up_an_app_comes_back(client: Client) -> None:
    coach = make.membership(user=make.account()).user
    client.force_login(coach)
    client.get("/home/?week=3")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    form = client.get(reverse("mfa_activate_totp")).context["form"]

    done = client.post(reverse("mfa_activate_totp"), {"code": code(form.secret)})
    codes = client.get(done["Location"])
    back = client.get(reverse("second_factor"))

    assert done["Location"] == reverse("mfa_view_recovery_codes")
    assert "Continue to where you were going" in codes.content.decode()
    assert back["Location"] == "/home/?week=3"
    assert not lacks_second_factor(coach)


def test_member_with_factor_signs_in_with_a_code(client: Client) -> None:
    coach = make.membership(user=make.account(email="hanna@example.com")).user
    TOTP.activate(coach, "JBSWY3DPEHPK3PXP")

    asked = client.post(
        reverse("account_login"), {"login": "hanna@example.com", "password": PASSWORD}
    )
    before = "_auth_user_id" in client.session
    done = client.post(reverse("mfa_authenticate"), {"code": code("JBSWY3DPEHPK3PXP")})

    assert asked["Location"] == reverse("mfa_authenticate")
    assert not before
    assert done["Location"] == reverse("home")
    assert client.session["_auth_user_id"] == str(coach.pk)


def test_wrong_code_signs_nobody_in(client: Client) -> None:
    coach = make.membership(user=make.account(email="hanna@example.com")).user
    TOTP.activate(coach, "JBSWY3DPEHPK3PXP")
    client.post(reverse("account_login"), {"login": "hanna@example.com", "password": PASSWORD})
    wrong = f"{(int(code('JBSWY3DPEHPK3PXP')) + 1) % 1_000_000:06}"

    page = client.post(reverse("mfa_authenticate"), {"code": wrong})

    assert page.status_code == 200
    assert "_auth_user_id" not in client.session


def test_recovery_codes_alone_are_no_second_factor() -> None:
    coach = make.membership(user=make.account()).user
    Authenticator.objects.create(user=coach, type=Authenticator.Type.RECOVERY_CODES, data={})

    assert lacks_second_factor(coach)


def test_operator_needs_one_without_any_membership() -> None:
    assert lacks_second_factor(make.user(is_staff=True))


def test_athlete_and_former_member_need_none() -> None:
    athlete = make.athlete(user=make.account())
    former = make.membership(is_active=False)

    assert not lacks_second_factor(athlete.user)
    assert not lacks_second_factor(former.user)


def test_api_refuses_in_its_own_shape(client: Client) -> None:
    client.force_login(make.membership(user=make.account()).user)

    response = client.get("/api/v1/athletes/")

    assert response.status_code == 403
    assert response.json() == {
        "type": "client_error",
        "errors": [
            {
                "code": "second_factor_required",
                "detail": "Set up a second factor in your account first.",
                "attr": None,
            }
        ],
    }


def test_post_without_factor_changes_nothing_and_is_not_repeated(client: Client) -> None:
    client.force_login(make.membership(user=make.account()).user)

    response = client.post("/home/")

    assert response["Location"] == reverse("second_factor")
    assert "after_second_factor" not in client.session


def test_signing_out_works_without_factor(client: Client) -> None:
    client.force_login(make.membership(user=make.account()).user)

    client.post(reverse("account_logout"))

    assert "_auth_user_id" not in client.session


def test_check_costs_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    coach = make.membership(user=make.account()).user

    with django_assert_num_queries(1):
        lacks_second_factor(coach)


def test_setting_off_asks_nobody(client: Client, settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(make.membership(user=make.account()).user)

    response = client.get("/no-such-page/")

    assert response.status_code == 404
