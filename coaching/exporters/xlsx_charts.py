"""Native charts of a workbook, one beside the table it is drawn from."""

from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from coaching.reports.document import Column, Kind, Table

# What is drawn beside the rows' names; a lift's error is told in its column alone.
KEYS = {"muscles": "bar", "effort": "line", "body-weight": "scatter", "estimates": "scatter"}
LEFT_OUT = frozenset({"error", "low", "high"})
FEWEST_ROWS = 2
SIZE = {"width": 640, "height": 320}
GAP = 1


def draw(book: Workbook, sheet: Worksheet, table: Table, *, title: str, first_row: int) -> None:
    """Put a chart to the right of the table, where its kind has one."""
    form = KEYS.get(table.key)
    if form is None or len(table.rows) < FEWEST_ROWS:
        return
    shape: dict[str, Any] = {"type": form}
    if form == "scatter":
        shape["subtype"] = "straight_with_markers"
    chart = book.add_chart(shape)
    last_row = first_row + len(table.rows) - 1
    for place, column in enumerate(table.columns):
        if column.is_number and column.key not in LEFT_OUT:
            chart.add_series(
                {
                    "name": column.head,
                    "categories": [sheet.name, first_row, 0, last_row, 0],
                    "values": [sheet.name, first_row, place, last_row, place],
                }
            )
    chart.set_title({"name": title, "overlay": False, "name_font": {"size": 12}})
    chart.set_size(SIZE)
    _set_axes(chart, form, first=table.columns[0])
    sheet.insert_chart(first_row, len(table.columns) + GAP, chart, {"description": title})


def _set_axes(chart: Any, form: str, *, first: Column) -> None:
    if form == "bar":
        # The first row on top, as in the table.
        chart.set_y_axis({"reverse": True})
    elif first.kind is Kind.DAY:
        chart.set_x_axis({"num_format": "d mmm", "date_axis": True})
    chart.set_legend({"position": "bottom"})
