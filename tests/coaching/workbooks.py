"""Workbooks edited as a coach would, and what pages that take them show."""

import re
from html import unescape
from io import BytesIO

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from coaching.importers.program_xlsx import read_xlsx


def edited(content, *, exchange=(), sheet=0, left_out=()):
    """Return a workbook whose cells of one sheet say something else, text by text.

    ``left_out`` are names of sheets to leave out.
    """
    said = dict(exchange)
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as book:
        for number, read in enumerate(read_xlsx(content)):
            if read.name in left_out:
                continue
            page = book.add_worksheet(read.name)
            for row, line in enumerate(read.lines):
                for column, cell in enumerate(line):
                    page.write_string(
                        row, column, said.get(cell, cell) if number == sheet else cell
                    )
    return file.getvalue()


def upload(content, name="program.xlsx"):
    return {"file": SimpleUploadedFile(name, content)}


def hidden(response):
    """Return the hidden fields of a page's own form, as a browser would send them back."""
    html = response.content.decode()
    inputs = re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", html)
    pairs = [
        (re.search(r'name="([^"]*)"', one), re.search(r'value="([^"]*)"', one)) for one in inputs
    ]
    found = {name[1]: unescape(value[1]) for name, value in pairs if name and value}
    return {name: value for name, value in found.items() if name != "csrfmiddlewaretoken"}


def text_of(response):
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split()))
