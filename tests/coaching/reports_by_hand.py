"""Reports made of what is asked, with one table and one drawing."""

from datetime import date
from decimal import Decimal

from coaching.reports.document import (
    Brand,
    Chart,
    Column,
    Fact,
    Facts,
    Kind,
    Paragraphs,
    Report,
    Table,
)

HOSTILE = (
    '=HYPERLINK("http://x","a")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "<script>alert(1)</script>",
    "محمد العربي",
    "王小明",
    "🏋️ Ana",
    "x" * 200,
)
LIFTS = Table(
    key="estimates",
    title="Estimates of Back Squat",
    columns=(
        Column("on", "Day", Kind.DAY),
        Column("e1rm", "Estimate", Kind.LOAD, "kg"),
        Column("sets", "Sets", Kind.COUNT),
    ),
    rows=(
        (date(2026, 3, 2), Decimal("102.25"), 3),
        (date(2026, 3, 9), None, 4),
        (date(2026, 3, 16), Decimal("105"), 5),
    ),
    note="Points.",
)


def named(words: str) -> Report:
    """Return a report with these words in every field that somebody types."""
    table = Table(
        key="muscles",
        title=words,
        columns=(Column("muscle", words), Column("done", "Done", Kind.NUMBER, words)),
        rows=((words, Decimal("1.5")),),
        note=words,
    )
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" role="img"></svg>'
    return report(
        title=words,
        about=words,
        coach=words,
        coach_words=words,
        brand=Brand(words),
        blocks=(
            Facts("head", words, (Fact("one", words, words, note=words),), note=words),
            Paragraphs("words", words, (words,)),
            table,
            Chart("muscles", words, words, svg, table),
        ),
    )


def report(**fields: object) -> Report:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" role="img"></svg>'
    facts = (
        Fact("sessions", "Sessions", Decimal("91.7"), Kind.PERCENT, note="11 of 12 due"),
        Fact("weeks", "Weeks", 4, Kind.COUNT),
        Fact("change", "Change", Decimal("-1.25"), Kind.CHANGE),
        Fact("first", "First day", date(2026, 3, 2), Kind.DAY),
        Fact("heaviest", "Heaviest", Decimal("102.5"), Kind.LOAD, "kg"),
        Fact("none", "None", None, Kind.LOAD, "kg"),
    )
    told: dict[str, object] = {
        "kind": "phase",
        "title": "Hypertrophy",
        "about": "Ana Petrova",
        "period": "2 Mar 2026 to 29 Mar 2026",
        "from_on": date(2026, 3, 2),
        "to_on": date(2026, 3, 29),
        "made_on": date(2026, 3, 30),
        "brand": Brand("Northside Barbell", accent="#1f5c45", logo=b"png"),
        "language": "en",
        "unit": "kg",
        "blocks": (
            Facts("head", "Training received", facts, note="Final."),
            Chart("lift-1", "Back Squat", "Each point is a day.", svg, LIFTS),
            Paragraphs("decision", "How the phase ended", ("The next phase begins.",)),
        ),
        "coach": "Dana Reyes",
        "coach_words": "A steady block.",
    }
    return Report(**{**told, **fields})  # type: ignore[arg-type]
