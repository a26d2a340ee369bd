"""What the problems of this set share: the right functions, and numbers to try them on."""

import numpy as np

from nnkit.activations import elu, leaky_relu, relu, sigmoid

KINK = np.array([-2.5, -0.5, 0.0, 0.5, 1.0, 3.0])
SHAPES = ((5,), (4, 3), (3, 3), (2, 3, 2))


def right_leaky_relu(z, alpha=0.01):
    return leaky_relu.with_(alpha=alpha)(z)


def right_elu(z, alpha=1.0):
    return elu.with_(alpha=alpha)(z)


def numbers(case, shape):
    """Draw z, some of it below 0 and some above."""
    z = 2 * case.rng.standard_normal(shape)
    z.flat[:2] = case.rng.uniform(0.3, 2), -case.rng.uniform(0.3, 2)
    return z


def right_slopes():
    """Return the references of the first two problems."""
    return {"relu": relu, "relu_prime": relu.prime}, {"sigmoid": sigmoid, "sigmoid_prime": sigmoid.prime}
