"""Hidden checks of set 04: other sizes, other batches, and the edges of what the statements ask for."""

import itertools

import numpy as np

from nnkit.grading import hidden_check


def layers(case, N, sizes):
    """Draw a batch (N, sizes[0]), weights and biases."""
    x = case.rng.standard_normal((N, sizes[0]))
    Ws = [case.rng.standard_normal((n_out, n_in)) for n_in, n_out in itertools.pairwise(sizes)]
    return x, Ws, [case.rng.standard_normal(n) for n in sizes[1:]]


def dense(a_prev, W, b):
    """Return z (N, n_out), one unit at a time."""
    return np.stack([(a_prev * row).sum(axis=1) + bias for row, bias in zip(W, b, strict=True)], axis=1)


# counting -------------------------------------------------------------------------------------------------


@hidden_check("layers.count", "other architectures")
def count_others(learner, case):
    """Narrow, wide, deep, and with no hidden layer."""
    for sizes in ([5, 1], [1, 9, 1], [64, 32, 10], [7, 7, 7, 7, 7], case.rng.integers(1, 40, 6).tolist()):
        want = sum(n_in * n_out + n_out for n_in, n_out in itertools.pairwise(sizes))
        case.expect("count_parameters(sizes)", learner.count_parameters(sizes), want)


# one layer ------------------------------------------------------------------------------------------------


@hidden_check("layers.dense_forward", "other sizes, other batches")
def dense_sizes(learner, case):
    """Square, oblong both ways, one of each; the inputs are left as they were."""
    for N, n_in, n_out in ((6, 6, 6), (2, 5, 3), (7, 2, 9), (1, 1, 1), (1, 4, 4)):
        a_prev, (W,), (b,) = layers(case, N, [n_in, n_out])
        factors = {"the batch size": N, "the number of inputs": n_in}
        got = learner.dense_forward(a_prev, W, b)
        case.expect("z", got, dense(a_prev, W, b), inputs=(a_prev, W, b), factors=factors)
    case.expect_unchanged(learner)


@hidden_check("layers.dense_forward", "float32 arrays")
def dense_float32(learner, case):
    """Single precision keeps about seven digits, so 1e-4 is generous."""
    a_prev, (W,), (b,) = layers(case, 4, [3, 2])
    got = learner.dense_forward(*(array.astype(np.float32) for array in (a_prev, W, b)))
    case.expect("z", got, dense(a_prev, W, b), rtol=1e-4, atol=1e-5)


# the forward pass -----------------------------------------------------------------------------------------


@hidden_check("layers.forward", "other sizes and depths", points=2)
def forward_sizes(learner, case):
    """One to five layers; the input is left as it was."""
    for N, sizes in (
        (4, [4, 4, 4]),
        (2, [3, 5, 4, 2, 3]),
        (1, [2, 6, 1]),
        (6, [5, 1]),
        (3, [2, 3, 3, 3, 3, 2]),
    ):
        x, Ws, bs = layers(case, N, sizes)
        got = learner.forward(x, Ws, bs)
        lists = isinstance(got, list) and len(got) == 2 and all(isinstance(g, list | np.ndarray) for g in got)
        whole = lists and (len(got[0]), len(got[1])) == (len(Ws), len(sizes))
        text = "`forward` must return two lists: L pre-activations, and L + 1 activations with x in front."
        case.require(whole, text, kind="structure", at="forward")
        case.expect("activations[0]", got[1][0], x)
        a = x
        for l, (W, b) in enumerate(zip(Ws, bs, strict=True), start=1):
            z = dense(a, W, b)
            a = z if l == len(Ws) else z * (z > 0)
            case.expect("z", got[0][l - 1], z, factors={"the batch size": N})
            case.expect("a", got[1][l], a)
    case.expect_unchanged(learner)
