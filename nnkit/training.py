"""The pieces of a training loop."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .errors import IntArray, require_count, require_generator


def minibatches(n: int, batch_size: int, rng: np.random.Generator) -> Iterator[IntArray]:
    """Shuffle the indices 0 … n − 1 and deal them out: one epoch, in which every example comes once.

    Parameters
    ----------
    n : the number of examples, ``len(x)``.
    batch_size : examples in a batch; the last batch holds what is left, and n or more gives a single batch.
    rng : numpy.random.Generator that shuffles.

    Returns
    -------
    an iterator of ⌈n / batch_size⌉ int64 index arrays: ``x[batch], y[batch]``.

    Examples
    --------
    >>> [len(batch) for batch in minibatches(10, 4, np.random.default_rng(0))]
    [4, 4, 2]
    """
    n = require_count(n, "n", "minibatches", hint="Write len(x).")
    size = require_count(batch_size, "batch_size", "minibatches", hint="32 is usual.")
    order = require_generator(rng, "minibatches").permutation(np.arange(n, dtype=np.int64))
    return (order[start : start + size] for start in range(0, n, size))
