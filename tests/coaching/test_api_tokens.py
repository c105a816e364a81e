"""API tokens: made once, kept hashed, good until they expire or are revoked."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from coaching.actions.create_token import TokenLifetimeInvalid, TooManyTokens, create_token
from coaching.models import ApiToken
from tests import make

pytestmark = pytest.mark.django_db

ME = "/api/v1/me/"


def ask(text: str, path: str = ME, **options: Any) -> Any:
    return Client().get(path, headers={"authorization": f"Bearer {text}"}, **options)


def test_token_speaks_for_its_user() -> None:
    user = make.user()
    _, text = create_token(user=user, name="Script", now=timezone.now())

    response = ask(text)

    assert response.status_code == 200
    assert response.json()["email"] == user.email


def test_token_is_kept_only_as_a_hash() -> None:
    row, text = create_token(user=make.user(), name="Script", now=timezone.now())

    assert text.startswith("pw_")
    assert len(text) == 67
    assert text.startswith(row.token_key)
    assert len(row.token_key) == 15
    assert text not in str(ApiToken.objects.values().get())


@pytest.mark.parametrize("text", ["", "pw_wrong", "pw_" + "0" * 64, "pw_é", "a b"])
def test_unknown_token_is_refused(text: str) -> None:
    response = ask(text)

    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Bearer"
    assert response.json()["type"] == "client_error"


def test_expired_token_is_refused() -> None:
    row, text = create_token(user=make.user(), name="Script", now=timezone.now())
    ApiToken.objects.filter(pk=row.pk).update(expiry=timezone.now() - timedelta(seconds=1))

    assert ask(text).status_code == 401


def test_token_of_a_deactivated_person_is_refused() -> None:
    user = make.user()
    _, text = create_token(user=user, name="Script", now=timezone.now())
    user.is_active = False
    user.save(update_fields=["is_active"])

    assert ask(text).status_code == 401


def test_member_without_second_factor_is_refused_where_it_is_required(
    settings: LazySettings,
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    _, text = create_token(user=make.membership().user, name="Script", now=timezone.now())

    response = ask(text)

    assert response.status_code == 403
    assert response.json()["errors"][0]["code"] == "second_factor_required"


def test_use_is_noted_once_a_minute(django_assert_num_queries: Any) -> None:
    row, text = create_token(user=make.user(), name="Script", now=timezone.now())

    # Token, note of its use, memberships, places.
    with django_assert_num_queries(4):
        ask(text)
    noted = ApiToken.objects.get(pk=row.pk).last_used_at
    with django_assert_num_queries(3):
        ask(text)

    assert ApiToken.objects.get(pk=row.pk).last_used_at == noted
    assert timezone.now() - noted < timedelta(minutes=1)


def test_create_shows_the_token_once() -> None:
    client, user = Client(), make.user()
    client.force_login(user)

    made = client.post("/api/v1/tokens/", {"name": "Report", "days": 30}, "application/json")
    listed = client.get("/api/v1/tokens/").json()["results"]

    assert made.status_code == 201
    assert ask(made.json()["token"]).status_code == 200
    assert set(made.json()) - set(listed[0]) == {"token"}
    assert [row["name"] for row in listed] == ["Report"]
    left = ApiToken.objects.get().expiry - timezone.now()
    assert timedelta(days=29, hours=23) < left <= timedelta(days=30)


def test_token_cannot_make_another() -> None:
    _, text = create_token(user=make.user(), name="Script", now=timezone.now())

    response = Client().post(
        "/api/v1/tokens/",
        {"name": "Heir"},
        "application/json",
        headers={"authorization": f"Bearer {text}"},
    )

    assert response.status_code == 403
    assert ApiToken.objects.count() == 1


def test_revoked_token_is_refused_at_once() -> None:
    client, user = Client(), make.user()
    client.force_login(user)
    row, text = create_token(user=user, name="Script", now=timezone.now())

    assert client.delete(f"/api/v1/tokens/{row.token_key}/").status_code == 204
    assert client.delete(f"/api/v1/tokens/{row.token_key}/").status_code == 404
    assert ask(text).status_code == 401


def test_token_of_somebody_else_is_not_found() -> None:
    client = Client()
    client.force_login(make.user())
    row, _ = create_token(user=make.user(), name="Script", now=timezone.now())

    assert client.delete(f"/api/v1/tokens/{row.token_key}/").status_code == 404
    assert ApiToken.objects.count() == 1


def test_twenty_first_token_is_refused_until_one_expires() -> None:
    user, now = make.user(), timezone.now()
    rows = [create_token(user=user, name=str(number), now=now)[0] for number in range(20)]

    with pytest.raises(TooManyTokens):
        create_token(user=user, name="one more", now=now)
    ApiToken.objects.filter(pk=rows[0].pk).update(expiry=now)
    create_token(user=user, name="one more", now=now)

    assert ApiToken.objects.filter(user=user).count() == 20


@pytest.mark.parametrize("days", [0, 366])
def test_lifetime_out_of_range_is_refused(days: int) -> None:
    with pytest.raises(TokenLifetimeInvalid):
        create_token(user=make.user(), name="Script", now=timezone.now(), days=days)

    assert ApiToken.objects.count() == 0


def test_form_without_csrf_token_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.user())

    response = client.post("/api/v1/tokens/", {"name": "Report"}, "application/json")

    assert response.status_code == 403
    assert ApiToken.objects.count() == 0
