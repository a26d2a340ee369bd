"""Break it on purpose: a network whose gradient vanishes, and one whose gradient explodes."""

import functools

import numpy as np

from nnkit.grading import Problem
from nnkit.initializers import normal
from nnkit.layers import Dense
from nnkit.network import Network

WIDTH, BATCH, SEEDS = 32, 16, (0, 1, 2)
DEPTHS, STDS, PHIS = (2, 20), (0.1, 0.6), ("identity", "relu", "tanh", "sigmoid")
SMALL, LARGE = 1e-6, 1e6

vanish_ = Problem(
    id="signals.vanish",
    title="Break it: vanish and explode",
    concept=14,
    points=3,
    kind="break",
    names=("vanish", "explode"),
    hints=(
        "Each layer multiplies the error by its weights and by its slopes. If that shortens it a little, "
        "twenty layers shorten it twenty times over.",
        "With 32 inputs a matrix of standard deviation std stretches by about √32 · std, 5.7 times std; the "
        "slope then takes off what the activation decides: nothing, half of the entries, three quarters or "
        "more of each.",
        "Vanishing wants small weights and a φ with small slopes, exploding wants large weights and a φ that "
        "does not saturate; both want depth. Go through the four activations with `gradient_ratio` at each "
        "end of std.",
    ),
)


@functools.lru_cache(maxsize=64)
def ratios(depth, std, phi):
    """Return ‖delta_1‖ / ‖delta_L‖ of three networks of this kind."""
    found = []
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        init = functools.partial(normal, std=std)
        net = Network([Dense(WIDTH, WIDTH, phi, init) for _ in range(depth)], rng=rng)
        net.forward(rng.standard_normal((BATCH, WIDTH)))
        net.backward(rng.standard_normal((BATCH, WIDTH)))
        found.append(float(np.linalg.norm(net[1].delta) / np.linalg.norm(net[depth].delta)))
    return tuple(found)


def whole(value):
    return type(value) is not bool and isinstance(value, int | np.integer)


def measured(learner, case, name):
    """Return the ratios of the learner's settings, once these are within the bounds."""
    settings = learner[name]

    def insist(condition, text):
        case.require(condition, text, kind="structure", at=name)

    asked = isinstance(settings, dict) and set(settings) == {"depth", "std", "phi"}
    insist(asked, f'`{name}` must be a dict with the keys "depth", "std" and "phi", and no others.')
    depth, std, phi = settings["depth"], settings["std"], settings["phi"]
    low, high = DEPTHS
    insist(
        whole(depth) and low <= depth <= high,
        f'`{name}["depth"]` must be a whole number from {low} to {high}.',
    )
    low, high = STDS
    number = whole(std) or isinstance(std, float | np.floating)
    insist(number and low <= std <= high, f'`{name}["std"]` must be a number from {low} to {high}.')
    insist(phi in PHIS, f'`{name}["phi"]` must be one of "identity", "relu", "tanh" and "sigmoid".')
    return ratios(int(depth), float(std), str(phi))


@vanish_.check("vanish: below 1e-6 in three networks")
def vanishing(learner, case):
    found = measured(learner, case, "vanish")
    worst = max(found)
    text = f"With `vanish`, the error at layer 1 is {worst:.1e} of that at the output; it must be below 1e-6."
    if worst > 1:
        text += " It grows on its way back."
    case.require(worst < SMALL, text, at="vanish")


@vanish_.check("explode: above 1e6 in three networks")
def exploding(learner, case):
    found = measured(learner, case, "explode")
    worst = min(found)
    text = f"With `explode`, the error at layer 1 is {worst:.1e} of that at the output; it must be above 1e6."
    if worst < 1:
        text += " It shrinks on its way back."
    case.require(worst > LARGE, text, at="explode")
