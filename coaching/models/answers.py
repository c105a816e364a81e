"""Answers of the API that are kept, so that sending a request twice does its work once."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class KeptAnswer(models.Model):
    """What a person's request with a key of its own was answered; a secret without its body."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="kept_answers",
        verbose_name=_("user"),
    )
    key = models.CharField(_("key"), max_length=255)
    request_hash = models.CharField(_("hash of the request"), max_length=64)
    status = models.SmallIntegerField(_("status"))
    headers = models.JSONField(_("headers"), default=dict)
    body = models.TextField(_("body"), blank=True)
    is_secret = models.BooleanField(_("secret"), default=False)
    kept_at = models.DateTimeField(_("kept"), db_index=True)

    class Meta:
        verbose_name = _("kept answer")
        verbose_name_plural = _("kept answers")
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="kept_answer_once_per_key")
        ]

    def __str__(self) -> str:
        return self.key
