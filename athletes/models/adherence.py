"""What was received of what was asked, a row a week and a row a phase (spec 6.2)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from athletes.querysets import AthleteRowQuerySet


class AdherenceFigures(models.Model):
    """The counts, from which every ratio follows, and the ratios as they are read and sorted.

    Volume sums are rounded to 9 decimals when stored; ratios to 6. Null: nothing to judge.
    Provisional until ``sealed_at``; a sealed row doesn't change, and keeps which sessions were
    due in it: later logs of these are its corrections.
    """

    class Status(models.TextChoices):
        ON_TRACK = "on_track", _("on track")
        AT_RISK = "at_risk", _("at risk")
        OFF_TRACK = "off_track", _("off track")
        NO_DATA = "no_data", _("no data")

    due = models.PositiveSmallIntegerField(_("due"))
    attended = models.PositiveSmallIntegerField(_("attended"))
    partial = models.PositiveSmallIntegerField(_("partial"))
    missed = models.PositiveSmallIntegerField(_("missed"))
    moved = models.PositiveSmallIntegerField(_("moved"))
    excused = models.PositiveSmallIntegerField(_("excused"))
    paused = models.PositiveSmallIntegerField(_("paused"))
    pending = models.PositiveSmallIntegerField(_("pending"))
    extra = models.PositiveSmallIntegerField(_("extra"))
    sets_done = models.PositiveIntegerField(_("sets done"))
    sets_prescribed = models.PositiveIntegerField(_("sets asked"))
    volume_credit = models.DecimalField(max_digits=18, decimal_places=9)
    volume_raw_credit = models.DecimalField(max_digits=18, decimal_places=9)
    compliant = models.PositiveIntegerField(_("sets on target"))
    evaluable = models.PositiveIntegerField(_("sets with a target"))
    longest_missed_run = models.PositiveSmallIntegerField(_("longest run missed"))
    is_interrupted = models.BooleanField(_("interrupted"))
    session_adherence = models.DecimalField(
        _("sessions"), max_digits=9, decimal_places=6, null=True
    )
    set_adherence = models.DecimalField(_("sets"), max_digits=9, decimal_places=6, null=True)
    volume_adherence = models.DecimalField(_("volume"), max_digits=9, decimal_places=6, null=True)
    volume_raw = models.DecimalField(_("raw volume"), max_digits=12, decimal_places=6, null=True)
    intensity_adherence = models.DecimalField(
        _("intensity"), max_digits=9, decimal_places=6, null=True
    )
    composite = models.DecimalField(_("composite"), max_digits=9, decimal_places=6, null=True)
    exposure = models.DecimalField(_("exposure"), max_digits=9, decimal_places=6, null=True)
    status = models.CharField(_("status"), max_length=9, choices=Status)
    computed_at = models.DateTimeField(_("computed"))
    sealed_at = models.DateTimeField(_("sealed"), null=True)
    done_sessions = ArrayField(models.BigIntegerField(), default=list)
    missed_sessions = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        abstract = True


class WeeklyAdherence(AdherenceFigures):
    """One training week of a plan: seven days from ``week_on``."""

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    athlete = models.ForeignKey(
        "athletes.Athlete",
        on_delete=models.CASCADE,
        related_name="weekly_adherence",
        db_constraint=False,
    )
    plan = models.ForeignKey(
        "athletes.Plan",
        on_delete=models.CASCADE,
        related_name="weekly_adherence",
        db_constraint=False,
        db_index=False,
    )
    week_on = models.DateField(_("week of"))

    objects = AthleteRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("weekly adherence")
        verbose_name_plural = _("weekly adherence")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "plan", "week_on"], name="weekly_adherence_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization", "athlete", "-week_on"], name="weekly_adherence_newest"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.athlete} {self.week_on}"


class PhaseSummary(AdherenceFigures):
    """One phase of a plan."""

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    athlete = models.ForeignKey(
        "athletes.Athlete", on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    phase = models.OneToOneField(
        "athletes.PlanPhase",
        on_delete=models.CASCADE,
        related_name="summary",
        db_constraint=False,
    )

    objects = AthleteRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("phase summary")
        verbose_name_plural = _("phase summaries")

    def __str__(self) -> str:
        return str(self.phase_id)


class AdherenceCorrection(models.Model):
    """What late logs change of a sealed week (``week_on``) or ``phase``, signed.

    The sealed row and its corrections add up to what is known now, of the sessions that were due
    then: what was excused, paused or cancelled stays so. Shares: null where nothing was or is to
    judge; where only the seal had nothing, the whole share.
    """

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    athlete = models.ForeignKey(
        "athletes.Athlete",
        on_delete=models.CASCADE,
        related_name="adherence_corrections",
        db_constraint=False,
    )
    plan = models.ForeignKey(
        "athletes.Plan",
        on_delete=models.CASCADE,
        related_name="adherence_corrections",
        db_constraint=False,
        db_index=False,
    )
    week_on = models.DateField(_("week of"), null=True, blank=True)
    phase = models.ForeignKey(
        "athletes.PlanPhase",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="adherence_corrections",
        db_constraint=False,
    )
    session_logs = ArrayField(models.UUIDField(), verbose_name=_("late logs"))
    corrected_at = models.DateTimeField(_("corrected"))
    attended = models.SmallIntegerField(_("attended"))
    partial = models.SmallIntegerField(_("partial"))
    missed = models.SmallIntegerField(_("missed"))
    moved = models.SmallIntegerField(_("moved"))
    extra = models.SmallIntegerField(_("extra"))
    sets_done = models.IntegerField(_("sets done"))
    volume_credit = models.DecimalField(max_digits=18, decimal_places=9)
    volume_raw_credit = models.DecimalField(max_digits=18, decimal_places=9)
    compliant = models.IntegerField(_("sets on target"))
    evaluable = models.IntegerField(_("sets with a target"))
    session_adherence = models.DecimalField(
        _("sessions"), max_digits=9, decimal_places=6, null=True
    )
    set_adherence = models.DecimalField(_("sets"), max_digits=9, decimal_places=6, null=True)
    volume_adherence = models.DecimalField(_("volume"), max_digits=9, decimal_places=6, null=True)
    volume_raw = models.DecimalField(_("raw volume"), max_digits=12, decimal_places=6, null=True)
    intensity_adherence = models.DecimalField(
        _("intensity"), max_digits=9, decimal_places=6, null=True
    )
    composite = models.DecimalField(_("composite"), max_digits=9, decimal_places=6, null=True)
    exposure = models.DecimalField(_("exposure"), max_digits=9, decimal_places=6, null=True)

    objects = AthleteRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("adherence correction")
        verbose_name_plural = _("adherence corrections")
        constraints = [
            models.CheckConstraint(
                condition=Q(week_on=None, phase__isnull=False)
                | Q(week_on__isnull=False, phase=None),
                name="correction_is_of_a_week_or_a_phase",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "plan"], name="correction_by_plan"),
        ]

    def __str__(self) -> str:
        return f"{self.athlete} {self.week_on or self.phase}"
