"""Losses: each one is its formula beside its derivative with respect to what the network put out.

``loss(z, y)`` is the mean over the batch as a Python float; ``loss.per_example(z, y)`` is the vector that is
averaged; ``loss.delta(z, y)`` is the gradient ∂L/∂z of that mean, which starts the backward pass. In this
file z is always the output of the network: the prediction itself for the squared errors, the logits for the
cross-entropies. The arrays have the dtype of z; arguments are never modified.
"""

# NumPy's own type hints call most arithmetic Any.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from .activations import log_softmax, sigmoid, softmax, softplus
from .errors import Array, DataError, DivergedError, ShapeError, as_float, require_count, require_finite


class Loss:
    """A loss L = (1/N) Σᵢ Lᵢ, the mean over a batch of N examples.

    A new loss is a subclass with the two methods `per_example` and `delta`.
    """

    def per_example(self, z: npt.ArrayLike, y: npt.ArrayLike) -> Array:
        """Return Lᵢ of every example: (batch,)."""
        raise NotImplementedError

    def delta(self, z: npt.ArrayLike, y: npt.ArrayLike) -> Array:
        """Return δ = ∂L/∂z of the mean loss: (batch, K), a new array."""
        raise NotImplementedError

    def __call__(self, z: npt.ArrayLike, y: npt.ArrayLike) -> float:
        """Return L = (1/N) Σᵢ Lᵢ as a Python float."""
        with np.errstate(over="ignore"):
            losses = self.per_example(z, y)
            mean = float(np.add.reduce(losses)) / len(losses)  # 1.2 against 3.5 µs for losses.mean()
        if not math.isfinite(mean):
            raise DivergedError(
                f"The mean loss is {mean}: the outputs have grown until it overflows. "
                "Start again with a smaller eta, or scale the targets to about 1."
            )
        return mean

    def __repr__(self) -> str:
        """Return the call that makes this loss."""
        return f"{type(self).__name__}()"


class SquaredError(Loss):
    """Lᵢ = ½ Σₖ (zₖ − yₖ)², ∂L/∂z = (z − y) / N: summed over the outputs, averaged over the batch.

    z : (batch, K) predictions.  y : (batch, K) targets, or (batch,) when K = 1.

    References
    ----------
    Legendre 1805.
    """

    def per_example(self, z: npt.ArrayLike, y: npt.ArrayLike) -> Array:
        """½ Σₖ (zₖ − yₖ)² of every example: (batch,)."""
        z, y = _outputs_and_targets(z, y, "SquaredError")
        return np.square(z - y).sum(axis=1) / 2

    def delta(self, z: npt.ArrayLike, y: npt.ArrayLike) -> Array:
        """(z − y) / N: (batch, K)."""
        z, y = _outputs_and_targets(z, y, "SquaredError")
        return (z - y) / len(z)


class MeanSquaredError(Loss):
    """Lᵢ = (1/K) Σₖ (zₖ − yₖ)², ∂L/∂z = 2 (z − y) / (N K): the mean over all N K entries.

    z : (batch, K) predictions.  y : (batch, K) targets, or (batch,) when K = 1.
    """

    def per_example(self, z: npt.ArrayLike, y: npt.ArrayLike) -> Array:
        """(1/K) Σₖ (zₖ − yₖ)² of every example: (batch,)."""
        z, y = _outputs_and_targets(z, y, "MeanSquaredError")
        return np.square(z - y).mean(axis=1)

    def delta(self, z: npt.ArrayLike, y: npt.ArrayLike) -> Array:
        """2 (z − y) / (N K): (batch, K)."""
        z, y = _outputs_and_targets(z, y, "MeanSquaredError")
        return 2 * (z - y) / z.size


class SigmoidCrossEntropy(Loss):
    """Lᵢ = Σₖ −y log p − (1 − y) log(1 − p) with p = sigmoid(z), ∂L/∂z = (p − y) / N.

    This is the binary cross-entropy of logits: −log p is softplus(−z) and −log(1 − p) is softplus(z), so no
    logarithm ever meets a 0.

    z : (batch, K) logits, summed over K.  y : (batch, K) targets in [0, 1], or (batch,) when K = 1.

    References
    ----------
    Solla, Levin, Fleisher 1988.
    """

    def per_example(self, z: npt.ArrayLike, y: npt.ArrayLike) -> Array:
        """Σₖ y softplus(−z) + (1 − y) softplus(z) of every example: (batch,)."""
        z, y = self._checked(z, y)
        return (y * softplus(-z) + (1 - y) * softplus(z)).sum(axis=1)

    def delta(self, z: npt.ArrayLike, y: npt.ArrayLike) -> Array:
        """(sigmoid(z) − y) / N: (batch, K)."""
        z, y = self._checked(z, y)
        return (sigmoid(z) - y) / len(z)

    def _checked(self, z: npt.ArrayLike, y: npt.ArrayLike) -> tuple[Array, Array]:
        z, y = _outputs_and_targets(z, y, "SigmoidCrossEntropy")
        if y.min() < 0 or y.max() > 1:
            fix = "Labels -1/+1 belong to LogisticLoss, class numbers 0, 1, 2, ... to SoftmaxCrossEntropy."
            raise _bad_target(y, (y < 0) | (y > 1), "SigmoidCrossEntropy", "between 0 and 1", fix)
        return z, y


class LogisticLoss(Loss):
    """Lᵢ = Σₖ log(1 + e^(−y z)) for labels y = ±1, ∂L/∂z = −y sigmoid(−y z) / N.

    It is the binary cross-entropy as a function of the margin y z.

    z : (batch, K) logits, summed over K.  y : (batch, K) labels -1 or +1, or (batch,) when K = 1.

    References
    ----------
    Cox 1958.
    """

    def per_example(self, z: npt.ArrayLike, y: npt.ArrayLike) -> Array:
        """Σₖ softplus(−y z) of every example: (batch,)."""
        z, y = self._checked(z, y)
        return softplus(-y * z).sum(axis=1)

    def delta(self, z: npt.ArrayLike, y: npt.ArrayLike) -> Array:
        """−y sigmoid(−y z) / N: (batch, K)."""
        z, y = self._checked(z, y)
        return -y * sigmoid(-y * z) / len(z)

    def _checked(self, z: npt.ArrayLike, y: npt.ArrayLike) -> tuple[Array, Array]:
        z, y = _outputs_and_targets(z, y, "LogisticLoss")
        wrong = np.abs(y) != 1
        if wrong.any():
            raise _bad_target(y, wrong, "LogisticLoss", "-1 or +1", "For labels 0/1 write 2 * y - 1.")
        return z, y


class SoftmaxCrossEntropy(Loss):
    """Lᵢ = −Σₖ yₖ log pₖ with p = softmax(z), ∂L/∂z = (p − y) / N: cross-entropy of logits.

    log p comes from log_softmax, z − log Σ e^z, so a probability that rounds to 0 does not matter.

    z : (batch, K) logits.  y : (batch,) integer classes 0 ... K − 1, or (batch, K) one-hot rows or
        probabilities.

    References
    ----------
    Bridle 1990.

    Examples
    --------
    >>> loss = SoftmaxCrossEntropy()
    >>> round(loss([[2.0, 1.0, 0.5]], [0]), 3)
    0.464
    >>> loss.delta([[2.0, 1.0, 0.5]], [0]).round(3).tolist()
    [[-0.371, 0.231, 0.14]]
    """

    def per_example(self, z: npt.ArrayLike, y: npt.ArrayLike) -> Array:
        """−Σₖ yₖ log pₖ of every example: (batch,)."""
        z, y = self._checked(z, y)
        return -(y * log_softmax(z)).sum(axis=1)

    def delta(self, z: npt.ArrayLike, y: npt.ArrayLike) -> Array:
        """(softmax(z) − y) / N: (batch, K)."""
        z, y = self._checked(z, y)
        return (softmax(z) - y) / len(z)

    def _checked(self, z: npt.ArrayLike, y: npt.ArrayLike) -> tuple[Array, Array]:
        """Return logits and targets, both (batch, K); integer classes become one-hot rows."""
        who = "SoftmaxCrossEntropy"
        z = _outputs(z, who)
        labels = np.asarray(y)
        if labels.ndim == 1:
            return z, _one_hot_like(z, labels, who)
        z, y = _outputs_and_targets(z, labels, who)
        if y.min() < 0:
            raise _bad_target(y, y < 0, who, "at least 0", "Rows of y are probabilities, not logits.")
        off = np.abs(y.sum(axis=1) - 1) > 1e-3
        if off.any():
            i = int(off.argmax())
            raise DataError(
                f"{who} expects every row of y to sum to 1, but y[{i}] sums to {y[i].sum():.6g}. "
                "Divide each row by its sum, or give the classes as integers."
            )
        return z, y


def one_hot(y: npt.ArrayLike, n_classes: int, dtype: npt.DTypeLike = np.float64) -> Array:
    """Y[i, k] = 1 if y[i] = k else 0: integer classes (batch,) as rows (batch, n_classes).

    Examples
    --------
    >>> one_hot([2, 0], 3).tolist()
    [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]
    """
    labels = _classes(np.asarray(y), require_count(n_classes, "n_classes", "one_hot"), "one_hot")
    return (labels[:, np.newaxis] == np.arange(n_classes, dtype=np.int64)).astype(dtype)


def _one_hot_like(z: Array, labels: Array, who: str) -> Array:
    if len(labels) != len(z):
        raise ShapeError(
            f"{who} expects y of shape ({len(z)},) for z of shape {z.shape}, got {labels.shape}. "
            "Take z and y from the same batch."
        )
    labels = _classes(labels, z.shape[1], who)
    return (labels[:, np.newaxis] == np.arange(z.shape[1], dtype=np.int64)).astype(z.dtype)


def _classes(labels: Array, n_classes: int, who: str) -> Array:
    """Return the labels as int64 if they are whole numbers from 0 to n_classes − 1."""
    if labels.dtype.kind not in "iub":
        raise DataError(
            f"{who} expects y of shape (batch,) to hold integer classes, got dtype {labels.dtype}. "
            "Write y.astype(np.int64)."
        )
    if labels.ndim != 1:
        raise ShapeError(f"{who} expects y of shape (batch,), got {labels.shape}. Write y.ravel().")
    labels = labels.astype(np.int64)
    if labels.size and (labels.min() < 0 or labels.max() >= n_classes):
        wrong = (labels < 0) | (labels >= n_classes)
        fix = "Count classes from 0, and give the network one output for each class."
        raise _bad_target(labels, wrong, who, f"from 0 to {n_classes - 1}", fix)
    return labels


def _outputs(z: npt.ArrayLike, who: str) -> Array:
    """Return z as a float array (batch, K), not empty and finite."""
    z = as_float(z, "z", who)
    if z.ndim != 2 or z.size == 0:
        fix = (
            "For one example write z[np.newaxis]."
            if z.ndim == 1
            else "Give at least one example and one output."
        )
        raise ShapeError(f"{who} expects z of shape (batch, K), got {z.shape}. {fix}")
    require_finite(z, "z", who)
    return z


def _outputs_and_targets(z: npt.ArrayLike, y: npt.ArrayLike, who: str) -> tuple[Array, Array]:
    """Return z and y as float arrays of one shape (batch, K) and one dtype."""
    z = _outputs(z, who)
    y = as_float(y, "y", who)
    if y.shape == (len(z),) and z.shape[1] == 1:
        y = y[:, np.newaxis]
    if y.shape != z.shape:
        # without this check (batch, 1) − (batch,) would broadcast to (batch, batch)
        fix = "Did you transpose y?" if y.shape == z.shape[::-1] else "z and y need one row for each example."
        raise ShapeError(f"{who} expects y of the shape of z, {z.shape}, got {y.shape}. {fix}")
    require_finite(y, "y", who)
    return z, y.astype(z.dtype, copy=False)


def _bad_target(y: Array, wrong: Array, who: str, expected: str, fix: str) -> DataError:
    index = tuple(int(i) for i in np.argwhere(wrong)[0])
    place = ", ".join(map(str, index))
    return DataError(f"{who} expects targets {expected}, but y[{place}] is {y[index]}. {fix}")
