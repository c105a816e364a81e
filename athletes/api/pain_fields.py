"""Where and on which side it hurts, as the API says it; empty where nothing was said."""

from rest_framework import serializers

from athletes.models.pain import PainPlace, PainSide

NOTHING = ("", "")


class PainPlaceField(serializers.ChoiceField):
    def __init__(self, **options: object) -> None:
        super().__init__(choices=[NOTHING, *PainPlace.choices], **options)


class PainSideField(serializers.ChoiceField):
    def __init__(self, **options: object) -> None:
        super().__init__(choices=[NOTHING, *PainSide.choices], **options)


class SaidOfPain(serializers.ModelSerializer):
    """Read-only fields of a model hide that they may be empty; these don't."""

    pain_place = PainPlaceField(read_only=True)
    pain_side = PainSideField(read_only=True)
