"""F15, strokes to begin with: the ten digits, some in two ways, for those who cannot or need not draw."""

from __future__ import annotations

import numpy as np

from nnkit.widgets.controls import Stroke

OWN = "your own drawing"
SMOOTH = 6  # points between two of the corners below

# (x, y) in hundredths of the pad, from the top left; every stroke is drawn as a smooth curve through them.
CORNERS: dict[str, tuple[tuple[tuple[int, int], ...], ...]] = {
    "0": (((52, 16), (34, 24), (28, 48), (34, 74), (50, 84), (66, 74), (72, 50), (66, 26), (52, 16)),),
    "1": (((34, 36), (46, 26), (54, 16)), ((54, 16), (54, 50), (54, 84))),
    "2": (
        ((32, 32), (40, 19), (56, 16), (68, 28), (64, 46), (48, 64), (32, 82)),
        ((32, 82), (52, 82), (72, 81)),
    ),
    "3": (
        ((32, 24), (46, 16), (62, 20), (66, 34), (58, 45), (46, 48)),
        ((46, 48), (62, 52), (69, 66), (60, 80), (44, 84), (30, 76)),
    ),
    "4": (((50, 14), (40, 34), (28, 58)), ((28, 58), (50, 57), (76, 56)), ((60, 36), (58, 62), (56, 86))),
    "5": (
        ((68, 17), (52, 17), (36, 18)),
        ((36, 18), (35, 32), (34, 46)),
        ((34, 46), (50, 42), (66, 52), (68, 68), (56, 82), (42, 84), (30, 78)),
    ),
    "6": (
        ((60, 15), (44, 30), (34, 52), (36, 74), (50, 85), (64, 76), (66, 62), (54, 52), (42, 58), (36, 68)),
    ),
    "7": (((30, 18), (50, 18), (70, 18)), ((70, 18), (60, 44), (48, 84))),
    "8": (
        ((50, 48), (37, 39), (36, 24), (50, 15), (64, 24), (62, 38), (50, 48)),
        ((50, 48), (34, 60), (34, 76), (50, 85), (66, 76), (65, 60), (50, 48)),
    ),
    "9": (
        ((64, 24), (50, 15), (36, 24), (34, 38), (46, 48), (60, 42), (66, 24)),
        ((66, 24), (66, 50), (62, 70), (50, 85)),
    ),
    "a plain 1": (((50, 14), (50, 50), (50, 86)),),
    "a 7 with a bar": (
        ((28, 18), (50, 18), (72, 18)),
        ((72, 18), (60, 50), (48, 86)),
        ((42, 52), (56, 51), (72, 50)),
    ),
    "a closed 4": (
        ((60, 86), (60, 50), (60, 14)),
        ((60, 14), (44, 36), (28, 60)),
        ((28, 60), (52, 60), (76, 60)),
    ),
    "a slanted 3": (
        ((40, 22), (54, 14), (70, 20), (70, 34), (60, 44), (48, 48)),
        ((48, 48), (62, 54), (64, 68), (52, 82), (38, 84), (24, 76)),
    ),
}  # fmt: skip


def _curve(corners: tuple[tuple[int, int], ...]) -> Stroke:
    """Lead a smooth curve through corners, at each in the direction from the one before to the next."""
    p = np.array(corners, dtype=np.float64) / 100
    padded = np.concatenate([2 * p[:1] - p[1:2], p, 2 * p[-1:] - p[-2:-1]])
    slope = (padded[2:] - padded[:-2]) / 2
    t = np.linspace(0, 1, SMOOTH, endpoint=False)[:, np.newaxis]
    points = [
        (2 * t**3 - 3 * t**2 + 1) * p[k]
        + (t**3 - 2 * t**2 + t) * slope[k]
        + (3 * t**2 - 2 * t**3) * p[k + 1]
        + (t**3 - t**2) * slope[k + 1]
        for k in range(len(p) - 1)
    ]
    return tuple((round(float(x), 3), round(float(y), 3)) for x, y in np.concatenate([*points, p[-1:]]))


SAMPLES: dict[str, tuple[Stroke, ...]] = {
    name: tuple(_curve(stroke) for stroke in strokes) for name, strokes in CORNERS.items()
}
