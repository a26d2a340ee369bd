"""What to know about activations by heart."""

from nnkit.grading import Problem

NAMES = ("pair", "steepest", "ten", "threshold", "positive", "revive")

facts = Problem(
    id="activations.facts",
    title="Six facts",
    concept=4,
    points=2,
    kind="choice",
    names=NAMES,
    hints=(
        "Draw each curve first: where is it steep, where flat, and which numbers can come out of it at all?",
        "The pre-activation z is what the affine map gives, and the activation a = φ(z) what is handed on. "
        "Slopes are multiplied along a path, one for each layer.",
        "σ′ = a(1 − a) is largest for a = 0.5. A gradient for w is the error of the unit times what came in "
        "along w. A step in the parameters needs a slope that is not 0.",
    ),
)

PAIR = {
    "b": "pair: exchanged. The pre-activation is w · x + b, which may be negative; ReLU then makes the "
    "activation of it.",
    "c": "pair: ReLU acts on z and leaves z as it was. The backward pass needs both, which is why both are "
    "kept.",
}
STEEPEST = {
    "a": "steepest: 1 is the largest slope of tanh, which is a sigmoid doubled in height and in steepness. "
    "The sigmoid itself is four times as flat.",
    "b": "steepest: 0.5 is the value of the sigmoid at 0. Its slope there is 0.5 · (1 − 0.5).",
}
TEN = {
    "a": "ten: that is one slope. Ten layers multiply ten of them.",
    "b": "ten: you added the slopes, or multiplied by ten. Along a path the chain rule multiplies them with "
    "each other, and each is at most 0.25.",
}
THRESHOLD = {
    "b": "threshold: ReLU has a kink at 0 as well and learns all the same. One point does no harm; look at "
    "the slope at all the others.",
    "c": "threshold: what comes out may well be 0 or 1. What matters is whether a small change of w changes "
    "the output a little, and here it changes nothing.",
}
POSITIVE = {
    "a": "positive: the weights may have either sign. What shares a sign is their gradients: error times an "
    "input that is positive.",
    "c": "positive: large outputs are a matter of the weights, and a sigmoid never exceeds 1. Think of what "
    "the error of the next unit is multiplied by.",
}
REVIVE = {
    "a": "revive: a dead unit has slope 0 on every sample, so its own w and b get no gradient, however large "
    "the steps are.",
    "b": "revive: more steps of size 0 are still 0. As long as no sample reaches it, nothing of the unit "
    "changes.",
}


# Two questions to a check, with different answers: no single letter passes.
@facts.check("pair and steepest")
def facts_values(learner, case):
    case.expect_choice("pair", learner["pair"], "a", PAIR)
    case.expect_choice("steepest", learner["steepest"], "c", STEEPEST)


@facts.check("ten and threshold")
def facts_slopes(learner, case):
    case.expect_choice("ten", learner["ten"], "c", TEN)
    case.expect_choice("threshold", learner["threshold"], "a", THRESHOLD)


@facts.check("positive and revive")
def facts_consequences(learner, case):
    case.expect_choice("positive", learner["positive"], "b", POSITIVE)
    case.expect_choice("revive", learner["revive"], "c", REVIVE)
