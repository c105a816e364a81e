"""Reports on paper and as workbooks: CPU seconds a file, and whether memory stays flat."""

import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from statistics import median

from pypdf import PdfReader

from athletes.models import PlanPhase
from benchmarks.gym import Gym
from benchmarks.table import Line
from coaching.exporters.pdf.report_pdf import report_pdf
from coaching.exporters.xlsx import report_xlsx
from coaching.reports.charts.axes import Span
from coaching.reports.charts.lift_trend import Reading, draw_readings
from coaching.reports.document import Brand, Chart, Column, Kind, Paragraphs, Report, Table
from coaching.reports.making import PHASE_NEEDS, make_phase_report

MOST_PDF_S, MOST_XLSX_S, MOST_MANY_S = 0.06, 0.5, 60
PDFS, ROWS, MANY, CORES = 30, 10_000, 500, 2
MIB = 1024
DAYS = [date(2026, 3, day) for day in range(2, 26)]


def report_lines(gym: Gym, *, now: datetime) -> Iterator[Line]:
    """Measure one PDF, one workbook, and the PDFs of many athletes with their queries."""
    yield _pdf()
    yield _xlsx()
    yield _many(gym, now=now)


def _pdf() -> Line:
    report_pdf(_report(0))
    pages = len(PdfReader(BytesIO(report_pdf(_report(1)))).pages)
    each = [_cpu_s(lambda number=number: report_pdf(_report(number))) for number in range(2, PDFS)]
    return Line(
        work=f"A PDF of {pages} pages with 3 drawings, other figures each time",
        ours=f"{median(each):.3f} s CPU (least {min(each):.3f}, n={len(each)})",
        peer="",
        goal=f"<= {MOST_PDF_S} s CPU",
        is_met=median(each) <= MOST_PDF_S,
        cpu_ms=median(each) * 1000,
    )


def _xlsx() -> Line:
    kinds = [Kind.DAY, Kind.TEXT, *[Kind.LOAD] * 3, *[Kind.COUNT] * 3]
    columns = tuple(Column(f"c{n}", f"Column {n}", kind) for n, kind in enumerate(kinds))
    rows = tuple(
        (DAYS[n % 24], f"Back Squat {n}", *[Decimal(n) / 4] * 3, n, n, n) for n in range(ROWS)
    )
    report = replace(_report(0), blocks=(Table("sets", "Sets", columns, rows),))
    each = [_cpu_s(lambda: report_xlsx(report)) for _ in range(5)]
    return Line(
        work=f"A workbook of {ROWS:,} rows and {len(columns)} columns",
        ours=f"{median(each):.2f} s CPU (least {min(each):.2f}, n={len(each)})",
        peer="",
        goal=f"<= {MOST_XLSX_S} s CPU",
        is_met=median(each) <= MOST_XLSX_S,
        cpu_ms=median(each) * 1000,
    )


def _many(gym: Gym, *, now: datetime) -> Line:
    phases = list(
        PlanPhase.objects.filter(organization=gym.organization)
        .select_related(*PHASE_NEEDS)
        .order_by("seq", "pk")[:MANY]
    )
    taken: list[float] = []
    early = 0.0
    for number in range(MANY):
        phase = phases[number % len(phases)]
        taken.append(
            _cpu_s(lambda phase=phase: report_pdf(make_phase_report(phase=phase, now=now)))
        )
        if number == MANY // 5:
            early = _most_mib()
    more = _most_mib() - early
    seconds = sum(taken) / CORES
    return Line(
        work=f"PDFs of {MANY} phases, queries included",
        ours=f"{seconds:.0f} s on {CORES} cores by CPU, {more:.0f} MiB more after the first 100",
        peer="",
        goal=f"< {MOST_MANY_S} s on {CORES} cores",
        is_met=seconds < MOST_MANY_S,
        cpu_ms=median(taken) * 1000,
    )


def _report(number: int) -> Report:
    """Return a report like a phase's, with figures that no other one has."""
    charts = tuple(_chart(lift, number) for lift in range(3))
    rows = tuple((f"Exercise {n}", Decimal(n + number) / 2, n) for n in range(8))
    columns = (Column("x", "Exercise"), Column("l", "Load", Kind.LOAD), Column("n", "Sets"))
    tables = tuple(Table(f"t{n}", f"Table {n}", columns, rows) for n in range(4))
    return Report(
        kind="phase",
        title=f"Strength {number}",
        about="Ana Petrova",
        period="2 Mar 2026 to 25 Mar 2026",
        from_on=DAYS[0],
        to_on=DAYS[-1],
        made_on=DAYS[-1],
        brand=Brand("Northside Barbell"),
        language="en",
        unit="kg",
        blocks=(*charts, *tables, Paragraphs("end", "How it ended", ("As planned.",) * 3)),
    )


def _chart(lift: int, number: int) -> Chart:
    values = [100 + lift * 10 + number * 0.25 + day for day in range(len(DAYS))]
    readings = [
        Reading(on, value, value - 3, value + 3) for on, value in zip(DAYS, values, strict=True)
    ]
    title = f"Lift {lift}"
    columns = (Column("on", "Day", Kind.DAY), Column("e1rm", "Estimate", Kind.LOAD, "kg"))
    table = Table(
        key="estimates",
        title=title,
        columns=columns,
        rows=tuple((one.on, Decimal(str(one.value))) for one in readings),
    )
    spans = (Span("Strength", "strength", DAYS[0], DAYS[-1]),)
    course = [(one.on, one.value) for one in readings]
    svg = draw_readings(readings, trend=course, spans=spans, title=title)
    return Chart(f"lift-{lift}", title, "Each point is a day.", svg, table)


def _cpu_s(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def _most_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB
