"""A whole forward pass that keeps every z and every a."""

import numpy as np

from nnkit.grading import Problem

from .shared import BS, WS, X, net_for, right_forward

forward_ = Problem(
    id="layers.forward",
    title="The forward pass, with a cache",
    concept=9,
    points=5,
    kind="function",
    names=("forward",),
    reference={"forward": right_forward},
    builds_on=("layers.dense_forward",),
    hints=(
        "Each layer reads what the layer before has put last into `activations`. So the cache itself is all "
        "the memory that the loop needs.",
        "For L layers `zs` ends with L arrays and `activations` with L + 1, because x comes first. zs[l] and "
        "activations[l + 1] have the same shape: (N, number of units of that layer).",
        "Begin with an empty list and one that holds `x`. In a loop over the pairs of `Ws` and `bs`: call "
        "`dense_forward` on the last of the activations, append the result to `zs`; append its ReLU to "
        "`activations`, or the result as it is when this was the last layer.",
    ),
)


def expect_forward(learner, case, x, Ws, bs):
    """Compare z and a, layer by layer in the order in which they are computed."""
    got, L = learner.forward(x, Ws, bs), len(Ws)
    pair = (
        isinstance(got, list) and len(got) == 2 and all(isinstance(g, list) or np.ndim(g) == 3 for g in got)
    )
    text = "`forward` must return two lists of arrays: first all pre-activations, then all activations."
    case.require(pair, text, kind="structure", at="forward")
    (zs, activations), (right_zs, right_activations) = got, right_forward(x, Ws, bs)
    counts = (len(zs), len(activations)) == (L, L + 1)
    text = (
        f"For {L} layer{'s' * (L > 1)}, `zs` must hold {L} and `activations` {L + 1} arrays, x included. "
        f"Yours hold {len(zs)} and {len(activations)}."
    )
    case.require(counts, text, kind="structure", at="forward")
    case.expect("activations[0]", activations[0], x)
    factors = {"the batch size": len(x)}
    for l in range(L):
        inputs = (right_activations[l], Ws[l], bs[l])
        case.expect(f"z{l + 1}", zs[l], right_zs[l], inputs=inputs, factors=factors)
        case.expect(f"a{l + 1}", activations[l + 1], right_activations[l + 1], inputs=(right_zs[l],))


# The square comes first: where nothing raises an exception, the numbers tell the mistakes apart.
@forward_.check("three layers of the same size")
def forward_square(learner, case):
    expect_forward(learner, case, *net_for(case, 3, [3, 3, 3, 3]))


@forward_.check("the worked example")
def forward_worked(learner, case):
    expect_forward(learner, case, X, WS, BS)


@forward_.check("3-4-3-2, a batch of five")
def forward_oblong(learner, case):
    expect_forward(learner, case, *net_for(case, 5, [3, 4, 3, 2]))


@forward_.check("no hidden layer: nothing bends")
def forward_single(learner, case):
    expect_forward(learner, case, *net_for(case, 4, [3, 2]))


@forward_.check("two layers, and the input left as it was")
def forward_input(learner, case):
    expect_forward(learner, case, *net_for(case, 4, [2, 5, 1]))
    case.expect_unchanged(learner)
