"""F13, the controls in their groups, of which one is shown at a time."""

from __future__ import annotations

from typing import Any

from nnkit.activations import ACTIVATIONS
from nnkit.widgets.controls import Choice, Control, Scale, Slider, Stepper, Toggle
from nnkit.widgets.figures.f13_playground import build
from nnkit.widgets.figures.f13_playground.compute import WEIGHTS
from nnkit.widgets.figures.f13_playground.data import CIRCLES, NAMES, YOURS
from nnkit.widgets.figures.f13_playground.features import FEATURES
from nnkit.widgets.figures.f13_playground.own import Own

DATA, INPUTS, NETWORK, TRAINING = "data", "features", "network", "training"
ALWAYS = ("controls", "unit")
UNITS = tuple(f"units{l}" for l in range(1, build.DEEPEST + 1))
GROUPS: dict[str, tuple[str, ...]] = {
    DATA: ("data", "noise", "n", "share", "radius", "seed", "test_points"),
    INPUTS: tuple(FEATURES),
    NETWORK: ("layers", *UNITS, "activation", "init", "seed"),
    TRAINING: ("optimiser", "eta", "momentum", "batch_size", "regularisation", "rate", "dropout"),
    WEIGHTS: ("layer", "to_unit", "from_unit", "set_weight", "weight"),
}
WIDTHS = (5, 3, 4, 4)  # units of the hidden layers to begin with
ETAS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10)
BATCHES = (1, 2, 4, 8, 16, 32, 64, 128)
RATES = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3)
FURTHEST = 10.0  # of a weight that is set by hand


def all_controls(own: Own) -> list[Control]:
    """Make the controls; what the learner brought is among their options, and chosen."""
    groups = [group for group in GROUPS if group != NETWORK or own.network is None]
    most = len(FEATURES) + build.DEEPEST * build.WIDEST
    return [
        Choice("controls", "controls", groups[0], groups, help="which group of controls is shown below"),
        Stepper(
            "unit",
            "unit shown large",
            0,
            0,
            most,
            1,
            help="0 is the output, then the hidden units, then the features; or click on a unit",
        ),
        *_data(own),
        *(_feature(name) for name in FEATURES),
        *_network(own),
        *_training(),
        *_weights(),
    ]


def _data(own: Own) -> list[Control]:
    names = NAMES if own.data is None else (YOURS, *NAMES)
    return [
        Choice("data", "data set", CIRCLES if own.data is None else YOURS, names),
        Slider("noise", "noise", 0.05, 0, 0.3, 0.01, help="standard deviation, as a share of the radius"),
        Scale("n", "number of points", 300, (50, 100, 200, 300, 500, 1000)),
        Slider("share", "for training, in %", 50, 10, 90, 10, help="the other points are for the test"),
        Slider("radius", "radius of the data", 3.0, 0.5, 5.0, 0.5, help="how large the features are"),
        Slider("seed", "seed", 0, 0, 20, 1, help="of points, first weights and order of the batches"),
        Toggle("test_points", "show the test points (hollow)", False),
    ]


def _feature(name: str) -> Control:
    return Toggle(name, f"feature {FEATURES[name][0]}", name in ("x1", "x2"))


def _network(own: Own) -> list[Control]:
    names = ["tanh", *(name for name in ACTIVATIONS if name != "tanh")]
    names = names if own.activation is None else [build.OWN, *names]
    return [
        Slider("layers", "hidden layers", 2, 0, build.DEEPEST, 1),
        *(
            Slider(name, f"units in layer {l}", WIDTHS[l - 1], 1, build.WIDEST, 1)
            for l, name in enumerate(UNITS, start=1)
        ),
        Choice("activation", "activation φ", names[0], names),
        Choice(
            "init",
            "initialisation",
            build.BY_ACTIVATION,
            tuple(build.INITIALISERS),
            help="by activation: He's rule for the ReLU family, Xavier's for all others",
        ),
    ]


def _training() -> list[Control]:
    return [
        Choice("optimiser", "optimiser", build.SGD_, build.OPTIMISERS),
        Scale("eta", "learning rate η", 0.1, ETAS),
        Slider("momentum", "momentum β", 0.9, 0.5, 0.99, 0.01),
        Scale("batch_size", "batch size", 8, BATCHES),
        Choice("regularisation", "regularisation", build.NONE, (build.NONE, build.L1, build.L2)),
        Scale("rate", "rate λ", 0.001, RATES, help="L1: λ Σ |θ|; L2: ½ λ Σ θ²; over weights and biases"),
        Slider("dropout", "dropout p", 0.0, 0.0, 0.8, 0.05, help="share of hidden units dropped in training"),
    ]


def _weights() -> list[Control]:
    return [
        Stepper("layer", "layer l", 1, 1, build.DEEPEST + 1, 1, help="or click on a line in the picture"),
        Stepper("to_unit", "to unit", 1, 1, build.WIDEST, 1),
        Stepper("from_unit", "from unit (0: the bias)", 1, 0, build.WIDEST, 1),
        Toggle("set_weight", "set this weight by hand", False, help="training goes on from there"),
        Slider("weight", "weight w", 0.0, -FURTHEST, FURTHEST, 0.05),
    ]


def shown(state: dict[str, Any], own: Own) -> list[str]:
    """Return the names of the controls that matter in a state."""
    own_points = state["data"] == YOURS
    out = {
        "noise": own_points,
        "n": own_points,
        "radius": own_points,
        "momentum": state["optimiser"] not in (build.MOMENTUM, build.NESTEROV),
        "rate": state["regularisation"] == build.NONE,
        "dropout": own.network is not None,
        "weight": not state["set_weight"],
        **{name: l > int(state["layers"]) for l, name in enumerate(UNITS, start=1)},
    }
    group = GROUPS[state["controls"]]
    return [*ALWAYS, *(name for name in group if not out.get(name, False))]
