"""Questions of chapter 04: counting parameters, the shape of z, and the order of a forward pass."""

import numpy as np

import nnkit as nn
from nnkit.grading.diagnosis.printed import shape
from nnkit.grading.learner.questions import (
    Before,
    ChoiceQuestion,
    NumberQuestion,
    Option,
    OrderQuestion,
    Slip,
)

_n_in, _hidden, _n_out = 10, 64, 5
_net = nn.Network.mlp([_n_in, _hidden, _n_out], nn.relu, rng=np.random.default_rng(0))
_weights = sum(layer.W.size for layer in _net.layers)

parameter_count = NumberQuestion(
    id="04.parameter-count",
    concept=8,
    prompt=(
        f"A fully connected network has {_n_in} inputs, {_hidden} hidden units and {_n_out} outputs. How "
        "many parameters does it have in all?"
    ),
    answer=_net.n_params,
    tolerance=0,
    right=(
        f"({_n_in} + 1) · {_hidden} + ({_hidden} + 1) · {_n_out} = {_net.n_params}: each unit has a weight "
        "for every input it sees, and one bias."
    ),
    otherwise=(
        "Count layer by layer: n_out · n_in weights in W, and n_out biases in b. Then add up the two layers."
    ),
    slips=(
        Slip(_weights, f"Those are the weights. Each of the {_hidden} + {_n_out} units has a bias as well."),
        Slip(
            _net.n_params + _n_in,
            "A little too many: the inputs are given numbers, not units, and have no biases.",
        ),
        Slip(_weights + _hidden, "Nearly: the biases of the output layer are missing."),
        Slip(_weights + _n_out, "Nearly: the biases of the hidden layer are missing."),
        Slip(
            _n_in * _hidden * _n_out,
            "The layers follow one another: their counts are added, not multiplied, and the biases come on "
            "top.",
        ),
        Slip(
            _n_in + _hidden + _n_out,
            "That counts the nodes of the picture. The parameters are its lines, the weights, and one bias "
            "a unit.",
        ),
    ),
)

_N = 32
_x, _layer = np.zeros((_N, _n_in)), _net[1]
_z = _x @ _layer.W.T + _layer.b

shape_of_z = ChoiceQuestion(
    id="04.shape-of-z",
    concept=3,
    prompt=(
        f"`X` has shape {shape(_x.shape)}, `W` {shape(_layer.W.shape)} and `b` {shape(_layer.b.shape)}. "
        "What is the shape of `z = X @ W.T + b`?"
    ),
    options=(
        Option(
            f"`{shape(_z.T.shape)}`",
            "That would be `W @ X.T`, the transpose. With `X @ W.T` each sample keeps its row.",
        ),
        Option(
            f"`{shape(_x.shape)}`",
            f"That is still the shape of `X`. The layer makes {_hidden} numbers out of the {_n_in} of each "
            "sample.",
        ),
        Option(
            "It has none: NumPy cannot add `b`, because it is no matrix.",
            "It can: broadcasting adds the one row `b` to every row of `X @ W.T`, and that is just what a "
            "batch needs.",
        ),
        Option(
            f"`{shape(_z.shape)}`",
            f"One row for each of the {_N} samples, one column for each of the {_hidden} units; `b` is "
            "added to every row.",
            right=True,
        ),
    ),
)

forward_order = OrderQuestion(
    id="04.forward-order",
    concept=9,
    prompt=(
        "A forward pass through two layers, which keeps what the backward pass will need. Put its lines in "
        "order; if several orders work, any of them will do."
    ),
    lines={
        "z1": "z1 = X @ W1.T + b1",
        "a1": "a1 = np.maximum(z1, 0)",
        "cache": "cache = (X, z1, a1)",
        "z2": "z2 = a1 @ W2.T + b2",
        "y": "y_hat = 1 / (1 + np.exp(-z2))",
    },
    rules=(
        Before("z1", "a1", "`a1` is what ReLU makes of `z1`, so `z1` has to be there first."),
        Before("a1", "z2", "The second layer sees the activations of the first: `z2` needs `a1`."),
        Before("z2", "y", "The output is the sigmoid of `z2`: first the affine part, then the bend."),
        Before("z1", "cache", "`cache` keeps `z1`, which has not been computed yet."),
        Before("a1", "cache", "`cache` keeps `a1`, which has not been computed yet."),
    ),
    right="Affine, bend, affine, bend. The cache may be filled at any moment after `a1`.",
)
