"""What every part of a report is told of its reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from athletes.queries.loads import Loads
from coaching.reports.document import Block, Brand, Report


@dataclass(frozen=True, slots=True)
class Terms:
    """In which language and unit, by whom, and as of when a report is made.

    ``coach`` signs ``coach_words``; both may be empty.
    """

    now: datetime
    brand: Brand
    loads: Loads
    language: str = "en"
    coach: str = ""
    coach_words: str = ""

    def report(
        self,
        blocks: Iterable[Block | None],
        *,
        kind: str,
        title: str,
        about: str,
        period: str,
        days: tuple[date, date],
        made_on: date,
        is_provisional: bool = False,
    ) -> Report:
        """Return the report on these terms; blocks that are None have nothing to say."""
        return Report(
            kind=kind,
            title=title,
            about=about,
            period=period,
            from_on=days[0],
            to_on=days[1],
            made_on=made_on,
            brand=self.brand,
            language=self.language,
            unit=self.loads.unit,
            blocks=tuple(block for block in blocks if block is not None),
            is_provisional=is_provisional,
            coach=self.coach,
            coach_words=self.coach_words,
        )

    def load(self, kilograms: Decimal | Fraction | None) -> Decimal | None:
        """Return a load in the reader's unit, None where there is none."""
        return None if kilograms is None else self.loads.shown(decimal(kilograms))


def decimal(value: Decimal | Fraction | int) -> Decimal:
    """Return a number to the thousandth, as reports keep it."""
    if isinstance(value, Fraction):
        value = Decimal(value.numerator) / Decimal(value.denominator)
    return Decimal(value).quantize(Decimal("0.001"))


def decimal_or_none(value: Decimal | Fraction | None) -> Decimal | None:
    return None if value is None else decimal(value)


def percent(share: Decimal | Fraction | None) -> Decimal | None:
    """Return a share (0-1) in percent."""
    return None if share is None else decimal(share * 100)
