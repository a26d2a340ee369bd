"""A verdict as text and as HTML: the same words in the same order, the diagnosis first.

Whatever comes from a learner (an exception's message, a printed value) is cleaned of control characters
and escaped; only backticks become markup.
"""

from __future__ import annotations

import html
import re
import textwrap
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from nnkit.grading.diagnosis.heat import LEGEND, NOT_FINITE, SIGNS
from nnkit.grading.diagnosis.printed import number
from nnkit.grading.verdict import CheckResult, Finding, Verdict

WORDS = {
    "passed": ("✓", "Passed", "pass"),
    "partial": ("◐", "Partly right", "fail"),
    "failed": ("✗", "Not right yet", "fail"),
    "not started": ("○", "Not started", "calm"),
    "error": ("!", "Could not be checked", "calm"),
}
WIDTH = 96
STYLE = f"<style>{Path(__file__).with_name('feedback.css').read_text(encoding='utf-8')}</style>"
KEPT = "\n\u200c\u200d"  # the line break, and the joiners that some scripts spell with


def to_text(verdict: Verdict) -> str:
    """Return the feedback as plain text."""
    sign, word, _ = badge(verdict)
    lines = [f"{sign} {word}: {clean(verdict.title or verdict.problem)}{_points(verdict, ' (', ')')}"]
    if verdict.diagnosis:
        lines += _finding_text(verdict.diagnosis)
    lines += [
        f"  {_check_sign(check)} {clean(check.name)}: {_check_word(check)}" for check in _listed(verdict)
    ]
    for note in verdict.notes:
        lines += _wrapped(clean(note))
    return "\n".join(lines)


def to_html(verdict: Verdict) -> str:
    """Return the feedback as one self-contained, accessible piece of HTML."""
    sign, word, tone = badge(verdict)
    title = html.escape(clean(verdict.title or verdict.problem))
    parts = [
        '<div class="nnkit-head">'
        f'<span class="nnkit-badge"><span aria-hidden="true">{sign}</span> {word}</span> '
        f'<span class="nnkit-title" role="heading" aria-level="4">{title}</span>'
        f'<span class="nnkit-points">{_points(verdict)}</span></div>'
    ]
    if verdict.diagnosis:
        parts.append(_finding_html(verdict.diagnosis))
    checks = _listed(verdict)
    if checks:
        items = "".join(
            f'<li class="{"nnkit-ok" if check.passed else "nnkit-no"}">'
            f'<span aria-hidden="true">{_check_sign(check)}</span> {markup(check.name)}'
            f'<span class="nnkit-state">: {_check_word(check)}</span></li>'
            for check in checks
        )
        parts.append(f'<ul class="nnkit-checks" aria-label="Checks">{items}</ul>')
    parts += [f'<p class="nnkit-note">{markup(note)}</p>' for note in verdict.notes]
    return framed("".join(parts), tone, f"{word}: {title}")


def message_html(text: str, tone: str = "calm") -> str:
    """Return one sentence in the frame of the feedback."""
    paragraphs = "".join(f"<p>{markup(part)}</p>" for part in text.split("\n") if part)
    return framed(f'<div class="nnkit-say">{paragraphs}</div>', tone, "")


def hints_text(title: str, hints: Sequence[str], total: int) -> str:
    """Return the hints taken so far as text."""
    lines = [f"Hints: {clean(title)} ({len(hints)} of {total})"]
    for i, hint in enumerate(hints, 1):
        lines += _wrapped(f"{i}. {clean(hint)}")
    return "\n".join(lines)


def hints_html(title: str, hints: Sequence[str], total: int) -> str:
    """Return the hints taken so far, the newest last."""
    head = (
        f'<div class="nnkit-head"><span class="nnkit-badge">Hints</span> '
        f'<span class="nnkit-title" role="heading" aria-level="4">{html.escape(clean(title))}</span>'
        f'<span class="nnkit-points">{len(hints)} of {total}</span></div>'
    )
    items = "".join(f"<li>{_hint(hint)}</li>" for hint in hints)
    return framed(f'{head}<ol class="nnkit-hints">{items}</ol>', "calm", "")


def values_html(values: Sequence[tuple[str, str]], label: str) -> str:
    """Return printed values side by side, each under its name."""
    cells = "".join(
        f'<div><div class="nnkit-label">{html.escape(clean(name))}</div>'
        f"<pre>{html.escape(clean(value))}</pre></div>"
        for name, value in values
    )
    return f'<div class="nnkit-values" role="group" aria-label="{html.escape(clean(label))}">{cells}</div>'


def framed(inner: str, tone: str, label: str) -> str:
    """Put content into the frame that all feedback shares; ``tone`` is pass, fail or calm."""
    named = f' aria-label="{label}"' if label else ""
    return f'{STYLE}<section class="nnkit-fb nnkit-{tone}" role="status"{named}>{inner}</section>'


def badge(verdict: Verdict) -> tuple[str, str, str]:
    """Return the sign, the word and the tone of a verdict; what is merely not there yet stays calm."""
    sign, word, tone = WORDS[verdict.status]
    if verdict.status == "failed" and verdict.diagnosis and verdict.diagnosis.kind == "missing":
        return "○", "Not there yet", "calm"
    return sign, word, tone


def clean(text: str) -> str:
    """Take out what could spoil a terminal or a page: control characters, and marks that reverse text."""
    unseen = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return "".join(c if c in KEPT or unicodedata.category(c) not in unseen else " " for c in text)


def markup(text: str) -> str:
    """Escape a sentence, then turn backticks into ``<code>``."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(clean(text)))


def _hint(hint: str) -> str:
    """Escape a hint; its last part may be lines of code, which keep their indentation."""
    text, newline, code = clean(hint).partition("\n")
    more = (
        f"<pre>{html.escape(textwrap.dedent(code).strip(chr(10)))}</pre>" if newline and code.strip() else ""
    )
    return f"{markup(text)}{more}"


def _finding_text(finding: Finding) -> list[str]:
    lines = _wrapped(clean(finding.text))
    if finding.formula:
        lines.append(f"      {clean(finding.formula)}")
    for name, value in (("expected", finding.expected), ("got", finding.got)):
        if value:
            lines.append(textwrap.indent(clean(value), " " * 13).replace(" " * 13, f"  {name:>9}: ", 1))
    if finding.heat:
        lines.append(f"      errors: {LEGEND}")
        lines += [" " * 13 + row for row in finding.heat]
    return lines


def _finding_html(finding: Finding) -> str:
    parts = [f'<p class="nnkit-say">{markup(finding.text)}</p>']
    if finding.formula:
        formula = html.escape(clean(finding.formula).replace("`", ""))
        parts.append(f'<p class="nnkit-formula"><code>{formula}</code></p>')
    values = [(n, v) for n, v in (("expected", finding.expected), ("got", finding.got)) if v]
    if values:
        of = f" of {finding.at}" if finding.at else ""
        parts.append(values_html([("yours" if n == "got" else n, v) for n, v in values], f"Values{of}"))
    if finding.heat:
        parts.append(_heat_html(finding.heat))
    return "".join(parts)


def _heat_html(rows: Sequence[str]) -> str:
    """Return the map of the errors: a shade for each sign, and the sign itself for whoever sees no shades."""
    levels = {sign: level for level, sign in enumerate((*SIGNS, NOT_FINITE))}
    lines = "\n".join(
        "".join(f'<span class="nnkit-e{levels[sign]}">{html.escape(sign)}</span>' for sign in row)
        for row in rows
    )
    return f'<div class="nnkit-heat"><div class="nnkit-label">errors: {LEGEND}</div><pre>{lines}</pre></div>'


def _points(verdict: Verdict, before: str = "", after: str = "") -> str:
    if not verdict.max_score or badge(verdict)[2] == "calm":
        return ""
    unit = "point" if verdict.max_score == 1 else "points"
    return f"{before}{_plain(verdict.score)} of {_plain(verdict.max_score)} {unit}{after}"


def _plain(value: float) -> str:
    return number(int(value)) if value == int(value) else f"{value:.2f}".rstrip("0")


def _listed(verdict: Verdict) -> tuple[CheckResult, ...]:
    """Return the checks worth listing: none while nothing has been tried."""
    return () if badge(verdict)[2] == "calm" else verdict.checks


def _check_sign(check: CheckResult) -> str:
    return "✓" if check.passed else "✗"


def _check_word(check: CheckResult) -> str:
    return ("passed" if check.passed else "not yet") + (", hidden" if check.hidden else "")


def _wrapped(text: str) -> list[str]:
    lines = []
    for line in text.split("\n"):
        lines += textwrap.wrap(line, WIDTH, initial_indent="  ", subsequent_indent="  ") or []
    return lines
