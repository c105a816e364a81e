"""Filters and annotations of the rows of this package, named by meaning."""

from datetime import date, datetime
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce

from athletes.scoping import engagements_of
from programs.scoping import WRITING, led_organizations

Row = TypeVar("Row", bound=models.Model, covariant=True)


class AthleteQuerySet(models.QuerySet[Row]):
    def visible_to(self, user: Any) -> Self:
        """Return the athletes a person coaches, leads, or is."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            Q(organization__in=led_organizations(user))
            | Exists(engagements_of(user).filter(athlete=OuterRef("pk")))
            | Q(user=user)
        )

    def coached_by(self, user: Any) -> Self:
        """Return the athletes whose rows the person sees as a coach, not as the athlete."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            Q(organization__in=led_organizations(user))
            | Exists(engagements_of(user).filter(athlete=OuterRef("pk")))
        )

    def editable_by(self, user: Any) -> Self:
        """Return the athletes whose plans the person may change: assistants read and log."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            Q(organization__in=led_organizations(user))
            | Exists(
                engagements_of(user).filter(athlete=OuterRef("pk"), membership__role__in=WRITING)
            )
        )

    def belonging_to(self, user: Any) -> Self:
        """Return the person's own places as an athlete, one an organization."""
        return self.filter(user=user) if user.is_authenticated else self.none()


class AthleteRowQuerySet(models.QuerySet[Row]):
    """Rows that belong to one athlete, named by a field ``athlete``."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(athlete__in=self._athletes().visible_to(user))

    def coached_by(self, user: Any) -> Self:
        return self.filter(athlete__in=self._athletes().coached_by(user))

    def editable_by(self, user: Any) -> Self:
        return self.filter(athlete__in=self._athletes().editable_by(user))

    def belonging_to(self, user: Any) -> Self:
        return self.filter(athlete__in=self._athletes().belonging_to(user))

    def _athletes(self) -> AthleteQuerySet[Any]:
        athlete = self.model._meta.get_field("athlete").related_model
        return AthleteQuerySet(athlete, using=self.db)


class CoachesOnlyQuerySet(AthleteRowQuerySet[Row]):
    """Rows that an athlete never sees."""

    def visible_to(self, user: Any) -> Self:
        return self.coached_by(user)

    def belonging_to(self, user: Any) -> Self:
        return self.none()


class PhotoQuerySet(AthleteRowQuerySet[Row]):
    """Photos are the athlete's own; coaches see them only while the athlete shares them."""

    def visible_to(self, user: Any) -> Self:
        athletes = self._athletes()
        return self.filter(
            Q(athlete__in=athletes.belonging_to(user))
            | Q(athlete__in=athletes.coached_by(user).filter(shares_photos=True))
        )

    def coached_by(self, user: Any) -> Self:
        return super().coached_by(user).filter(athlete__shares_photos=True)

    def editable_by(self, user: Any) -> Self:
        return super().editable_by(user).filter(athlete__shares_photos=True)


class AbsenceQuerySet(AthleteRowQuerySet[Row]):
    def on(self, day: date) -> Self:
        return self.filter(Q(to_on=None) | Q(to_on__gte=day), from_on__lte=day)


class PlanQuerySet(AthleteRowQuerySet[Row]):
    def running(self) -> Self:
        return self.filter(status__in=("ACTIVE", "PAUSED"))

    def running_first(self) -> Self:
        """Order by what an athlete follows: the running plan, then the newest."""
        is_over = Case(
            When(status__in=("ACTIVE", "PAUSED"), then=Value(0)),
            default=Value(1),
            output_field=models.IntegerField(),
        )
        return self.order_by(is_over, "-assigned_at", "-pk")

    def due_at(self, now: datetime) -> Self:
        """Return the plans whose phase is over and whose turn to try has come, oldest first."""
        return self.filter(
            Q(retry_at=None) | Q(retry_at__lte=now),
            status="ACTIVE",
            quarantined_at=None,
            due_at__lte=now,
        ).order_by("due_at", "pk")


class UndoableQuerySet(AthleteRowQuerySet[Row]):
    def standing(self) -> Self:
        """Return the changes that were not taken back."""
        return self.filter(undone_at=None)


class PhaseTransitionQuerySet(UndoableQuerySet[Row]):
    """Decisions carried out."""


class PlannedSessionQuerySet(AthleteRowQuerySet[Row]):
    def in_training_order(self) -> Self:
        return self.order_by("scheduled_on", "ordinal", "pk")


class OutboxQuerySet(models.QuerySet[Row]):
    def waiting_at(self, now: datetime) -> Self:
        """Return what is to be sent and is not held by another sender, oldest first."""
        return self.filter(
            Q(lease_until=None) | Q(lease_until__lte=now),
            sent_at=None,
            dead_at=None,
            run_after__lte=now,
        ).order_by("run_after", "pk")

    def done_by(self, instant: datetime) -> Self:
        """Return what was sent or dropped by then, oldest first."""
        done = self.annotate(done_at=Coalesce("sent_at", "dropped_at"))
        return done.filter(done_at__lte=instant).order_by("done_at", "pk")

    def dead(self) -> Self:
        """Return what was given up and neither sent again nor dropped."""
        return self.filter(dead_at__isnull=False, dropped_at=None)


class SetLogQuerySet(AthleteRowQuerySet[Row]):
    def standing(self) -> Self:
        """Return the sets that were not taken back."""
        return self.filter(deleted_at=None)

    def newest_first(self) -> Self:
        return self.order_by(F("performed_at").desc(), "-pk")


class CommentQuerySet(AthleteRowQuerySet[Row]):
    def unread_by_coaches(self, user: Any) -> Self:
        """Return what athletes wrote that nobody of the coaches read; not one's own."""
        return self.filter(is_by_athlete=True, read_at=None).exclude(author=user)

    def unread_by_athlete(self) -> Self:
        """Return what coaches wrote that the athlete hasn't read."""
        return self.filter(is_by_athlete=False, read_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-written_at", "-pk")


class SyncDeviceQuerySet(models.QuerySet[Row]):
    def belonging_to(self, user: Any) -> Self:
        """Return the person's phones that were not revoked."""
        return self.filter(user=user, revoked_at=None)


class PushSubscriptionQuerySet(models.QuerySet[Row]):
    def belonging_to(self, user: Any) -> Self:
        """Return the browsers in which the person asked for reminders."""
        return self.filter(user=user) if user.is_authenticated else self.none()


class SyncOperationQuerySet(AthleteRowQuerySet[Row]):
    def unresolved(self) -> Self:
        """Return what didn't find its place: the athlete is shown it until they let it be."""
        return self.filter(status__in=("WAITING", "PARKED", "REFUSED"))

    def settled(self) -> Self:
        """Return what needs nobody any more."""
        return self.filter(status__in=("APPLIED", "SUPERSEDED", "DISMISSED"))
