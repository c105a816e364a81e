"""Put words on athletes, and take them off."""

from django.db import transaction
from django.utils.translation import gettext as _

from athletes.models import Athlete
from coaching.models import AthleteTag
from programs.engine.errors import TrainingError

MOST = 10


class TagMissing(TrainingError):
    """A tag without a word."""

    def __init__(self) -> None:
        super().__init__(_("Enter a word for the tag."))


class TooManyTags(TrainingError):
    """More words on one athlete than a row can show."""

    def __init__(self) -> None:
        super().__init__(
            _("An athlete has at most %(most)d tags: take one off first.") % {"most": MOST}
        )


def tag_athlete(*, athlete: Athlete, name: str, color: str) -> None:
    """Put the word on the athlete; everybody's word of that name takes the color.

    Twice is no harm. Raises TagMissing, TooManyTags.
    """
    word = tag_word(name)
    with transaction.atomic():
        Athlete.objects.select_for_update(no_key=True).get(pk=athlete.pk)
        if AthleteTag.objects.filter(athlete=athlete).exclude(name=word).count() >= MOST:
            raise TooManyTags
        AthleteTag.objects.get_or_create(
            organization_id=athlete.organization_id,
            athlete=athlete,
            name=word,
            defaults={"color": color},
        )
        same = AthleteTag.objects.filter(organization=athlete.organization_id, name=word)
        same.exclude(color=color).update(color=color)


def untag_athlete(*, athlete: Athlete, name: str) -> None:
    """Take the word off the athlete. Twice is no harm. Raises TagMissing."""
    AthleteTag.objects.filter(athlete=athlete, name=tag_word(name)).delete()


def tag_word(name: str) -> str:
    """Return a tag as kept: lower case, single spaces. Raises TagMissing."""
    word = " ".join(name.lower().split())[:30]
    if not word:
        raise TagMissing
    return word
