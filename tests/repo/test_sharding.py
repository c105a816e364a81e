"""The schema can be spread over machines by organization (docs/scaling.md)."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db

# On every machine alike: the framework's own, and what all organizations share.
SHARED = {
    "accounts_user": "a person may belong to several organizations",
    "accounts_userevent": "the history of a person",
    "accounts_organization": "what the others are spread by",
    "accounts_organizationevent": "the history of an organization",
    "accounts_user_groups": "the framework's own",
    "accounts_user_user_permissions": "the framework's own",
    "athletes_heartbeat": "one sweep for all",
    "athletes_syncdevice": "a person's, whatever the organization",
    "coaching_apitoken": "a person's, whatever the organization",
    "coaching_keptanswer": "a person's, whatever the organization",
    "programs_substitution": "of the catalogue, which every machine holds",
}
PREFIXES_OF_OTHERS = (
    "account_",
    "auth_",
    "django_",
    "knox_",
    "mfa_",
    "pghistory_",
    "usersessions_",
)

# The catalogue: each machine holds all of it, an organization's own exercises included.
ON_EVERY_MACHINE = "programs_exercise"

# Unique without naming the organization. Whoever shards widens these first: the rows that they
# tell apart lie in one organization already.
TO_WIDEN = {
    "athletes_equipmentprofile_athlete_id_key": "one to one with an athlete",
    "athletes_sessionlog_planned_session_id_key": "one to one with a session",
    "athletes_phasesummary_phase_id_key": "one to one with a phase",
    "athletes_outbox_key_key": "names a plan, a week or a coach of one organization",
    "coaching_reportdraft_link_hash_key": "256 random bits, as above",
    "coaching_invitation_token_hash_key": "256 random bits, found before the organization is known",
}

KEYS_TO_WIDEN = [
    ("athletes_comment", "athletes_setlog"),
    ("athletes_strengthestimate", "athletes_setlog"),
]


def test_every_row_of_a_tenant_names_its_organization() -> None:
    without = _query(
        """
        SELECT c.relname FROM pg_class c
        WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
          AND NOT EXISTS (SELECT FROM pg_attribute a
                          WHERE a.attrelid = c.oid AND a.attname = 'organization_id')
        """
    )

    tenants = {name for (name,) in without if not name.startswith(PREFIXES_OF_OTHERS)}
    assert tenants - SHARED.keys() == set()


def test_every_unique_key_but_the_id_holds_the_organization() -> None:
    without = _query(
        """
        SELECT i.relname FROM pg_index x
        JOIN pg_class i ON i.oid = x.indexrelid
        JOIN pg_class c ON c.oid = x.indrelid
        WHERE (x.indisunique OR x.indisexclusion) AND NOT x.indisprimary
          AND c.relnamespace = 'public'::regnamespace
          AND EXISTS (SELECT FROM pg_attribute a
                      WHERE a.attrelid = c.oid AND a.attname = 'organization_id')
          AND NOT EXISTS (SELECT FROM pg_attribute a
                          WHERE a.attrelid = c.oid AND a.attname = 'organization_id'
                            AND a.attnum = ANY (x.indkey::int2[]))
        """
    )

    assert {name for (name,) in without} == TO_WIDEN.keys()


def test_foreign_keys_between_tenants_hold_the_organization() -> None:
    without = _query(
        """
        SELECT k.conrelid::regclass::text, k.confrelid::regclass::text FROM pg_constraint k
        WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace
          AND EXISTS (SELECT FROM pg_attribute a
                      WHERE a.attrelid = k.conrelid AND a.attname = 'organization_id')
          AND EXISTS (SELECT FROM pg_attribute a
                      WHERE a.attrelid = k.confrelid AND a.attname = 'organization_id')
          AND NOT EXISTS (SELECT FROM pg_attribute a
                          WHERE a.attrelid = k.conrelid AND a.attname = 'organization_id'
                            AND a.attnum = ANY (k.conkey))
        """
    )

    between_tenants = [pair for pair in without if pair[1] != ON_EVERY_MACHINE]
    assert sorted(between_tenants) == KEYS_TO_WIDEN


def test_sets_are_numbered_so_that_time_can_divide_them() -> None:
    kinds = _query(
        """
        SELECT c.relname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a
        JOIN pg_class c ON c.oid = a.attrelid
        WHERE c.relname IN ('athletes_setlog', 'athletes_sessionlog') AND a.attname = 'id'
        """
    )

    assert set(kinds) == {("athletes_setlog", "uuid"), ("athletes_sessionlog", "uuid")}


def _query(statement: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())
