"""Keep the organization's logo, drawn anew."""

from secrets import token_hex
from typing import Any

import pghistory
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F

from athletes.actions.clean_photo import clean_photo
from coaching.accounts.models import Organization


def keep_logo(*, organization: Organization, content: bytes, by: Any) -> None:
    """Keep a picture of at most 320 px as the logo; the one before is dropped.

    Raises what ``clean_photo`` raises; then nothing is kept.
    """
    clean, name = clean_photo(content), token_hex(16)
    default_storage.save(logo_path(name), ContentFile(clean.small))
    with transaction.atomic(), pghistory.context(user=by.pk, action="keep_logo"):
        former = Organization.objects.select_for_update(no_key=True).get(pk=organization.pk).logo
        Organization.objects.filter(pk=organization.pk).update(logo=name, version=F("version") + 1)
        if former:
            transaction.on_commit(lambda: default_storage.delete(logo_path(former)))


def logo_path(name: str) -> str:
    """Return where in the storage a logo's file lies."""
    return f"logos/{name[:2]}/{name}.jpg"
