"""The closing quiz of chapter 04: counts, shapes, a pass by hand, what is lost, the cache, code in order."""

import numpy as np

import nnkit as nn
from nnkit.grading.diagnosis.printed import shape, show
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

_x1 = np.array([1.0, 2.0])
_W1, _b1 = np.array([[1.0, 1.0], [2.0, -1.0]]), np.array([1.0, -1.0])
_W2, _b2 = np.array([1.0, 4.0]), -1.0


def _out(a: np.ndarray) -> float:
    """Return the output for the activations of the two hidden units."""
    return float(_W2 @ a + _b2)


_z1 = _W1 @ _x1 + _b1
_a1 = nn.relu(_z1)

by_hand = NumberQuestion(
    id="04.by-hand",
    concept=9,
    prompt=(
        "Two inputs, two hidden units with ReLU, one linear output:\n\n"
        f"    W1 = {_W1.astype(int).tolist()}    b1 = {_b1.astype(int).tolist()}\n"
        f"    W2 = {[_W2.astype(int).tolist()]}    b2 = [{_b2:g}]\n\n"
        f"What comes out for x = {show(_x1, 1)}?"
    ),
    answer=_out(_a1),
    tolerance=0.005,
    right=f"z1 = {show(_z1, 1)}, so a1 = {show(_a1, 1)}: the second unit is off, its weight has no say.",
    otherwise="Three steps: z1 = W1 x + b1, row by row; a1 keeps what is above 0; then W2 a1 + b2.",
    slips=(
        Slip(_out(_z1), "You went on with z1. ReLU comes between: a negative z becomes 0."),
        Slip(_out(_a1) - _b2, "The bias of the output is missing."),
        Slip(_out(nn.relu(_W1 @ _x1)), "The biases of the hidden units are missing."),
        Slip(
            _out(nn.relu(_W1.T @ _x1 + _b1)),
            "You took the columns of W1 for the units. Row j holds the weights of unit j.",
        ),
        Slip(_out(_a1[::-1]), "The output weights have changed places: the first belongs to the first unit."),
    ),
)

lost = ChoiceQuestion(
    id="04.lost",
    concept=1,
    prompt=(
        "Two different inputs give exactly the same activations in layer 1 of a feed-forward network. What "
        "can the layers after it do about it?"
    ),
    options=(
        Option(
            "Nothing: the outputs will be the same, too.",
            "Each layer sees only what the one before hands on, and from there on the two inputs are one. "
            "What a layer merges stays merged.",
            right=True,
        ),
        Option(
            "Tell them apart, if one of them is wide enough.",
            "A wide layer makes more numbers out of what it gets. But it gets the same numbers twice, and "
            "from the same numbers it makes the same.",
        ),
        Option(
            "Tell them apart, if they have a nonlinear activation.",
            "A bend can fold, but not split: the same number going in gives the same number coming out.",
        ),
        Option(
            "Tell them apart, once they have been trained.",
            "Training could change layer 1, so that it no longer merges them. The layers after it can do "
            "nothing, whatever their weights.",
        ),
    ),
)

cache = ChoiceQuestion(
    id="04.cache",
    concept=9,
    prompt=(
        "What is wrong with this training step?\n\n"
        "    z = net.forward(x[batch])\n"
        "    print(nn.accuracy(net.forward(x_val), y_val))\n"
        "    grad = net.backward(loss.delta(z, y[batch]))"
    ),
    options=(
        Option(
            "Validation data must not go through the network while it is being trained.",
            "They may: looking changes no parameter. The trouble is what this way of looking leaves behind.",
        ),
        Option(
            "`accuracy` needs probabilities, and `forward` returns logits.",
            "The largest logit belongs to the largest probability, so logits will do.",
        ),
        Option(
            "The second `forward` replaces what the first one kept for `backward`.",
            "The kept z and a are now those of the validation set. `backward` complains about the shape, or, "
            "if both have equally many rows, quietly uses the wrong ones. Look with `net(x_val)`: it keeps "
            "nothing.",
            right=True,
        ),
        Option(
            "Nothing, it only costs a little time.",
            "A forward pass does more than compute: it writes z and a into the layers, and the second one "
            "writes over the first.",
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
