"""The debugging checklist, in an order that finds the cause and not only the symptom."""

from nnkit.grading import Problem

debug = Problem(
    id="training.debug",
    title="It does not learn. What now?",
    concept=18,
    points=3,
    kind="order",
    names=("checklist",),
    hints=(
        "From cheap to dear, and from what everything rests on to what rests on it: looking costs nothing, a "
        "single forward pass nearly nothing, a whole training run an evening.",
        "Six letters, each once. Three of the steps need no training at all; one needs training on a few "
        "examples; two need all the data.",
        "What would you still believe if the step before it had failed? A gap between two curves says "
        "something only if the training curve is good, and a training curve only if a handful of examples "
        "can be learnt by heart.",
    ),
)

BEFORE_TRAINING = {
    ("C", "B"): "Look at the data (C) before you overfit a few examples (B): a network can learn wrong "
    "labels by heart as well as right ones.",
    ("D", "B"): "The loss before the first step (D) takes one forward pass. If it is not near log K, the "
    "logits or the loss are wrong, and training on a few examples (B) starts from a fault.",
    ("E", "B"): "Check the gradient (E) before you train on anything: if a few examples cannot be overfitted "
    "(B), you will want to know that backward is not the reason.",
}
THEN = {
    ("B", "A"): "Overfit a few examples (B) before you train on everything (A): what cannot learn ten "
    "examples by heart will not learn fifty thousand, and ten take a second.",
    ("A", "F"): "Regularise (F) only once the curves from all data (A) show that the training loss is good "
    "and the validation loss is not: against anything else it works backwards.",
}


@debug.check("what comes before a few examples")
def debug_before(learner, case):
    case.expect_order("checklist", learner["checklist"], "ABCDEF", BEFORE_TRAINING)


@debug.check("what comes before all the data")
def debug_then(learner, case):
    case.expect_order("checklist", learner["checklist"], "ABCDEF", THEN)
