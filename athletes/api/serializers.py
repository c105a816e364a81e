"""How athletes, plans, proposals and adherence are written and asked for."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from athletes.models import (
    Absence,
    Athlete,
    PhaseProposal,
    PhaseSummary,
    PhaseTransition,
    Plan,
    PlanPhase,
    WeeklyAdherence,
)
from programs.api.fields import Flag, Key, NumberText, Text, Whole
from programs.engine.phases.decision import Decision

LONGEST_NOTE = 500
MOST_ATHLETES = 500
CONFIRMS_HELP = "Hours after which a proposal that nobody answered is carried out; null: never."
UNITS = [("KG", _("Kilograms")), ("LB", _("Pounds"))]

FIGURES = [
    "due", "attended", "partial", "missed", "moved", "excused", "paused", "pending", "extra",
    "sets_done", "sets_prescribed", "longest_missed_run", "is_interrupted", "session_adherence",
    "set_adherence", "volume_adherence", "intensity_adherence", "composite", "exposure", "status",
    "computed_at", "sealed_at", "late",
]  # fmt: skip


class ShareField(serializers.DecimalField):
    """A share as the rows keep it, null where there is nothing to judge."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=9, decimal_places=6, allow_null=True, **kwargs)


class AthleteSerializer(serializers.ModelSerializer):
    """``version`` counts changes of the row: send it back when you change the athlete."""

    # Plain text in answers: an athlete may have no address.
    email = serializers.CharField(read_only=True)
    has_account = serializers.SerializerMethodField()

    class Meta:
        model = Athlete
        fields = [
            "id", "organization", "name", "email", "has_account", "units", "time_zone",
            "week_start", "is_archived", "created_at", "version",
        ]  # fmt: skip
        read_only_fields = fields

    def get_has_account(self, athlete: Athlete) -> bool:
        return athlete.user_id is not None


class AddAthleteSerializer(serializers.Serializer):
    organization = Key(required=False, help_text="May be left out by who works in only one.")
    name = Text(max_length=200)
    email = serializers.EmailField(required=False, allow_blank=True, max_length=254)
    units = serializers.ChoiceField(choices=UNITS, required=False)


class ChangeAthleteSerializer(serializers.Serializer):
    """What is left out stays as it is."""

    version = Whole(required=False, min_value=1, max_value=2**31 - 1)
    name = Text(required=False, max_length=200)
    email = serializers.EmailField(required=False, allow_blank=True, max_length=254)
    units = serializers.ChoiceField(choices=UNITS, required=False)
    week_start = Whole(
        required=False, allow_null=True, min_value=0, max_value=6, help_text="0 is Monday."
    )


class PlanSerializer(serializers.ModelSerializer):
    """``version`` counts changes of its policy: send it back when you change that."""

    template = serializers.IntegerField(source="program_version.template_id", read_only=True)
    template_name = serializers.CharField(source="program_version.template.name", read_only=True)

    class Meta:
        model = Plan
        fields = [
            "id", "organization", "athlete", "program_version", "template", "template_name",
            "status", "starts_on", "ended_on", "weekdays", "roll_mode", "asks_before_advancing",
            "confirms_after_h", "lets_athlete_move",
            "time_zone", "phase_seq", "due_at", "assigned_at", "version",
        ]  # fmt: skip
        read_only_fields = fields


class PhaseSerializer(serializers.ModelSerializer):
    class Meta:
        model = PlanPhase
        fields = [
            "id", "seq", "mesocycle", "kind", "name", "goal", "starts_on", "ends_on",
            "extra_weeks", "repeats", "closed_at",
        ]  # fmt: skip
        read_only_fields = fields


class TransitionSerializer(serializers.ModelSerializer):
    """A phase change that was carried out, with why."""

    class Meta:
        model = PhaseTransition
        fields = [
            "id", "plan", "sequence", "from_phase", "to_phase", "decision", "reason", "words",
            "due_at", "applied_at", "cause", "undone_at",
        ]  # fmt: skip
        read_only_fields = fields


class PlanDetailSerializer(PlanSerializer):
    phases = PhaseSerializer(many=True, read_only=True)
    transitions = TransitionSerializer(many=True, read_only=True)

    class Meta(PlanSerializer.Meta):
        fields = [*PlanSerializer.Meta.fields, "phases", "transitions"]
        read_only_fields = fields


class GivenAnchorsSerializer(serializers.Serializer):
    """An athlete's numbers; null where nobody knows."""

    athlete = Key()
    values = serializers.DictField(child=NumberText(allow_null=True))


class AssignSerializer(serializers.Serializer):
    version = Key(help_text="A published version.")
    athletes = serializers.ListField(child=Key(), min_length=1, max_length=MOST_ATHLETES)
    starts_on = serializers.DateField()
    weekdays = serializers.ListField(
        child=serializers.ListField(
            child=Whole(min_value=0, max_value=6), min_length=1, max_length=7
        ),
        required=False,
        max_length=7,
        help_text="Training days, 0 is Monday, a list for each number of sessions a week.",
    )
    anchors = GivenAnchorsSerializer(many=True, required=False)
    roll_mode = serializers.ChoiceField(choices=Plan.RollMode.choices, required=False)
    asks_before_advancing = Flag(required=False)
    confirms_after_h = Whole(
        min_value=1,
        max_value=168,
        required=False,
        allow_null=True,
        help_text=CONFIRMS_HELP,
    )


class PolicySerializer(serializers.Serializer):
    version = Whole(required=False, min_value=1, max_value=2**31 - 1)
    asks_before_advancing = Flag(help_text="Whether every phase change waits for your word.")
    confirms_after_h = Whole(min_value=1, max_value=168, allow_null=True, help_text=CONFIRMS_HELP)
    lets_athlete_move = Flag(
        required=False, help_text="Whether the athlete may move sessions within their week."
    )


class AssignedSerializer(serializers.Serializer):
    plans = PlanSerializer(many=True)


class PauseSerializer(serializers.Serializer):
    reason = serializers.ChoiceField(choices=Absence.Reason.choices)
    note = Text(required=False, allow_blank=True, max_length=LONGEST_NOTE)


class EndPhaseSerializer(serializers.Serializer):
    phase = Key(help_text="The phase that runs, as you read it.")
    why = Text(max_length=LONGEST_NOTE, help_text="The athlete reads it.")


class ProposalSerializer(serializers.ModelSerializer):
    class Meta:
        model = PhaseProposal
        fields = [
            "id", "organization", "athlete", "plan", "phase", "decision", "reason", "words",
            "due_at", "status", "proposed_at", "goes_on_at", "decided_at",
        ]  # fmt: skip
        read_only_fields = fields


class DeclineSerializer(serializers.Serializer):
    instead = serializers.ChoiceField(
        choices=[decision.value for decision in Decision],
        required=False,
        help_text="Left out: the next phase, or one more week where going on was proposed.",
    )


class LateSerializer(serializers.Serializer):
    """What logs changed that came after the row was sealed: added to its figures, what is known."""

    attended = serializers.IntegerField()
    partial = serializers.IntegerField()
    missed = serializers.IntegerField()
    moved = serializers.IntegerField()
    extra = serializers.IntegerField()
    sets_done = serializers.IntegerField()
    session_adherence = ShareField()
    set_adherence = ShareField()
    volume_adherence = ShareField()
    intensity_adherence = ShareField()
    composite = ShareField()
    exposure = ShareField()


class WeekSerializer(serializers.ModelSerializer):
    """One training week; shares are from 0 to 1, null where there was nothing to judge."""

    late = LateSerializer(read_only=True, allow_null=True)

    class Meta:
        model = WeeklyAdherence
        fields = ["id", "organization", "athlete", "plan", "week_on", *FIGURES]
        read_only_fields = fields


class PhaseSummarySerializer(serializers.ModelSerializer):
    """One phase; shares are from 0 to 1, null where there was nothing to judge."""

    plan = serializers.IntegerField(source="phase.plan_id", read_only=True)
    name = serializers.CharField(source="phase.name", read_only=True)
    goal = serializers.CharField(source="phase.goal", read_only=True)
    starts_on = serializers.DateField(source="phase.starts_on", read_only=True)
    ends_on = serializers.DateField(source="phase.ends_on", read_only=True)
    late = LateSerializer(read_only=True, allow_null=True)

    class Meta:
        model = PhaseSummary
        fields = [
            "id", "organization", "athlete", "plan", "phase", "name", "goal", "starts_on",
            "ends_on", *FIGURES,
        ]  # fmt: skip
        read_only_fields = fields
