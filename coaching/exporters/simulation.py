"""A simulation as a file: every set as CSV, all of it as JSON; loads in kilograms."""

import csv
import io

from django.http import HttpResponse

from coaching.exporters.cells import safe_cell
from coaching.exporters.progress import BYTE_ORDER_MARK
from coaching.exporters.report_files import as_download
from programs.engine.simulating.report import simulation_csv, simulation_json
from programs.engine.simulating.simulated import Simulation

# What a coach wrote; all other columns are numbers and days.
WRITTEN = ("phase", "exercise")


def _csv(simulation: Simulation) -> str:
    reader = csv.DictReader(io.StringIO(simulation_csv(simulation)))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, reader.fieldnames or (), lineterminator="\r\n")
    writer.writeheader()
    for row in reader:
        writer.writerow(row | {name: safe_cell(row[name]) for name in WRITTEN})
    return BYTE_ORDER_MARK + out.getvalue()


FILES = {
    "csv": ("text/csv; charset=utf-8", _csv),
    "json": ("application/json", simulation_json),
}


def simulation_file(simulation: Simulation, *, kind: str, name: str) -> HttpResponse:
    """Return the answer that hands out the file."""
    media_type, write = FILES[kind]
    response = HttpResponse(write(simulation), content_type=media_type)
    as_download(response, name=f"{name}.{kind}")
    return response
