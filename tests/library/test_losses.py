"""The losses, and the two cancellations that make their gradients so simple."""

import math

import numpy as np
import pytest

import nnkit as nn

RNG = np.random.default_rng(0)
Z = RNG.normal(size=(4, 3))
CASES = [
    (nn.SquaredError(), RNG.normal(size=(4, 3))),
    (nn.MeanSquaredError(), RNG.normal(size=(4, 3))),
    (nn.SigmoidCrossEntropy(), np.array([[0, 1, 1], [1, 0, 0], [0.3, 0.5, 1], [0, 0, 0]])),
    (nn.LogisticLoss(), np.array([[-1, 1, 1], [1, -1, -1], [1, 1, 1], [-1, -1, -1]])),
    (nn.SoftmaxCrossEntropy(), np.array([2, 0, 1, 1])),
    (nn.SoftmaxCrossEntropy(), np.array([[0, 0, 1], [1, 0, 0], [0.2, 0.5, 0.3], [0, 1, 0]])),
]
EVERY = pytest.mark.parametrize(
    ("loss", "y"), CASES, ids=lambda v: repr(v) if isinstance(v, nn.Loss) else None
)


def test_squared_error_is_half_the_sum_over_outputs_and_the_mean_over_the_batch():
    loss, z, y = nn.SquaredError(), [[1.0, 2.0], [0.0, 0.0]], [[0.0, 0.0], [3.0, 0.0]]
    assert loss.per_example(z, y).tolist() == [2.5, 4.5]
    assert loss(z, y) == 3.5
    assert loss.delta(z, y).tolist() == [[0.5, 1.0], [-1.5, 0.0]]


def test_mean_squared_error_is_the_mean_over_all_entries():
    loss, z, y = nn.MeanSquaredError(), [[1.0, 2.0], [0.0, 0.0]], [[0.0, 0.0], [3.0, 0.0]]
    assert loss(z, y) == (1 + 4 + 9 + 0) / 4
    assert loss.delta(z, y).tolist() == [[0.5, 1.0], [-1.5, 0.0]]


def test_the_cross_entropies_agree_with_their_definitions():
    for loss, y in CASES[2:]:
        p, s = nn.softmax(Z), nn.sigmoid(Z)
        if isinstance(loss, nn.SigmoidCrossEntropy):
            expected = -(y * np.log(s) + (1 - y) * np.log(1 - s)).sum(axis=1)
        elif isinstance(loss, nn.LogisticLoss):
            expected = np.log(1 + np.exp(-y * Z)).sum(axis=1)
        else:
            expected = -((nn.one_hot(y, 3) if y.ndim == 1 else y) * np.log(p)).sum(axis=1)
        np.testing.assert_allclose(loss.per_example(Z, y), expected, rtol=1e-13)
        assert loss(Z, y) == pytest.approx(expected.mean(), rel=1e-13)


@EVERY
def test_delta_is_the_gradient_of_the_mean_loss(loss, y):
    numeric = nn.numerical_gradient(lambda z: loss(z, y), Z)
    assert nn.relative_error(loss.delta(Z, y), numeric) < 1e-9


def test_sigmoid_and_binary_cross_entropy_cancel_to_prediction_minus_target():
    _, y = CASES[2]
    p = nn.sigmoid(Z)
    dL_dp = (p - y) / (p * (1 - p)) / len(Z)  # of the loss written in p
    np.testing.assert_allclose(dL_dp * nn.sigmoid.prime(Z), (p - y) / len(Z), rtol=1e-12)
    np.testing.assert_allclose(nn.SigmoidCrossEntropy().delta(Z, y), (p - y) / len(Z), rtol=1e-12)


def test_softmax_and_cross_entropy_cancel_to_prediction_minus_target():
    y = nn.one_hot([2, 0, 1, 1], 3)
    delta = nn.SoftmaxCrossEntropy().delta(Z, y)
    for p, target, row in zip(nn.softmax(Z), y, delta, strict=True):
        jacobian = np.diag(p) - np.outer(p, p)
        np.testing.assert_allclose(jacobian @ (-target / p) / len(Z), row, atol=1e-16)
        np.testing.assert_allclose(row, (p - target) / len(Z), atol=1e-16)


def test_integer_labels_and_one_hot_rows_are_the_same_targets():
    loss, y = CASES[4]
    for rows in (nn.one_hot(y, 3), nn.one_hot(y, 3, dtype=np.int64)):
        assert loss(Z, rows) == loss(Z, y)
        np.testing.assert_array_equal(loss.delta(Z, rows), loss.delta(Z, y))
    for labels in (y.astype(np.uint8), y.astype(np.int32), y.tolist()):
        assert loss(Z, labels) == loss(Z, y)


def test_logistic_loss_is_sigmoid_cross_entropy_with_other_labels():
    y = CASES[3][1]
    assert nn.LogisticLoss()(Z, y) == pytest.approx(nn.SigmoidCrossEntropy()(Z, (y + 1) / 2), rel=1e-14)


def test_two_softmax_logits_are_one_sigmoid_logit():
    z, y = Z[:, :1], np.array([1, 0, 0, 1])
    both = np.hstack([np.zeros_like(z), z])
    assert nn.SoftmaxCrossEntropy()(both, y) == pytest.approx(nn.SigmoidCrossEntropy()(z, y), rel=1e-14)


@EVERY
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_dtype_of_z_is_kept_and_nothing_is_modified(loss, y, dtype):
    z, y = np.asfortranarray(np.repeat(Z.astype(dtype), 2, axis=0))[::2], np.repeat(y, 2, axis=0)[::2]
    before = z.copy(), y.copy()
    z.setflags(write=False)
    y.setflags(write=False)
    assert type(loss(z, y)) is float
    assert loss.delta(z, y).dtype == loss.per_example(z, y).dtype == dtype
    assert loss.delta(z, y).shape == z.shape
    np.testing.assert_array_equal(z, before[0])
    np.testing.assert_array_equal(y, before[1])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(
    ("loss", "y"),
    [
        (nn.SquaredError(), [[0.0, 1.0, 0.0]] * 2),
        (nn.MeanSquaredError(), [[0.0, 1.0, 0.0]] * 2),
        (nn.SigmoidCrossEntropy(), [[0, 1, 0]] * 2),
        (nn.LogisticLoss(), [[-1, 1, -1]] * 2),
        (nn.SoftmaxCrossEntropy(), [1, 1]),
    ],
    ids=repr,
)
def test_logits_of_ten_thousand_give_finite_losses_and_gradients(loss, y, dtype):
    z = np.array([[1e4, -1e4, 0], [-1e4, 1e4, -1e4]], dtype=dtype)
    assert math.isfinite(loss(z, y))
    assert np.isfinite(loss.delta(z, y)).all()


def test_confidently_wrong_costs_the_logit_and_confidently_right_costs_nothing():
    assert nn.SoftmaxCrossEntropy()([[1e4, 0.0]], [1]) == nn.SigmoidCrossEntropy()([[1e4]], [[0]]) == 1e4
    assert nn.LogisticLoss()([[1e4]], [[-1]]) == 1e4
    assert nn.SoftmaxCrossEntropy()([[1e4, 0.0]], [0]) == nn.SigmoidCrossEntropy()([[1e4]], [[1]]) == 0
    assert nn.SigmoidCrossEntropy()([[40.0]], [[1]]) == pytest.approx(math.exp(-40), rel=1e-12)


def test_a_vector_of_targets_fits_a_single_output():
    z, y = Z[:, :1], np.array([1, 0, 0, 1])
    for loss in (nn.SquaredError(), nn.MeanSquaredError(), nn.SigmoidCrossEntropy()):
        assert loss(z, y) == loss(z, y[:, np.newaxis])
        assert loss.delta(z, y).shape == (4, 1)


@EVERY
def test_a_batch_of_one_is_the_loss_of_that_example(loss, y):
    assert loss(Z[:1], y[:1]) == loss.per_example(Z, y)[0]


@EVERY
def test_unusable_outputs_are_refused(loss, y):
    who = type(loss).__name__
    with pytest.raises(
        nn.ShapeError, match=rf"{who} expects z of shape \(batch, K\), got \(3,\).*np.newaxis"
    ):
        loss(Z[0], y)
    with pytest.raises(
        nn.ShapeError, match=rf"{who} expects z of shape .* got \(0, 3\).*at least one example"
    ):
        loss.delta(Z[:0], y[:0])
    bad = Z.copy()
    bad[1, 2] = np.nan
    with pytest.raises(nn.DataError, match=rf"{who} expects finite numbers, but z\[1, 2\] is nan"):
        loss(bad, y)
    with pytest.raises(nn.DataError, match=rf"{who} expects finite numbers, but z\[1, 2\] is nan"):
        loss.delta(bad, y)
    with pytest.raises(nn.ShapeError, match=rf"{who} expects y of"):
        loss(Z, y[:3])


def test_targets_that_would_broadcast_are_refused():
    with pytest.raises(nn.ShapeError, match=r"y of the shape of z, \(4, 3\), got \(4, 1\)"):
        nn.SquaredError()(Z, np.zeros((4, 1)))
    with pytest.raises(nn.ShapeError, match=r"got \(3, 4\). Did you transpose y"):
        nn.SquaredError().delta(Z, np.zeros((3, 4)))


@pytest.mark.parametrize(
    ("loss", "y", "message"),
    [
        (
            nn.SoftmaxCrossEntropy(),
            [0, 1, 3, 0],
            r"targets from 0 to 2, but y\[2\] is 3. Count classes from 0",
        ),
        (nn.SoftmaxCrossEntropy(), [0, -1, 2, 0], r"targets from 0 to 2, but y\[1\] is -1"),
        (
            nn.SoftmaxCrossEntropy(),
            [0.0, 1.0, 2.0, 0.0],
            r"integer classes, got dtype float64.*astype\(np.int64\)",
        ),
        (nn.SoftmaxCrossEntropy(), np.full((4, 3), 0.5), r"sum to 1, but y\[0\] sums to 1.5"),
        (nn.SoftmaxCrossEntropy(), [[2.0, -1.0, 0.0]] * 4, r"at least 0, but y\[0, 1\] is -1.0"),
        (
            nn.SigmoidCrossEntropy(),
            np.full((4, 3), -1),
            r"between 0 and 1, but y\[0, 0\] is -1.0.*LogisticLoss",
        ),
        (nn.SigmoidCrossEntropy(), np.full((4, 3), 2), r"between 0 and 1, but y\[0, 0\] is 2.0"),
        (nn.LogisticLoss(), np.zeros((4, 3)), r"targets -1 or \+1, but y\[0, 0\] is 0.0.*2 \* y - 1"),
        (nn.SquaredError(), np.full((4, 3), np.nan), r"finite numbers, but y\[0, 0\] is nan"),
        (nn.SquaredError(), [["a"] * 3] * 4, r"y to hold real numbers, got an array of dtype <U1"),
    ],
)
def test_wrong_targets_are_named(loss, y, message):
    for call in (loss, loss.delta):
        with pytest.raises(nn.DataError, match=rf"{type(loss).__name__} expects .*{message}"):
            call(Z, y)


def test_a_loss_that_overflows_is_reported():
    with pytest.raises(nn.DivergedError, match=r"The mean loss is inf.*smaller eta"):
        nn.SquaredError()(np.full((2, 1), 1e30, dtype=np.float32), [0, 0])


def test_one_hot_refuses_classes_that_do_not_exist():
    with pytest.raises(nn.DataError, match=r"one_hot expects targets from 0 to 1, but y\[1\] is 2"):
        nn.one_hot([0, 2], 2)
    with pytest.raises(nn.ShapeError, match=r"one_hot expects y of shape \(batch,\), got \(1, 2\)"):
        nn.one_hot([[0, 1]], 2)
