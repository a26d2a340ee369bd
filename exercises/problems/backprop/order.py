"""The lines of a training step in order: every order that works is accepted."""

from nnkit.grading import Problem

LINES = "ABCDEFGH"
# A  W2 = descend(W2, dW2)            E  delta2 = output_error(z2, y)
# B  delta1 = through_phi(grad_a1, z1)  F  W1 = descend(W1, dW1)
# C  dW1 = weight_gradient(delta1, x)  G  dW2 = weight_gradient(delta2, a1)
# D  grad_a1 = pull_back(delta2, W2)  H  z1, a1, z2 = forward(x, W1, W2)
BEFORE = {
    ("H", "E"): "E before H: the error of the output is made of z2, which the forward pass has yet to find. "
    "Everything that goes back starts from what went forward.",
    ("E", "G"): "G before E: the gradient of W2 is made of delta2, which does not exist yet.",
    ("E", "D"): "D before E: delta2 cannot be pulled back before it is there.",
    (
        "D",
        "B",
    ): "B before D: it needs grad_a1, what comes back through W2, before it can multiply by the slope.",
    (
        "B",
        "C",
    ): "C before B: the gradient of W1 is made of delta1, which does not exist yet. grad_a1 will not "
    "do, for it stops at the activation.",
    ("G", "A"): "A before G: there is no dW2 yet to step along.",
    ("C", "F"): "F before C: there is no dW1 yet to step along.",
    ("D", "A"): "A before D: W2 changes before delta2 is pulled back through it. The forward pass used the "
    "old W2, so the blame must go back through the old one; no error is raised, but dW1 is wrong.",
}

order = Problem(
    id="backprop.order",
    title="Put the step in order",
    concept=10,
    points=2,
    kind="order",
    names=("step_order",),
    hints=(
        "For each line ask which names it reads, and which line makes them. The forward pass makes the most.",
        "Three lines go back from the output to the hidden layer, one after the other. Each gradient needs "
        "its own delta, each step its own gradient. Several orders are right.",
        "Begin with the forward pass, then the error of the output, and walk back. Look twice at the line "
        "that changes W2: who still wants the old one?",
    ),
)


@order.check("every line has what it needs")
def order_of_the_lines(learner, case):
    case.expect_order("step_order", learner["step_order"], LINES, BEFORE)
