"""How exercises, templates and versions are written."""

import json
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from programs.api.fields import Key, NumberText, Text, Whole
from programs.engine.checks.acknowledging import KEY_LENGTH, LONGEST_REASON, State
from programs.engine.checks.finding import Severity
from programs.models import Exercise, ProgramTemplate, ProgramVersion, Substitution, VersionExercise
from programs.queries.required_anchors import required_anchors

LONGEST_NOTES = 10_000
MOST_ACKNOWLEDGED = 500


class SubstituteSerializer(serializers.ModelSerializer):
    id = serializers.IntegerField(source="substitute_id")
    name = serializers.CharField(source="substitute.name")

    class Meta:
        model = Substitution
        fields = ["id", "name", "rank", "start_load_fraction", "fraction_basis", "note"]
        read_only_fields = fields


class ExerciseSerializer(serializers.ModelSerializer):
    class Meta:
        model = Exercise
        fields = [
            "id", "organization", "slug", "name", "movement_pattern", "mechanic",
            "primary_muscles", "secondary_muscles", "equipment", "role", "load_convention",
            "measure", "is_unilateral", "is_home_capable", "bodyweight_factor",
        ]  # fmt: skip
        read_only_fields = fields


class ExerciseDetailSerializer(ExerciseSerializer):
    substitutes = SubstituteSerializer(source="substitutions", many=True, read_only=True)

    class Meta(ExerciseSerializer.Meta):
        fields = [*ExerciseSerializer.Meta.fields, "substitutes"]
        read_only_fields = fields


class VersionLineSerializer(serializers.ModelSerializer):
    """A version as its template lists it."""

    class Meta:
        model = ProgramVersion
        fields = [
            "id", "number", "status", "week_count", "session_count", "goals", "published_at"
        ]  # fmt: skip
        read_only_fields = fields


class TemplateSerializer(serializers.ModelSerializer):
    versions = VersionLineSerializer(many=True, read_only=True)

    class Meta:
        model = ProgramTemplate
        fields = [
            "id", "organization", "name", "summary", "equipment", "is_archived", "created_at",
            "versions",
        ]  # fmt: skip
        read_only_fields = fields


class VersionSerializer(serializers.ModelSerializer):
    """``version`` counts changes of the row: send it back when you change the draft."""

    template_name = serializers.CharField(source="template.name", read_only=True)

    class Meta:
        model = ProgramVersion
        fields = [
            "id", "organization", "template", "template_name", "number", "status", "content_hash",
            "week_count", "session_count", "goals", "notes", "created_at", "published_at",
            "version",
        ]  # fmt: skip
        read_only_fields = fields


class NamedExerciseSerializer(serializers.ModelSerializer):
    """Which exercise a name in the program means; null while nobody has said."""

    exercise = serializers.IntegerField(source="exercise_id", allow_null=True)

    class Meta:
        model = VersionExercise
        fields = ["name", "exercise"]
        read_only_fields = fields


class AnchorSerializer(serializers.Serializer):
    """A number that an athlete brings; ``default`` null where only the athlete can know it."""

    name = serializers.CharField(read_only=True)
    label = serializers.CharField(read_only=True)
    kind = serializers.CharField(read_only=True)
    exercise = serializers.IntegerField(source="exercise.pk", default=None, read_only=True)
    default = NumberText(read_only=True, allow_null=True)


class VersionDetailSerializer(VersionSerializer):
    """With the program itself (format program/1) and the numbers that assigning it asks for."""

    program = serializers.SerializerMethodField()
    exercises = NamedExerciseSerializer(many=True, read_only=True)
    anchors = serializers.SerializerMethodField()

    class Meta(VersionSerializer.Meta):
        fields = [*VersionSerializer.Meta.fields, "program", "exercises", "anchors"]
        read_only_fields = fields

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_program(self, version: ProgramVersion) -> dict[str, Any]:
        program: dict[str, Any] = json.loads(version.body)
        return program

    @extend_schema_field(AnchorSerializer(many=True))
    def get_anchors(self, version: ProgramVersion) -> list[dict[str, Any]]:
        return [
            {
                "name": anchor.name,
                "label": anchor.label,
                "kind": anchor.kind,
                "exercise": anchor.exercise.pk if anchor.exercise else None,
                "default": None if anchor.default is None else f"{anchor.default:f}",
            }
            for anchor in required_anchors(version)
        ]


class PreviewRowSerializer(serializers.Serializer):
    """One set; null where nothing is asked."""

    week = serializers.IntegerField()
    day = serializers.IntegerField()
    exercise = serializers.CharField()
    set = serializers.IntegerField()
    reps = serializers.CharField()
    percent = NumberText(allow_null=True)
    load_kg = NumberText(allow_null=True)
    rpe = NumberText(allow_null=True)


class ImportSerializer(serializers.Serializer):
    """``matches`` says what unknown names mean: an exercise's id, or null for your own."""

    organization = Key(required=False, help_text="May be left out by who works in only one.")
    program = serializers.DictField(help_text="A program in format program/1.")
    name = Text(required=False, max_length=200, help_text="The template's, if not the program's.")
    matches = serializers.DictField(child=Key(allow_null=True), required=False)


class SaveDraftSerializer(serializers.Serializer):
    version = Whole(required=False, min_value=1, max_value=2**31 - 1)
    program = serializers.DictField(help_text="A program in format program/1.")
    matches = serializers.DictField(child=Key(allow_null=True), required=False)


class FindingSerializer(serializers.Serializer):
    """One breach of a rule: advice, an error that blocks, or waiting for a reason, or with one."""

    key = serializers.CharField(help_text="Gives this very finding a reason on publishing.")
    rule = serializers.CharField(source="finding.rule")
    severity = serializers.ChoiceField(
        source="finding.severity", choices=[str(one) for one in Severity]
    )
    where = serializers.CharField(source="finding.where")
    sentence = serializers.CharField(source="finding.sentence")
    source = serializers.CharField(source="finding.source")
    state = serializers.ChoiceField(choices=[str(one) for one in State])
    reason = serializers.CharField(help_text="Empty while nobody has given one.")


class ReasonSerializer(serializers.Serializer):
    """For one finding by its key, for all of a rule, or, with neither, for all there are."""

    reason = Text(max_length=LONGEST_REASON)
    rule = Text(required=False, max_length=20)
    finding = Text(required=False, max_length=KEY_LENGTH)


class PublishSerializer(serializers.Serializer):
    reasons = ReasonSerializer(
        many=True,
        required=False,
        max_length=MOST_ACKNOWLEDGED,
        help_text="Why you stand by findings; they are kept with the version.",
    )
    notes = Text(required=False, allow_blank=True, max_length=LONGEST_NOTES)
