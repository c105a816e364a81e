"""The athletes app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AthletesConfig(AppConfig):
    name = "athletes"
    # The console's pages stand under it: "Athletes, Athletes" would say nothing.
    verbose_name = _("Training")
