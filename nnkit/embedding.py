"""Word vectors: a table that gives each word a row of numbers, learned like any other weights."""

# NumPy's own type hints call most arithmetic Any.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

import functools
from typing import ClassVar

import numpy as np

from .errors import Array, DataError, SettingError, require_count
from .initializers import Initializer, normal
from .layers import Layer, gradient, parameter


class Embedding(Layer):
    """a = [E[x₁], E[x₂], …]: the vectors of the words of a window, joined; only as the first layer.

    It is the product of one-hot rows with E, without the multiplications by 0. A word that comes twice gets
    the sum of both gradients; a word that does not come gets 0.

    Parameters
    ----------
    n_words : the number of words; they are numbered 0 … n_words − 1.
    dim : the length of a word's vector.
    window : how many words make one example.
    init : rule for the first E, called as ``init(rng, n_words, dim)``; if left out N(0, 1), so that the next
        layer sees inputs of variance 1.

    Attributes
    ----------
    E, dE : (n_words, dim)  the vectors, one word a row, and their gradient.
    words : (batch, window) int64  input of the last forward.
    a : (batch, window * dim)  output of the last forward.

    References
    ----------
    Bengio, Ducharme, Vincent, Jauvin 2003; Collobert, Weston, Bottou, Karlen, Kavukcuoglu, Kuksa 2011
    (windows).

    Examples
    --------
    >>> import nnkit as nn
    >>> net = nn.Network([nn.Embedding(10, 3, window=2), nn.Dense(6, 1)], rng=np.random.default_rng(0))
    >>> net[1].E = np.arange(30).reshape(10, 3)
    >>> net[1](np.array([[0, 9]])).tolist()
    [[0.0, 1.0, 2.0, 27.0, 28.0, 29.0]]
    """

    takes_indices: ClassVar[bool] = True
    E = parameter("E", "Word vectors (n_words, dim)")
    dE = gradient("E", "∂L/∂E (n_words, dim)")
    words: Array
    a: Array

    def __init__(self, n_words: int, dim: int, window: int = 1, init: Initializer | None = None) -> None:
        self.n_words = require_count(n_words, "n_words", "Embedding")
        self.dim = require_count(dim, "dim", "Embedding")
        self.window = require_count(window, "window", "Embedding")
        self.init = init
        super().__init__(self.window, self.window * self.dim, E=(self.n_words, self.dim))

    def initialise(self, rng: np.random.Generator) -> None:
        """E from the rule `init`, or N(0, 1)."""
        rule = self.init or functools.partial(normal, std=1.0)
        self.E = rule(rng, self.n_words, self.dim)

    def __call__(self, words: Array) -> Array:
        """Return the joined vectors of words (batch, window): (batch, window * dim), a new array."""
        self._check_range(words)
        return self.E[words].reshape(len(words), self.n_out)

    def forward(self, words: Array) -> Array:
        """Forward: a = the joined rows of E, and keep which words they were."""
        self.a = self(words)
        self.words = words
        return self.a

    def backward(self, grad_a: Array, *, input_gradient: bool = True) -> Array:
        """Send the error to the vectors: dE[w] = Σ of ∂L/∂a over the places where word w stood.

        Raises
        ------
        SettingError : if the gradient for the words themselves is wanted: whole numbers have none.
        """
        self._check_shape(grad_a, self.a)
        if input_gradient:
            raise SettingError(
                f"{self!r} has no gradient for its input: a word's number cannot change a little. "
                "Look at net[1].dE, the gradient for the vectors, and leave out input_gradient."
            )
        self.dE[:] = 0
        np.add.at(self.dE, self.words, grad_a.reshape(len(grad_a), self.window, self.dim))
        return grad_a

    def _check_range(self, words: Array) -> None:
        if words.min() >= 0 and words.max() < self.n_words:
            return
        i, j = np.argwhere((words < 0) | (words >= self.n_words))[0]
        raise DataError(
            f"{self!r} expects words from 0 to {self.n_words - 1}, but x[{i}, {j}] is {words[i, j]}. "
            "Number the words from 0, and set n_words to how many there are."
        )

    def __repr__(self) -> str:
        """Return the call that makes this layer."""
        return f"Embedding({self.n_words}, {self.dim}, window={self.window})"
