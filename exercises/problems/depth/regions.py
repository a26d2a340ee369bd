"""Eight linear pieces from six hidden units: judged by counting the pieces of the network returned."""

import numpy as np

import nnkit as nn
from nnkit.grading import Problem

UNITS, PIECES, SOME = 6, 8, 5

regions = Problem(
    id="depth.regions",
    title="Eight pieces from six units",
    concept=17,
    points=4,
    kind="break",
    names=("Ws", "bs"),
    hints=(
        "Six units in one layer give at most seven pieces. But a tent folds [0, 1] onto itself, and whatever "
        "comes next is then drawn twice. How many tents can you afford?",
        "Ws holds a matrix (n_out, n_in) for each layer: the first with one column, the last with one row. "
        "With two units in each of three hidden layers the shapes are (2, 1), (2, 2), (2, 2) and (1, 2).",
        "Write the tent as one hidden layer and an output layer: the two units are ReLU(x) and ReLU(x − ½), "
        "and the output weighs them. Between two tents stand an output layer and a hidden layer with nothing "
        "in between, so they collapse into one matrix: each of its rows is the output weights of a tent.",
    ),
)


def network_of(learner, case):
    """Build the network that the learner describes, or stop with what does not fit."""
    Ws, bs = learner["Ws"], learner["bs"]
    lists = isinstance(Ws, list | np.ndarray) and isinstance(bs, list | np.ndarray)
    text = "`Ws` and `bs` must be lists of the same length, at least two: a matrix and a bias for each layer."
    case.require(lists and len(Ws) == len(bs) >= 2, text, kind="structure", at="Ws")
    Ws, bs = [table(W) for W in Ws], [table(b) for b in bs]
    sizes = [1]
    for l, (W, b) in enumerate(zip(Ws, bs, strict=True)):
        fits = W is not None and W.ndim == 2 and W.shape[1] == sizes[-1] and len(W) > 0
        text = (
            f"`Ws[{l}]` must be a matrix of {sizes[-1]} column{'s' * (sizes[-1] > 1)}, one for each number "
            "that the layer reads, and a row for each of its units."
        )
        case.require(fits, text, kind="structure", at=f"Ws[{l}]")
        fits = b is not None and b.shape == (len(W),)
        text = f"`bs[{l}]` must hold a number for each row of `Ws[{l}]`, {len(W)} in all."
        case.require(fits, text, kind="structure", at=f"bs[{l}]")
        sizes.append(len(W))
    text = f"The last matrix must have one row, for the one output. Yours has {sizes[-1]}."
    case.require(sizes[-1] == 1, text, kind="structure", at=f"Ws[{len(Ws) - 1}]")
    hidden = sum(sizes[1:-1])
    text = f"Your network has {hidden} hidden units, and {UNITS} are allowed."
    case.require(hidden <= UNITS, text, at="Ws")
    net = nn.Network.mlp(sizes, nn.relu, rng=np.random.default_rng(0))
    for layer, W, b in zip(net.layers, Ws, bs, strict=True):
        layer.W, layer.b = W, b
    return net


def table(value):
    """Return a plain value as an array of ordinary numbers, or None."""
    try:
        array = np.asarray(value)
    except ValueError:
        return None
    plain = array.dtype.kind in "iuf" and np.all(np.abs(array.astype(float)) < 1e6)
    return array.astype(float) if plain else None


def expect_pieces(learner, case, wanted):
    net = network_of(learner, case)
    with np.errstate(all="ignore"):
        count = nn.linear_regions.on_line(net, 0, 1).count
    found = f"Your network has {count} linear piece{'s' * (count > 1)} on [0, 1]; {wanted} are asked for."
    if len(net.layers) == 2:
        more = (
            "One hidden layer of M units has M + 1 at most. A second one could fold what the first has made."
        )
    else:
        more = (
            "Pieces multiply if each layer folds [0, 1] onto itself. Does the output of each tent run from 0 "
            "to 1 and back, so that the next one has something to fold?"
        )
    case.require(count >= wanted, f"{found} {more}", at="Ws")


@regions.check("at most six hidden units, and five pieces or more")
def regions_some(learner, case):
    expect_pieces(learner, case, SOME)


@regions.check("at most six hidden units, and eight pieces or more", points=3)
def regions_all(learner, case):
    expect_pieces(learner, case, PIECES)
