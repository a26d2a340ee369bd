"""F2, the data: thirty points of two classes that a straight line can part, but none through the origin."""

from __future__ import annotations

import numpy as np

ZEROS = (
    (0.1, 0.7), (-1.0, 0.1), (-1.8, -0.2), (0.5, -0.3), (-0.4, -0.7), (-2.2, -1.3), (-1.4, 0.4), (2.2, -2.0),
    (0.0, -0.9), (0.1, -0.8), (-0.6, -0.3), (0.4, 0.8), (-2.3, 0.5), (1.6, -1.4), (-1.2, -0.8),
)  # fmt: skip
ONES = (
    (2.2, 2.1), (1.0, 2.7), (2.7, 1.1), (2.0, 2.1), (2.6, 0.3), (2.5, 1.2), (2.1, 0.8), (2.4, 2.2),
    (2.4, 1.6), (1.4, 2.9), (2.6, 1.7), (1.6, 1.5), (2.5, 3.2), (2.3, 1.8), (2.3, 0.9),
)  # fmt: skip

POINTS = np.array([*ZEROS, *ONES], dtype=np.float64)
LABELS = np.repeat(np.array([0, 1], dtype=np.int64), (len(ZEROS), len(ONES)))
