"""Reasons that were stored in their athlete's language become codes."""

from django.db import migrations
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Left, Substr

LONGEST = 200
# As they were written until now, in English first.
WORDS = {
    "ILLNESS": ("Illness", "Krankheit", "Enfermedad"),
    "INJURY": ("Injury", "Verletzung", "Lesión"),
    "TRAVEL": ("Travel", "Reise", "Viaje"),
    "HOLIDAY": ("Holiday", "Urlaub", "Vacaciones"),
    "WORK": ("Work", "Arbeit", "Trabajo"),
    "OTHER": ("Other", "Anderes", "Otro"),
    "HURTS": ("It hurts", "Es tut weh", "Me duele"),
    "TAKEN": ("The equipment is taken", "Das Gerät ist besetzt", "El material está ocupado"),
    "NO_TIME": ("No time left", "Keine Zeit mehr", "No me queda tiempo"),
    "TIRED": ("Too tired", "Zu müde", "Demasiado cansancio"),
    "ELSE": ("Something else", "Etwas anderes", "Otra cosa"),
}
PLACES = (("PlannedSession", "excused_for"), ("SlotChoice", "skip_reason"))


def to_codes(apps, editor):
    for code, words in WORDS.items():
        for said in words:
            _put(apps, said, instead=code)


def to_words(apps, editor):
    for code, words in WORDS.items():
        _put(apps, code, instead=words[0])


def _put(apps, said, *, instead):
    for name, field in PLACES:
        rows = apps.get_model("athletes", name).objects.filter(
            Q(**{field: said}) | Q(**{f"{field}__startswith": f"{said}: "})
        )
        rest = Substr(F(field), len(said) + 1)
        rows.update(**{field: Left(Concat(Value(instead), rest), LONGEST)})


class Migration(migrations.Migration):
    dependencies = [("athletes", "0029_schedule_changes")]

    operations = [migrations.RunPython(to_codes, to_words)]
