"""Gradients without calculus: central differences, and how to compare them with a formula.

A function cannot be sent to the learner's code, so the answer cell itself applies numerical_gradient to two
functions whose gradients are known, under names that the checks call. The difference quotient of a cubic is
off by exactly h², which tells how the differences were taken; a product's slopes depend on the other
entries, which tells whether those stayed where they were.
"""

import numpy as np

from nnkit import numerical_gradient as right_numerical_gradient
from nnkit.grading import Problem

FLOOR = 1e-12


def sum_of_cubes(t):
    return np.sum(np.power(t, 3))


def product(t):
    return np.prod(t)


def slopes_of_product(theta):
    """Return the product of all the other entries, for each entry."""
    flat = np.asarray(theta, dtype=np.float64).ravel()
    return np.array([np.prod(np.delete(flat, i)) for i in range(flat.size)]).reshape(np.shape(theta))


def right_relative_error(g, n):
    return float(np.max(np.abs(g - n) / np.maximum(FLOOR, np.abs(g) + np.abs(n))))


def on_examples(numerical_gradient):
    """Return the two functions of the answer cell, for some numerical_gradient(f, theta, h)."""
    return {
        "numerical_gradient": numerical_gradient,
        "gradient_of_cubic": lambda theta, h=1e-5: numerical_gradient(sum_of_cubes, theta, h),
        "gradient_of_product": lambda theta, h=1e-5: numerical_gradient(product, theta, h),
    }


gradient_check = Problem(
    id="backprop.gradient_check",
    title="Trust, but measure",
    concept=10,
    points=4,
    kind="function",
    names=("numerical_gradient", "relative_error", "gradient_of_cubic", "gradient_of_product"),
    reference={"relative_error": right_relative_error, **on_examples(right_numerical_gradient)},
    hints=(
        "Move one entry up by h and ask f, move it down by h and ask f: the difference over the distance is "
        "the slope in that entry. All other entries stay where they are.",
        "The result has the shape of theta, and is float64. `np.ndindex(theta.shape)` visits the entries of "
        "an array of any shape; start each visit from fresh copies. `relative_error` is one number.",
        "Make theta float64 first. For each index: two copies, one with h added there, one with h taken "
        "off; the entry is the difference of the two values of f over twice h. For the error: `np.abs`, "
        "`np.maximum` with the floor below, and the largest entry.",
    ),
)

CUBIC, PRODUCT = "gradient_of_cubic(theta, h)", "gradient_of_product(theta, h)"


def expect_cubic(learner, case, theta, *h):
    """Compare with 3θ² + h²: central differences of a cubic are off by h², exactly."""
    got = learner.gradient_of_cubic(theta, *h)
    step = h[0] if h else 1e-5
    want = 3 * theta.astype(np.float64) ** 2 + step**2
    factors = {"h": step, "2h": 2 * step, "the number of entries": theta.size}
    case.expect(CUBIC, got, want, inputs=(theta, *h), factors=factors, rtol=1e-6, atol=1e-8)


def expect_product(learner, case, theta, *h):
    """Compare with the product of the others: central differences of a product are exact."""
    got = learner.gradient_of_product(theta, *h)
    case.expect(PRODUCT, got, slopes_of_product(theta), inputs=(theta, *h), rtol=1e-6, atol=1e-8)


def expect_error(learner, case, g, n):
    """Compare the largest relative error of g and n."""
    g, n = np.array(g, dtype=np.float64), np.array(n, dtype=np.float64)
    want = right_relative_error(g, n)
    case.expect("relative_error(g, n)", learner.relative_error(g, n), want, inputs=(g, n), rtol=1e-6)


@gradient_check.check("a cubic, with a large h and with a small one")
def gradient_check_cubic(learner, case):
    expect_cubic(learner, case, np.array([1.0, 2.0, -1.5]), 0.1)
    expect_cubic(learner, case, np.array([1.0, 2.0, -1.5]))


@gradient_check.check("a product: the other entries stay where they are")
def gradient_check_product(learner, case):
    expect_product(learner, case, np.array([2.0, 3.0, 5.0]), 0.5)
    expect_product(learner, case, case.rng.uniform(1, 2, 4))


@gradient_check.check("a matrix")
def gradient_check_matrix(learner, case):
    expect_cubic(learner, case, case.rng.uniform(1, 2, (2, 3)), 0.2)
    expect_product(learner, case, case.rng.uniform(1, 2, (3, 2)))


@gradient_check.check("whole numbers and float32")
def gradient_check_types(learner, case):
    expect_cubic(learner, case, np.array([1, -2, 3]), 1.5)
    expect_cubic(learner, case, np.array([1.0, -2.0, 3.0], dtype=np.float32))


@gradient_check.check("theta is left as it was")
def gradient_check_unchanged(learner, case):
    expect_product(learner, case, case.rng.uniform(1, 2, 7))
    case.expect_unchanged(learner)


@gradient_check.check("relative errors")
def gradient_check_errors(learner, case):
    expect_error(learner, case, [3.0, 0.2, -4.0], [3.5, 0.1, -4.1])
    expect_error(learner, case, [[1.0, -3e-6], [50.0, -1.0]], [[1.0, -1e-6], [51.0, -1.2]])
    expect_error(learner, case, [1.0, -2.0], [-1.0, -2.0])


@gradient_check.check("relative errors beside zeros", points=0.5)
def gradient_check_zeros(learner, case):
    expect_error(learner, case, [0.0, 2.0], [0.0, 3.0])
    expect_error(learner, case, [0.0, 3e-13], [0.0, 1e-13])
