"""nnkit: neural networks from the ground up, in NumPy, small enough to read in an afternoon.

The order in which to read it: activations, losses, layers, network; then initializers, optimizers, training,
gradients.

    import numpy as np, nnkit as nn
    rng = np.random.default_rng(0)
    x, y = nn.datasets.moons(200, noise=0.1, rng=rng)
    net = nn.Network.mlp([2, 16, 2], nn.tanh, rng=rng)
    loss, sgd = nn.SoftmaxCrossEntropy(), nn.SGD(eta=0.1, momentum=0.9)
    for epoch in range(50):
        for batch in nn.minibatches(len(x), 32, rng):
            z = net.forward(x[batch])
            grad = net.backward(loss.delta(z, y[batch]))
            sgd.step(net.theta, grad)
"""

from . import datasets
from . import initializers as init
from .activations import (
    ACTIVATIONS,
    Activation,
    elu,
    gelu,
    gelu_tanh,
    identity,
    leaky_relu,
    log_softmax,
    relu,
    sigmoid,
    silu,
    softmax,
    softplus,
    tanh,
    threshold,
)
from .errors import (
    DataError,
    DivergedError,
    NNKitError,
    OrderError,
    SettingError,
    ShapeError,
    UnknownNameError,
)
from .gradients import gradient_check, numerical_gradient, relative_error
from .layers import Dense, Layer
from .losses import (
    LogisticLoss,
    Loss,
    MeanSquaredError,
    SigmoidCrossEntropy,
    SoftmaxCrossEntropy,
    SquaredError,
    one_hot,
)
from .network import Network
from .optimizers import SGD
from .training import minibatches

__all__ = [  # noqa: RUF022 (grouped as a reader meets them)
    # activations
    "ACTIVATIONS", "Activation", "identity", "threshold", "sigmoid", "tanh", "relu", "leaky_relu", "elu",
    "silu", "gelu", "gelu_tanh", "softplus", "softmax", "log_softmax",
    # losses
    "Loss", "SquaredError", "MeanSquaredError", "SigmoidCrossEntropy", "LogisticLoss", "SoftmaxCrossEntropy",
    "one_hot",
    # networks
    "Layer", "Dense", "Network", "init",
    # training
    "SGD", "minibatches", "datasets",
    # checking a gradient
    "numerical_gradient", "gradient_check", "relative_error",
    # errors
    "NNKitError", "ShapeError", "DataError", "SettingError", "OrderError", "DivergedError",
    "UnknownNameError",
]  # fmt: skip
