"""What was asked: sessions and their groups of equal sets, as the athlete saw them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from athletes.models.reasons import reason_in_words
from athletes.querysets import AthleteRowQuerySet, PlannedSessionQuerySet


class PlannedSession(models.Model):
    """One session of a plan on a local day.

    ``ordinal`` is its place in the plan as run (from 1), ``week`` the program's printed week,
    ``occurrence`` 2 and up for an added week. A session that was begun is never resolved anew.
    """

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    athlete = models.ForeignKey(
        "athletes.Athlete",
        on_delete=models.CASCADE,
        related_name="planned_sessions",
        db_constraint=False,
        db_index=False,
    )
    plan = models.ForeignKey(
        "athletes.Plan",
        on_delete=models.CASCADE,
        related_name="sessions",
        db_constraint=False,
        db_index=False,
    )
    phase = models.ForeignKey(
        "athletes.PlanPhase",
        on_delete=models.CASCADE,
        related_name="sessions",
        db_constraint=False,
    )
    ordinal = models.PositiveSmallIntegerField(_("place in the plan"))
    week = models.PositiveSmallIntegerField(_("week"))
    week_in_phase = models.PositiveSmallIntegerField(_("week of the phase"))
    occurrence = models.PositiveSmallIntegerField(_("occurrence"), default=1)
    day = models.PositiveSmallIntegerField(_("day"))
    name = models.CharField(_("name"), max_length=200, blank=True)
    scheduled_on = models.DateField(_("day"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    is_provisional = models.BooleanField(_("provisional"), default=False)
    is_cancelled = models.BooleanField(_("cancelled"), default=False)
    excused_for = models.CharField(_("excused for"), max_length=200, blank=True)

    objects = PlannedSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "athlete", "id"], name="session_athlete_key"
            ),
            models.UniqueConstraint(
                fields=["plan", "ordinal", "organization"], name="session_place_once"
            ),
        ]
        indexes = [
            models.Index(fields=["athlete", "scheduled_on"], name="session_by_day"),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.week}.{self.day}"

    @property
    def excuse(self) -> str:
        """Why the session is excused, in the reader's language; empty where it isn't."""
        return reason_in_words(self.excused_for)


class PlannedGroup(models.Model):
    """Equal sets of one exercise in a session: the snapshot that logs are compared with.

    Loads are what can be made (``load_kg``) and what was meant (``target_kg``). The tallies are
    kept when a set is logged, so that weeks are summed from here and never from sets (spec 6.2):
    ``volume_done`` over ``volume_owed`` is the quotient q, in the same unit, whichever it is.
    From ``anchor`` to ``gap_rpe`` it keeps what explains the load: ``base_percent`` of ``base_kg``,
    ``added_kg`` on top, ``load_share`` of that. Without ``anchor`` the base is the load written.
    """

    class Basis(models.TextChoices):
        LOAD = "LOAD", _("load")
        RPE = "RPE", _("effort")
        NONE = "NONE", _("nothing")

    class MadeAs(models.TextChoices):
        BAR = "BAR", _("the empty bar")
        ALL_PLATES = "ALL_PLATES", _("all the plates there are")
        PLATES = "PLATES", _("what the plates make")
        LIGHTEST = "LIGHTEST", _("the lightest dumbbells")
        HEAVIEST = "HEAVIEST", _("the heaviest dumbbells")
        DUMBBELLS = "DUMBBELLS", _("the nearest dumbbells")
        STEP = "STEP", _("the nearest step")

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
    session = models.ForeignKey(
        "athletes.PlannedSession",
        on_delete=models.CASCADE,
        related_name="groups",
        db_constraint=False,
        db_index=False,
    )
    position = models.PositiveSmallIntegerField(_("place in the session"))
    slot_key = models.CharField(_("slot"), max_length=100)
    slot_position = models.PositiveSmallIntegerField(_("exercise number"))
    exercise = models.ForeignKey(
        "programs.Exercise",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
    )
    exercise_name = models.CharField(_("exercise"), max_length=200)
    superset = models.CharField(_("superset"), max_length=20, blank=True)
    is_main = models.BooleanField(_("main lift"), default=False)
    note = models.TextField(_("note"), blank=True)
    sets = models.PositiveSmallIntegerField(_("sets"))
    reps = models.CharField(_("reps"), max_length=20)
    rep_floor = models.PositiveSmallIntegerField(_("at least"))
    load_kg = models.DecimalField(_("load"), max_digits=8, decimal_places=3, null=True, blank=True)
    target_kg = models.DecimalField(
        _("load before rounding"), max_digits=11, decimal_places=6, null=True, blank=True
    )
    percent = models.DecimalField(
        _("percent"), max_digits=8, decimal_places=3, null=True, blank=True
    )
    rpe = models.DecimalField(_("RPE"), max_digits=4, decimal_places=2, null=True, blank=True)
    rest_s = models.PositiveSmallIntegerField(_("rest, seconds"), null=True, blank=True)
    tempo = models.CharField(_("tempo"), max_length=4, blank=True)
    intent = models.CharField(_("intent"), max_length=12, default="work")
    is_optional = models.BooleanField(_("optional"), default=False)
    is_result = models.BooleanField(_("decides the next load"), default=False)
    is_branch = models.BooleanField(_("follows from today's result"), default=False)
    report = models.CharField(_("note as"), max_length=100, blank=True)
    basis = models.CharField(_("judged by"), max_length=4, choices=Basis)
    anchor = models.CharField(_("load is of"), max_length=100, blank=True)
    base_kg = models.DecimalField(
        _("which was"), max_digits=11, decimal_places=6, null=True, blank=True
    )
    base_percent = models.DecimalField(
        _("percent of it"), max_digits=8, decimal_places=3, null=True, blank=True
    )
    added_kg = models.DecimalField(
        _("added"), max_digits=11, decimal_places=6, null=True, blank=True
    )
    load_share = models.DecimalField(
        _("share in a lighter week"), max_digits=4, decimal_places=3, null=True, blank=True
    )
    made_as = models.CharField(_("made as"), max_length=10, choices=MadeAs, blank=True)
    is_first_exposure = models.BooleanField(_("first of the phase"), default=False)
    asked_reps = models.CharField(_("reps as written"), max_length=20, blank=True)
    gap_days = models.PositiveSmallIntegerField(
        _("days without training before"), null=True, blank=True
    )
    gap_rpe = models.DecimalField(
        _("RPE at most after them"), max_digits=4, decimal_places=2, null=True, blank=True
    )
    sets_credited = models.PositiveSmallIntegerField(default=0)
    volume_done = models.DecimalField(max_digits=14, decimal_places=3, default=0)
    volume_owed = models.DecimalField(max_digits=14, decimal_places=3, default=0)
    compliant = models.PositiveSmallIntegerField(default=0)
    evaluable = models.PositiveSmallIntegerField(default=0)

    objects = AthleteRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("group of sets")
        verbose_name_plural = _("groups of sets")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "athlete", "id"], name="group_athlete_key"
            ),
            models.UniqueConstraint(
                fields=["session", "position", "organization"], name="group_place_once"
            ),
            models.CheckConstraint(
                condition=Q(sets_credited__lte=F("sets"))
                & Q(compliant__lte=F("evaluable"))
                & Q(evaluable__lte=F("sets")),
                name="group_tallies_fit_its_sets",
            ),
            models.CheckConstraint(
                condition=Q(load_kg=None) | Q(load_kg__gte=0), name="group_load_is_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exercise_name} {self.sets}x{self.reps}"
