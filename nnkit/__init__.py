"""nnkit: neural networks from the ground up, in NumPy, small enough to read in an afternoon.

The order in which to read it: activations, losses, layers, network; then initializers, optimizers, schedules,
training, gradients.

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

from . import datasets, linear_regions, schedules
from . import initializers as init
from .activation import Activation
from .activation_layers import Activate, PReLU
from .activations import (
    ACTIVATIONS,
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
from .adam import Adam, AdamW
from .clipping import clip_grad_norm
from .dropout import Dropout
from .embedding import Embedding
from .epoch import minibatches
from .errors import (
    DataError,
    DivergedError,
    NNKitError,
    OrderError,
    SettingError,
    ShapeError,
    UnknownNameError,
)
from .function_layer import FunctionLayer
from .gradients import gradient_check, numerical_gradient, relative_error
from .history import History
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
from .metrics import accuracy
from .network import Network
from .normalization import BatchNorm, LayerNorm
from .optimizers import SGD, Optimizer
from .residual import Residual
from .saving import load, load_state, save, save_state
from .training import train

__all__ = [  # noqa: RUF022 (grouped as a reader meets them)
    # activations
    "ACTIVATIONS", "Activation", "identity", "threshold", "sigmoid", "tanh", "relu", "leaky_relu", "elu",
    "silu", "gelu", "gelu_tanh", "softplus", "softmax", "log_softmax",
    # losses
    "Loss", "SquaredError", "MeanSquaredError", "SigmoidCrossEntropy", "LogisticLoss", "SoftmaxCrossEntropy",
    "one_hot",
    # networks
    "Network", "init", "Layer", "Dense", "Activate", "PReLU", "Dropout", "BatchNorm", "LayerNorm", "Residual",
    "Embedding", "FunctionLayer", "linear_regions",
    # training
    "Optimizer", "SGD", "Adam", "AdamW", "clip_grad_norm", "schedules", "minibatches", "train", "History",
    "accuracy", "datasets",
    # files
    "save", "load", "save_state", "load_state",
    # checking a gradient
    "numerical_gradient", "gradient_check", "relative_error",
    # errors
    "NNKitError", "ShapeError", "DataError", "SettingError", "OrderError", "DivergedError",
    "UnknownNameError",
]  # fmt: skip
