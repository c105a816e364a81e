"""A report as its page shows it: the printed one's words, ready for a template."""

from base64 import b64encode
from typing import Any

from coaching.reports.document import Report
from coaching.reports.said import said


def sheet(report: Report) -> dict[str, Any]:
    """Return the variables of templates/reports/sheet.html."""
    shown = said(report)
    for block in shown["blocks"]:
        table = block["table"] if block["form"] == "chart" else block
        if "rows" in table:
            table["cells"] = [
                [
                    {"words": words, "is_number": column["is_number"]}
                    for words, column in zip(row, table["columns"], strict=True)
                ]
                for row in table["rows"]
            ]
    logo = report.brand.logo
    return {"report": shown, "logo": b64encode(logo).decode() if logo else ""}
