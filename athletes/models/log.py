"""What was done. Ids are made by whoever logs, so that sending twice is harmless."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from athletes.models.identifiers import uuid7
from athletes.models.pain import WORST, Pain, PainPlace, PainSide
from athletes.querysets import AthleteRowQuerySet, SetLogQuerySet

TOTALS = (
    "sets_prescribed", "sets_done", "compliant", "evaluable", "volume_credit", "volume_raw_credit",
)  # fmt: skip
"""What a session's groups add up to, named as in summaries."""


class SessionLog(models.Model):
    """One training session as performed; linked to a planned one unless it was an extra.

    ``on`` is the local day it belongs to: of its completion, or of its start until then. What its
    planned groups' tallies add up to is kept with them, so that summaries read no groups; null:
    no set of a group was logged yet.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    athlete = models.ForeignKey(
        "athletes.Athlete",
        on_delete=models.CASCADE,
        related_name="session_logs",
        db_constraint=False,
        db_index=False,
    )
    planned_session = models.OneToOneField(
        "athletes.PlannedSession",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="log",
        db_constraint=False,
    )
    started_at = models.DateTimeField(_("started"))
    completed_at = models.DateTimeField(_("finished"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64)
    on = models.DateField(_("day"))
    session_rpe = models.DecimalField(
        _("how hard was it, 1 to 10"), max_digits=3, decimal_places=1, null=True, blank=True
    )
    note = models.TextField(_("note"), blank=True)
    logged_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    corrected_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    corrected_at = models.DateTimeField(_("corrected by a coach"), null=True, blank=True)
    clocks = models.JSONField(default=dict, db_default={}, editable=False)
    rev = models.BigIntegerField(default=0)
    sets_prescribed = models.PositiveIntegerField(null=True, editable=False)
    sets_done = models.PositiveIntegerField(null=True, editable=False)
    compliant = models.PositiveIntegerField(null=True, editable=False)
    evaluable = models.PositiveIntegerField(null=True, editable=False)
    volume_credit = models.DecimalField(max_digits=60, decimal_places=30, null=True, editable=False)
    volume_raw_credit = models.DecimalField(
        max_digits=60, decimal_places=30, null=True, editable=False
    )

    objects = AthleteRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("logged session")
        verbose_name_plural = _("logged sessions")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "athlete", "id"], name="session_log_athlete_key"
            ),
            models.CheckConstraint(
                condition=Q(completed_at=None) | Q(completed_at__gte=F("started_at")),
                name="session_log_finishes_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(session_rpe=None) | Q(session_rpe__range=(0, 10)),
                name="session_log_rpe_is_0_to_10",
            ),
            models.CheckConstraint(
                condition=Q(**dict.fromkeys(TOTALS, None))
                | Q(
                    **{f"{total}__isnull": False for total in TOTALS},
                    sets_done__lte=F("sets_prescribed"),
                    compliant__lte=F("evaluable"),
                ),
                name="session_log_totals_fit",
            ),
        ]
        indexes = [
            models.Index(fields=["athlete", "on"], name="session_log_by_day"),
            models.Index(
                fields=["athlete"],
                condition=Q(completed_at=None, planned_session__isnull=False),
                name="session_log_unfinished",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.athlete} {self.on}"


class SetLog(models.Model):
    """One set as performed, with what was prescribed beside it.

    ``load_kg`` follows the exercise's load convention (per hand for dumbbells). ``rpe`` is empty
    when the set was accepted with one tap: only sets with an effort make estimates. ``clocks``
    tell when each value was said, so that the latest stands (``athletes.sync.merge``).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    athlete = models.ForeignKey(
        "athletes.Athlete",
        on_delete=models.CASCADE,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    session_log = models.ForeignKey(
        "athletes.SessionLog",
        on_delete=models.CASCADE,
        related_name="sets",
        db_constraint=False,
    )
    planned_group = models.ForeignKey(
        "athletes.PlannedGroup",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="set_logs",
        db_constraint=False,
    )
    exercise = models.ForeignKey(
        "programs.Exercise",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
    )
    exercise_name = models.CharField(_("exercise"), max_length=200)
    position = models.PositiveSmallIntegerField(_("set number"))
    prescribed_reps = models.CharField(_("reps asked"), max_length=20, blank=True)
    prescribed_kg = models.DecimalField(
        _("load asked"), max_digits=8, decimal_places=3, null=True, blank=True
    )
    prescribed_rpe = models.DecimalField(
        _("RPE asked"), max_digits=4, decimal_places=2, null=True, blank=True
    )
    reps = models.PositiveSmallIntegerField(_("reps"))
    load_kg = models.DecimalField(_("load"), max_digits=8, decimal_places=3, null=True, blank=True)
    rpe = models.DecimalField(_("RPE"), max_digits=3, decimal_places=1, null=True, blank=True)
    is_warmup = models.BooleanField(_("warm-up"), default=False)
    is_accepted = models.BooleanField(_("accepted as prescribed"), default=False)
    is_to_failure = models.BooleanField(_("to failure"), default=False)
    rest_s = models.PositiveSmallIntegerField(_("rest before, seconds"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    has_pain = models.BooleanField(_("pain"), default=False, db_default=False)
    pain_place = models.CharField(
        _("where it hurts"), max_length=10, choices=PainPlace, blank=True, db_default=""
    )
    pain_side = models.CharField(
        _("on which side"), max_length=5, choices=PainSide, blank=True, db_default=""
    )
    pain_severity = models.PositiveSmallIntegerField(_("pain, 0 to 10"), null=True, blank=True)
    performed_at = models.DateTimeField(_("performed"))
    deleted_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    clocks = models.JSONField(default=dict, db_default={}, editable=False)
    rev = models.BigIntegerField(default=0)

    objects = SetLogQuerySet.as_manager()

    class Meta:
        verbose_name = _("logged set")
        verbose_name_plural = _("logged sets")
        constraints = [
            models.CheckConstraint(
                condition=Q(load_kg=None) | Q(load_kg__range=(0, 2000)),
                name="set_load_is_plausible",
            ),
            models.CheckConstraint(
                condition=Q(rpe=None) | Q(rpe__range=(0, 10)), name="set_rpe_is_0_to_10"
            ),
            models.CheckConstraint(condition=Q(reps__lte=10_000), name="set_reps_are_plausible"),
            models.CheckConstraint(
                condition=Q(pain_severity=None) | Q(pain_severity__lte=WORST),
                name="set_pain_is_0_to_10",
            ),
        ]
        indexes = [
            models.Index(
                fields=["athlete", "exercise", "-performed_at"],
                condition=Q(deleted_at=None),
                name="set_by_exercise",
            ),
            models.Index(fields=["athlete", "rev"], name="set_by_rev"),
        ]

    def __str__(self) -> str:
        return f"{self.exercise_name} {self.reps}"

    @property
    def pain(self) -> Pain:
        return Pain(place=self.pain_place, side=self.pain_side, severity=self.pain_severity)
