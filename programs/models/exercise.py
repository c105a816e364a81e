"""The exercise catalogue."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programs.querysets import ExerciseQuerySet


class Exercise(models.Model):
    """A movement; built-in when ``organization`` is empty, else the organization's own."""

    class LoadConvention(models.TextChoices):
        """What the number on a logged set counts. Spec 2.5."""

        TOTAL = "total", _("bar and plates")
        PER_HAND = "per_hand", _("each dumbbell")
        SINGLE_DB = "single_db", _("one dumbbell")
        STACK = "stack", _("machine stack")
        BODYWEIGHT = "bodyweight", _("body weight")
        BODYWEIGHT_PLUS = "bodyweight_plus", _("added to body weight")
        BODYWEIGHT_MINUS = "bodyweight_minus", _("taken off body weight")
        BAND = "band", _("band")

    class Measure(models.TextChoices):
        REPS = "reps", _("repetitions")
        SECONDS = "seconds", _("seconds")
        METERS = "meters", _("meters")

    organization = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="exercises",
        db_index=False,
    )
    slug = models.SlugField(_("slug"), max_length=100, db_index=False)
    name = models.CharField(_("name"), max_length=200)
    movement_pattern = models.CharField(_("movement pattern"), max_length=40)
    mechanic = models.CharField(_("mechanic"), max_length=20)
    primary_muscles = ArrayField(
        models.CharField(max_length=20), verbose_name=_("primary muscles"), default=list
    )
    secondary_muscles = ArrayField(
        models.CharField(max_length=20),
        verbose_name=_("secondary muscles"),
        default=list,
        blank=True,
    )
    equipment = models.CharField(_("equipment"), max_length=40)
    is_unilateral = models.BooleanField(_("one side at a time"), default=False)
    is_home_capable = models.BooleanField(_("works with adjustable dumbbells"), default=False)
    is_home_strict = models.BooleanField(_("needs no more than a bench"), default=False)
    extra_needs = models.CharField(_("also needs"), max_length=100, blank=True)
    competition_family = models.CharField(_("family"), max_length=20, default="none")
    role = models.CharField(_("role"), max_length=20)
    load_convention = models.CharField(
        _("load convention"), max_length=20, choices=LoadConvention, default=LoadConvention.TOTAL
    )
    bodyweight_factor = models.DecimalField(
        _("share of body weight moved"), max_digits=4, decimal_places=3, null=True, blank=True
    )
    measure = models.CharField(
        _("measured in"), max_length=10, choices=Measure, default=Measure.REPS
    )
    parent = models.ForeignKey(
        "programs.Exercise",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="variations",
    )
    percent_of_parent = models.DecimalField(
        _("percent of the parent's maximum"), max_digits=5, decimal_places=2, null=True, blank=True
    )

    video_url = models.URLField(_("video"), max_length=300, blank=True, default="", db_default="")
    # The one that took its place when two were found to be the same.
    merged_into = models.ForeignKey(
        "programs.Exercise",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        db_index=False,
    )

    objects = ExerciseQuerySet.as_manager()

    class Meta:
        verbose_name = _("exercise")
        verbose_name_plural = _("exercises")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "slug"],
                name="exercise_slug_once_per_organization",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(parent=None, percent_of_parent=None)
                # A comparison with nothing is neither true nor false, and a check lets it pass.
                | Q(parent__isnull=False, percent_of_parent__isnull=False, percent_of_parent__gt=0),
                name="exercise_parent_comes_with_percent",
            ),
            models.CheckConstraint(
                condition=Q(video_url="") | Q(video_url__startswith="https://"),
                name="exercise_video_is_https",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(organization__isnull=False),
                name="exercise_merged_is_own",
            ),
        ]
        indexes = [
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="exercise_name_trigrams"),
        ]

    def __str__(self) -> str:
        return self.name


class ExerciseAlias(models.Model):
    """Another name for an exercise, as files and people write it, in lower case."""

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, null=True, blank=True, db_index=False
    )
    exercise = models.ForeignKey(
        "programs.Exercise", on_delete=models.CASCADE, related_name="aliases"
    )
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"],
                name="exercise_alias_once_per_organization",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Substitution(models.Model):
    """What to do instead at home, and where to start."""

    exercise = models.ForeignKey(
        "programs.Exercise", on_delete=models.CASCADE, related_name="substitutions"
    )
    substitute = models.ForeignKey(
        "programs.Exercise", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    rank = models.PositiveSmallIntegerField(_("rank"))
    start_load_fraction = models.DecimalField(
        _("start load as a share"), max_digits=5, decimal_places=3, null=True, blank=True
    )
    fraction_basis = models.CharField(_("share of"), max_length=20, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("substitution")
        verbose_name_plural = _("substitutions")
        constraints = [
            models.UniqueConstraint(fields=["exercise", "rank"], name="substitution_rank_once"),
            models.CheckConstraint(
                condition=~Q(exercise=models.F("substitute")), name="substitution_is_another_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exercise} -> {self.substitute}"
