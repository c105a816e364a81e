"""How sessions, groups and logged sets are written and asked for; loads are kilograms."""

from rest_framework import serializers

from athletes.api.pain_fields import PainPlaceField, PainSideField, SaidOfPain
from athletes.models import PlannedGroup, PlannedSession, SessionLog, SetLog
from athletes.models.pain import WORST
from programs.api.fields import Effort, Flag, Key, Kilograms, NumberText, Text, Whole

LONGEST_NOTE = 500
LONGEST_SESSION_NOTE = 2000
LONGEST_REST_S = 7200
MOST_REPS = 10_000
MOST_SETS = 99


class SessionLogSerializer(serializers.ModelSerializer):
    class Meta:
        model = SessionLog
        fields = [
            "id", "planned_session", "athlete", "on", "time_zone", "started_at", "completed_at",
            "session_rpe", "note",
        ]  # fmt: skip
        read_only_fields = fields


class SessionSerializer(serializers.ModelSerializer):
    phase_name = serializers.CharField(source="phase.name", read_only=True)
    goal = serializers.CharField(source="phase.goal", read_only=True)
    excused_for = serializers.CharField(
        source="excuse", read_only=True, help_text="In your language; empty where it isn't excused."
    )
    log = SessionLogSerializer(read_only=True, allow_null=True, default=None)

    class Meta:
        model = PlannedSession
        fields = [
            "id", "organization", "athlete", "plan", "phase", "phase_name", "goal", "ordinal",
            "week", "week_in_phase", "occurrence", "day", "name", "scheduled_on", "minutes",
            "is_provisional", "is_cancelled", "excused_for", "log",
        ]  # fmt: skip
        read_only_fields = fields


class GroupSerializer(serializers.ModelSerializer):
    """Equal sets as asked: ``load_kg`` can be made with the athlete's plates.

    ``explanations`` of the context are by primary key.
    """

    explanation = serializers.SerializerMethodField()

    class Meta:
        model = PlannedGroup
        fields = [
            "id", "position", "slot_key", "exercise", "exercise_name", "superset", "is_main",
            "note", "sets", "reps", "load_kg", "target_kg", "percent", "rpe", "rest_s", "tempo",
            "intent", "is_optional", "report", "explanation", "sets_credited",
        ]  # fmt: skip
        read_only_fields = fields

    def get_explanation(self, group: PlannedGroup) -> str:
        found: str = self.context["explanations"][group.pk]
        return found


class SetSerializer(SaidOfPain):
    """One set as performed, with what was prescribed beside it."""

    class Meta:
        model = SetLog
        fields = [
            "id", "athlete", "session_log", "planned_group", "exercise", "exercise_name",
            "position", "prescribed_reps", "prescribed_kg", "prescribed_rpe", "reps", "load_kg",
            "rpe", "is_warmup", "is_accepted", "is_to_failure", "rest_s", "note", "has_pain",
            "pain_place", "pain_side", "pain_severity", "performed_at", "deleted_at",
        ]  # fmt: skip
        read_only_fields = fields


class SessionDetailSerializer(SessionSerializer):
    groups = GroupSerializer(many=True, read_only=True)
    sets = SetSerializer(source="log.sets", many=True, read_only=True, default=())

    class Meta(SessionSerializer.Meta):
        fields = [*SessionSerializer.Meta.fields, "groups", "sets"]
        read_only_fields = fields


class PainSerializer(serializers.Serializer):
    """Whether it hurt and, all optional, where and how much."""

    has_pain = Flag(required=False)
    pain_place = PainPlaceField(required=False)
    pain_side = PainSideField(required=False)
    pain_severity = Whole(required=False, allow_null=True, min_value=0, max_value=WORST)


class LogSetSerializer(PainSerializer):
    """``replaces`` names the logged set that this one corrects."""

    planned_group = Key(
        required=False, allow_null=True, help_text="Left out for a set beyond the plan."
    )
    exercise_name = Text(
        required=False, max_length=200, help_text="Left out: the exercise that was asked."
    )
    position = Whole(required=False, min_value=1, max_value=MOST_SETS)
    reps = Whole(min_value=0, max_value=MOST_REPS)
    load_kg = Kilograms(required=False, allow_null=True)
    rpe = Effort(required=False, allow_null=True)
    is_warmup = Flag(required=False)
    is_accepted = Flag(required=False)
    is_to_failure = Flag(required=False)
    rest_s = Whole(required=False, allow_null=True, min_value=0, max_value=LONGEST_REST_S)
    note = Text(required=False, allow_blank=True, max_length=LONGEST_NOTE)
    performed_at = serializers.DateTimeField(required=False, help_text="Left out: now.")
    replaces = serializers.UUIDField(required=False)


class FinishSerializer(PainSerializer):
    session_rpe = Effort(required=False, allow_null=True)
    note = Text(required=False, allow_blank=True, max_length=LONGEST_SESSION_NOTE)
    body_weight_kg = Kilograms(required=False, allow_null=True)
    readiness = Whole(required=False, allow_null=True, min_value=1, max_value=5)


class RecordSerializer(serializers.Serializer):
    """What the session improved: ``reps`` at ``load_kg``, else kilograms."""

    kind = serializers.ChoiceField(choices=["load", "reps", "e1rm"])
    exercise = serializers.IntegerField(source="exercise_id")
    exercise_name = serializers.CharField()
    value = NumberText()
    before = NumberText()
    load_kg = Kilograms(allow_null=True)
    method = serializers.CharField(allow_blank=True)


class FinishedSerializer(serializers.Serializer):
    log = SessionLogSerializer()
    records = RecordSerializer(many=True)
