"""Drawings of reports: SVG by presentation attributes alone, the same in page and PDF."""
