"""The frame of every report: one self-contained HTML file, light and dark, without scripts."""

from __future__ import annotations

import html
from collections.abc import Sequence

STYLE = """
:root { color-scheme: light dark; --line: #8884; --quiet: #6b6b6b; }
@media (prefers-color-scheme: dark) { :root { --quiet: #a8a8a8; } }
body { max-width: 62rem; margin: 2rem auto; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2.2rem; } h3 { font-size: 1rem; }
table { border-collapse: collapse; margin: 0.6rem 0 1rem; font-variant-numeric: tabular-nums; }
th, td { padding: 0.25rem 0.8rem 0.25rem 0; text-align: left; vertical-align: top; }
th, td { border-bottom: 1px solid var(--line); }
th.number, td.number { text-align: right; }
caption { text-align: left; color: var(--quiet); padding-bottom: 0.3rem; }
.quiet { color: var(--quiet); } .charts { display: flex; flex-wrap: wrap; gap: 1rem; }
.scroll { overflow-x: auto; } .chart svg { max-width: 100%; height: auto; }
"""


def page(title: str, body: str) -> str:
    """Return a whole page."""
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style></head>'
        f"<body><h1>{html.escape(title)}</h1>{body}</body></html>\n"
    )


def table(caption: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a table; numbers stand at the right of their columns."""
    numeric = [all(isinstance(row[i], (int, float)) for row in rows) for i in range(len(head))]
    kind = [' class="number"' if number else "" for number in numeric]
    top = "".join(f'<th scope="col"{k}>{html.escape(name)}</th>' for k, name in zip(kind, head, strict=True))
    lines = "".join(
        "<tr>" + "".join(f"<td{k}>{_cell(value)}</td>" for k, value in zip(kind, row, strict=True)) + "</tr>"
        for row in rows
    )
    return (
        f'<div class="scroll"><table><caption>{html.escape(caption)}</caption>'
        f"<thead><tr>{top}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "–" if value != value else f"{value:g}".replace("-", "−")
    return html.escape(str(value))
