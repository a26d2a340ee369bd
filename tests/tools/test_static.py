"""A chapter without a kernel: small, quiet, and readable as plain HTML, its figures pictures with words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "course").glob("*.ipynb"))
pytestmark = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def test_it_is_below_a_megabyte_and_complains_of_nothing(path: Path) -> None:
    assert path.stat().st_size < 1_000_000
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            assert output.get("name") != "stderr", output
            assert output["output_type"] != "error" or "raises-exception" in cell["metadata"]["tags"], output


def test_as_html_every_figure_is_a_picture_that_says_what_it_shows(path: Path) -> None:
    from nbconvert import HTMLExporter

    page, _ = HTMLExporter().from_filename(str(path))
    pictures = re.findall(r"<img[^>]+src=\"data:image/png[^>]*>", page)
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    stored = [o for c in cells for o in c.get("outputs", []) if "image/png" in o.get("data", {})]
    assert len(pictures) == len(stored) > 0
    for picture in pictures:
        said = re.search(r'alt="([^"]*)"', picture)
        assert said, picture[:80]
        assert len(said[1]) > 20
    assert "Error displaying widget" not in page
