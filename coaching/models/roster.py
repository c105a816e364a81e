"""How coaches order their roster: words on athletes, and lists worth opening again."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from athletes.querysets import CoachesOnlyQuerySet
from programs.scoping import coached_organizations


class AthleteTag(models.Model):
    """A word on an athlete, for coaches; a word has one color in an organization."""

    class Color(models.TextChoices):
        GRAY = "GRAY", _("gray")
        BLUE = "BLUE", _("blue")
        GREEN = "GREEN", _("green")
        AMBER = "AMBER", _("amber")
        RED = "RED", _("red")
        VIOLET = "VIOLET", _("violet")

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    athlete = models.ForeignKey(
        "athletes.Athlete",
        on_delete=models.CASCADE,
        related_name="tags",
        db_constraint=False,
    )
    name = models.CharField(_("tag"), max_length=30)
    color = models.CharField(_("color"), max_length=6, choices=Color, default=Color.GRAY)

    objects = CoachesOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name", "athlete"], name="athlete_tag_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="athlete_tag_says_something"),
        ]

    def __str__(self) -> str:
        return self.name


class RosterViewQuerySet(models.QuerySet["RosterView"]):
    def made_by(self, user: Any) -> Self:
        return self.filter(membership__user=user, membership__is_active=True)

    def readable_by(self, user: Any) -> Self:
        """Return the person's own views, and those that colleagues share."""
        shared = Q(is_shared=True, organization__in=coached_organizations(user))
        return self.filter(shared | Q(membership__user=user, membership__is_active=True))


class RosterView(models.Model):
    """A search, filter and order of the roster under a name; ``query`` is its address's end."""

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    membership = models.ForeignKey(
        "accounts.Membership",
        on_delete=models.CASCADE,
        related_name="roster_views",
        db_constraint=False,
    )
    name = models.CharField(_("name"), max_length=40)
    query = models.CharField(_("filters"), max_length=500)
    is_shared = models.BooleanField(_("shared with the organization"), default=False)

    objects = RosterViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "membership", "name"], name="roster_view_name_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
