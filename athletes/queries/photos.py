"""An athlete's photos by day, and two days side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from athletes.models import Athlete, Photo


@dataclass(frozen=True, slots=True)
class PhotoDay:
    """The photos of one day, front to back."""

    on: date
    photos: tuple[Photo, ...]


@dataclass(frozen=True, slots=True)
class PosePair:
    """One pose on two days; None where there is no photo."""

    pose: Photo.Pose
    before: Photo | None
    after: Photo | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two days side by side, and the days to choose from, newest first."""

    before_on: date
    after_on: date
    days: tuple[date, ...]
    pairs: tuple[PosePair, ...]


def get_photo_days(*, athlete: Athlete) -> tuple[PhotoDay, ...]:
    """Return the athlete's photos, the newest day first. 1 query.

    Who asks for somebody else's has made sure that they are shared.
    """
    rows = Photo.objects.filter(athlete=athlete).order_by("-on", "pk")
    order = Photo.Pose.values
    return tuple(
        PhotoDay(on=on, photos=tuple(sorted(photos, key=lambda one: order.index(one.pose))))
        for on, photos in groupby(rows, key=lambda one: one.on)
    )


def compare(
    days: Sequence[PhotoDay], *, before_on: date | None = None, after_on: date | None = None
) -> Comparison | None:
    """Return two days side by side; None below two of them.

    Days that are not named, or without photos, are the first and the newest.
    """
    if len(days) < 2:
        return None
    by_day = {day.on: {one.pose: one for one in day.photos} for day in days}
    before = before_on if before_on in by_day else days[-1].on
    after = after_on if after_on in by_day else days[0].on
    pairs = (
        PosePair(pose=pose, before=by_day[before].get(pose), after=by_day[after].get(pose))
        for pose in Photo.Pose
    )
    return Comparison(
        before_on=before,
        after_on=after,
        days=tuple(by_day),
        pairs=tuple(pair for pair in pairs if pair.before or pair.after),
    )
