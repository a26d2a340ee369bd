"""What a neuron can tell: thresholds and learning, bias, detectors, and rules for deciding."""

from nnkit.grading import Problem

threshold = Problem(
    id="neuron.threshold",
    title="What a neuron can tell",
    concept=4,
    points=3,
    kind="choice",
    names=("learning", "bias", "detector", "rule", "stricter", "scaled"),
    hints=(
        "Keep z and a apart. Where the boundary lies is a question about z; how sure the neuron is, and how "
        "it learns, about a.",
        "Everything here fits on one line: z = w·x + b, then a. Ask of each change what it does to z, and "
        "where z = 0 is then.",
        "Try it with one input, w = 2, b = −3: where is z = 0? Change b, double both, or ask for an output "
        "of 0.9 instead of 0.5, and look again.",
    ),
)

LEARNING = {
    "a": "learning: 0 and 1 are fine as targets, and the distance to them can be measured. What is "
    "missing is a slope: no small change of w changes the output at all.",
    "c": "learning: the jump at z = 0 is a single point, hardly ever met. It is the flat rest that stops "
    "learning.",
    "d": "learning: both have the same boundaries to choose from, the lines z = 0. The question is how "
    "gradient descent should find the way to a good one.",
}
BIAS = {
    "a": "bias: turning is the business of the direction of w. b leaves the direction of the boundary as it "
    "is.",
    "b": "bias: how steep the transition is depends on the length of w. b has no part in it.",
    "c": "bias: b is added to z, before the activation, so the output stays between 0 and 1.",
}
DETECTOR = {
    "b": "detector: the nearest input need not give the largest output. Twice w gives a larger w·x than w "
    "itself, although it is further away from w.",
    "c": "detector: at right angles to w the product w·x is 0, whatever the length of x. This detector is "
    "blind to such inputs.",
    "d": "detector: the length alone does not do it. The longest input, pointing against w, gives the "
    "smallest output of all.",
}
RULE = {
    "a": "rule: at z = 0.5 the sigmoid is 0.622 already, so inputs with z between 0 and 0.5 would be "
    "called class 0. Which z belongs to an output of exactly one half?",
    "b": "rule: z is below 1 for many inputs that the neuron thinks more likely class 1 than class 0. The "
    "sigmoid of 1 is 0.731.",
    "d": "rule: the sigmoid is above 0 everywhere, so every input would be class 1.",
}
STRICTER = {
    "a": "stricter: to be called class 1, a point now needs a larger z. The points between z = 0 and z = 2.2 "
    "are no longer in it, so the boundary cannot have stayed.",
    "c": "stricter: σ(z) = 0.9 is again one value of z, so w·x + b equals a constant: a straight line, with "
    "the same w.",
    "d": "stricter: asking for more makes class 1 smaller, not larger. The line moves the way that w points.",
}
SCALED = {
    "a": "scaled: z is doubled everywhere, but where it was 0 it still is. The boundary stays.",
    "b": "scaled: the boundary stays, but the output does change: the sigmoid of 2z is not that of z, "
    "except at z = 0.",
    "d": "scaled: doubling w alone would move it. Here b is doubled as well, and 2(w·x + b) = 0 is the same "
    "line as before.",
}


# Two questions to a check, with different answers: no single letter passes.
@threshold.check("learning and bias")
def threshold_learning(learner, case):
    case.expect_choice("learning", learner["learning"], "b", LEARNING)
    case.expect_choice("bias", learner["bias"], "d", BIAS)


@threshold.check("detector and rule")
def threshold_detector(learner, case):
    case.expect_choice("detector", learner["detector"], "a", DETECTOR)
    case.expect_choice("rule", learner["rule"], "c", RULE)


@threshold.check("stricter and scaled")
def threshold_changes(learner, case):
    case.expect_choice("stricter", learner["stricter"], "b", STRICTER)
    case.expect_choice("scaled", learner["scaled"], "c", SCALED)
