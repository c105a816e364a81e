"""Filters and annotations of the rows of this package, named by meaning."""

from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Q

from programs.scoping import coached_organizations, edited_organizations

Row = TypeVar("Row", bound=models.Model, covariant=True)


class ExerciseQuerySet(models.QuerySet[Row]):
    """Built-in exercises belong to nobody and are visible to everybody who signed in."""

    def visible_to(self, user: Any) -> Self:
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            Q(organization=None)
            | Q(organization__in=coached_organizations(user))
            | Q(organization__athletes__user=user)
        ).distinct()

    def usable_in(self, organization: Any) -> Self:
        """Return the built-in exercises and the organization's own."""
        return self.filter(Q(organization=None) | Q(organization=organization), merged_into=None)


class CoachedRowQuerySet(models.QuerySet[Row]):
    """Rows that every coach of the organization may see."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(organization__in=coached_organizations(user))

    def editable_by(self, user: Any) -> Self:
        return self.filter(organization__in=edited_organizations(user))


class ProgramVersionQuerySet(CoachedRowQuerySet[Row]):
    def published(self) -> Self:
        return self.filter(status="PUBLISHED")
