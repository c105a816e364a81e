"""Printed reports: what stands on the paper, and what a screen reader finds in it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from coaching.exporters.pdf.report_pdf import report_pdf
from coaching.reports.charts.muscle_bars import MuscleBar, draw_muscles
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

MUSCLES = Table(
    key="muscles",
    title="Hard sets a week",
    columns=(Column("muscle", "Muscle"), Column("done", "Done", Kind.NUMBER)),
    rows=(("Quads", Decimal("12.5")), ("Chest", Decimal("9"))),
)
CHART = Chart(
    key="muscles",
    title="Hard sets a week",
    words="Mean of four loading weeks.",
    svg=draw_muscles(
        [MuscleBar("Quads", Decimal("12.5"), Decimal(12), 10, 18)],
        goal="hypertrophy",
        title="Hard sets a week",
    ),
    table=MUSCLES,
)
FACTS = Facts(
    key="head",
    title="Training received",
    facts=(Fact("sessions", "Sessions", Decimal("91.7"), Kind.PERCENT, note="11 of 12 due"),),
)
REPORT = Report(
    kind="phase",
    title="Hypertrophy",
    about="Ana Petrova",
    period="Hypertrophy · 2 Mar 2026 to 29 Mar 2026",
    from_on=date(2026, 3, 2),
    to_on=date(2026, 3, 29),
    made_on=date(2026, 3, 30),
    brand=Brand("Northside Barbell"),
    language="en",
    unit="kg",
    blocks=(
        FACTS,
        CHART,
        Paragraphs("decision", "How the phase ended", ("The next phase begins.",)),
    ),
    coach="Dana Reyes",
    coach_words="A steady block.\nNext: fewer reps.",
)
HOSTILE = '#image("/etc/passwd") *bold* _it_ $x^2$ <script>alert(1)</script> = @a \\ `raw` //'


def opened(report: Report, **fields) -> PdfReader:
    return PdfReader(BytesIO(report_pdf(report, **fields)))


def text_of(pdf: PdfReader) -> str:
    """Return the words on all pages, single spaces between them."""
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def fonts_of(pdf: PdfReader) -> dict[str, bool]:
    """Return each font on the pages and whether its letters come with the file."""
    found = {}
    for page in pdf.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            of_letters = font.get_object()["/DescendantFonts"][0].get_object()
            described = of_letters["/FontDescriptor"].get_object()
            name = str(of_letters["/BaseFont"]).partition("+")[2]
            found[name] = bool({"/FontFile2", "/FontFile3"} & described.keys())
    return found


def test_everything_said_can_be_read_out_of_it():
    text = text_of(opened(REPORT))

    for said in (
        "Northside Barbell", "Ana Petrova", "A steady block.", "Next: fewer reps.", "Dana Reyes",
        "92 %", "11 of 12 due", "Mean of four loading weeks.", "The next phase begins.",
        "Quads 12.5", "Chest 9.0", "Made on 30 Mar 2026", "Page 1 / 1",
    ):  # fmt: skip
        assert said in text


def test_it_is_tagged_in_the_reader_s_language_and_brings_its_letters():
    pdf = opened(replace(REPORT, language="de"))
    root = pdf.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "de"
    assert "/StructTreeRoot" in root
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert pdf.metadata.title == "Hypertrophy – Ana Petrova"
    fonts = fonts_of(pdf)
    assert {name.partition("-")[0] for name in fonts} == {"Figtree"}
    assert all(fonts.values())


def test_a_drawing_says_in_words_what_it_shows():
    tree = opened(REPORT).trailer["/Root"]["/StructTreeRoot"]

    assert "Hard sets a week. Mean of four loading weeks." in list(said_of(tree))


def said_of(element):
    """Yield the words that stand in for drawings below an element of the structure."""
    element = element.get_object()
    if not hasattr(element, "get"):
        return
    if "/Alt" in element:
        yield str(element["/Alt"])
    below = element.get("/K", [])
    for one in below if isinstance(below, list) else [below]:
        yield from said_of(one)


def test_numbers_are_written_as_the_reader_writes_them():
    assert "Quads 12,5" in text_of(opened(replace(REPORT, language="de")))


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("us-letter", (612, 792))])
def test_paper_is_what_the_coach_prints_on(paper, size):
    page = opened(REPORT, paper=paper).pages[0]

    assert (round(page.mediabox.width), round(page.mediabox.height)) == size


@pytest.mark.parametrize(
    "name",
    [
        "أنا بيتروفا",
        "安娜",
        "김지훈",
        "佐藤 美咲",
        "אנה",
        "แอนนา",
        "Ана Петрова",
        "Ngọc Ánh",
        "Ana 💪🏽",
        "A" * 200,
    ],
)
def test_names_of_every_script_are_printed_in_our_own_letters(name):
    pdf = opened(replace(REPORT, about=name))

    assert all(fonts_of(pdf).values())
    assert pdf.metadata.title == f"Hypertrophy – {name}"
    assert len(pdf.pages) == 1


def test_a_letter_that_no_font_has_costs_the_standard_and_not_the_report():
    pdf = opened(replace(REPORT, about="Ana \U00012000"))

    assert "Ana" in text_of(pdf)
    assert b"pdfuaid" not in pdf.trailer["/Root"]["/Metadata"].get_object().get_data()


def test_what_somebody_typed_is_never_read_as_markup():
    table = replace(MUSCLES, title=HOSTILE, rows=((HOSTILE, Decimal(1)),))
    report = replace(
        REPORT,
        title=HOSTILE,
        about=HOSTILE,
        brand=Brand(HOSTILE),
        coach=HOSTILE,
        coach_words=HOSTILE,
        blocks=(
            table,
            Paragraphs("w", HOSTILE, (HOSTILE,)),
            replace(CHART, title=HOSTILE, table=table),
        ),
    )

    text = "".join(text_of(opened(report)).split())

    # Title, name, brand, coach and words; title and row of a table, words, and of a drawing.
    assert text.count('#image("/etc/passwd")*bold*_it_$x^2$') >= 10
    assert "root:" not in text


def test_the_same_report_is_the_same_file():
    assert report_pdf(REPORT) == report_pdf(REPORT)


def test_decimals_of_a_column_stand_below_each_other():
    rows = (("Quads", Decimal("12.5")), ("Chest", Decimal(9)), ("Back", None), ("Abs", Decimal(0)))

    text = text_of(opened(replace(REPORT, blocks=(replace(MUSCLES, rows=rows),))))

    assert "Quads 12.5 Chest 9.0 Back – Abs 0.0" in text


def test_a_word_longer_than_its_cell_goes_on_below():
    columns = tuple(Column(f"c{place}", "x" * 60) for place in range(6))
    table = Table("t", "Table", columns, (("z" * 200,) * 6,))

    (page,) = opened(replace(REPORT, blocks=(table,))).pages

    # A sixth of the paper's width holds at most twenty of these letters.
    text = page.extract_text()
    assert ("x" * 21 in text, "z" * 21 in text) == (False, False)
    assert (text.count("x"), text.count("z")) == (6 * 60 + 1, 6 * 200)


def test_wide_tables_keep_days_apart():
    columns = (
        Column("p", "Phase"),
        Column("a", "From", Kind.DAY),
        Column("b", "To", Kind.DAY),
        *(Column(f"n{place}", "Intensity", Kind.PERCENT) for place in range(9)),
    )
    day = date(2026, 3, 28)
    row = ("Light week after hypertrophy", day, day, *[Decimal(100)] * 9)

    (page,) = opened(replace(REPORT, blocks=(Table("t", "Phases", columns, (row,)),))).pages

    starts = []
    page.extract_text(visitor_text=lambda words, cm, tm, *_: starts.append((words, tm[4] + cm[4])))
    first, second = [left for words, left in starts if words.strip() == "28\xa0Mar\xa02026"]
    # The day is 45 points wide.
    assert second - first > 45
