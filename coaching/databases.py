"""Turning one address into the settings that each library wants."""

import secrets
from base64 import urlsafe_b64decode
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from coaching.env import SettingInvalid

PUSH_KEY_BYTES = 32
# Each trigger asks whether it is ignored. Where nothing is set it catches an error, for which
# PostgreSQL goes through all checks that the transaction put off: what a bulk write took grew with
# the square of its rows.
NO_TRIGGER_IGNORED = "pgtrigger.ignore={}"


def postgres(url: str, *, statement_timeout_s: int) -> dict[str, Any]:
    """Return Django's database settings for ``postgresql://user:password@host:port/name``.

    ``?host=/folder`` points at a unix socket; other query parts are passed to libpq.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise SettingInvalid(f"DATABASE_URL starts with {parts.scheme!r}; write postgresql://.")
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    host = options.pop("host", "") or parts.hostname or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(host),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **options,
            "options": f"-c statement_timeout={statement_timeout_s}s"
            " -c idle_in_transaction_session_timeout=20s -c lock_timeout=5s"
            f" -c {NO_TRIGGER_IGNORED}",
        },
    }


def cache_url(url: str) -> str:
    """Return the cache's address: its own logical database beside the broker's."""
    return f"{url}?db=1" if url.startswith("unix:") else f"{url.rstrip('/')}/1"


def broker_url(url: str) -> str:
    """Return Celery's spelling of a Redis address."""
    if url.startswith("unix:"):
        return f"redis+socket://{urlsplit(url).path}?virtual_host=0"
    return f"{url.rstrip('/')}/0"


def mail(url: str) -> tuple[str, dict[str, Any]]:
    """Return the delivering backend and its options for smtp://, smtps://, file:// or console://.

    Empty means nowhere yet: mail waits in the outbox until an address is set.
    """
    parts = urlsplit(url)
    match parts.scheme:
        case "":
            return "", {}
        case "console":
            return "django.core.mail.backends.console.EmailBackend", {}
        case "file":
            return "django.core.mail.backends.filebased.EmailBackend", {"file_path": parts.path}
        case "smtp" | "smtps":
            return "django.core.mail.backends.smtp.EmailBackend", {
                "host": parts.hostname,
                "port": parts.port or (465 if parts.scheme == "smtps" else 587),
                "username": unquote(parts.username or ""),
                "password": unquote(parts.password or ""),
                "use_ssl": parts.scheme == "smtps",
                "use_tls": parts.scheme == "smtp",
                "timeout": 10,
            }
    raise SettingInvalid(f"MAIL_URL starts with {parts.scheme!r}; write smtp:// or smtps://.")


def push_key(text: str) -> str:
    """Return the private key of web push, or nothing where there is none: 32 bytes in base64."""
    try:
        size = len(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except ValueError:
        size = -1
    if text and size != PUSH_KEY_BYTES:
        raise SettingInvalid("VAPID_PRIVATE_KEY isn't 32 bytes in base64. See docs/operations.md.")
    return text


def laptop_push_key(folder: Path) -> str:
    """Return the laptop's own key of web push."""
    return _kept(folder / "push-key", size=PUSH_KEY_BYTES)


def laptop_secret(folder: Path) -> str:
    """Return the laptop's own secret."""
    return _kept(folder / "secret", size=50)


def _kept(path: Path, *, size: int) -> str:
    """Return random text, made on first use and kept beside the laptop's database."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(size), encoding="utf-8")
    return path.read_text(encoding="utf-8")
