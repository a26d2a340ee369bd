"""What depth and width do, and what they do not."""

from nnkit.grading import Problem

claims = Problem(
    id="depth.claims",
    title="Four sentences to finish",
    concept=15,
    points=2,
    kind="choice",
    names=("linear", "bends", "wide", "typical"),
    hints=(
        "Two of the sentences are about layers that collapse, two about counting pieces. For the first two, "
        "multiply matrices in your head; for the others, count kinks.",
        "A product of matrices can be no richer than its narrowest factor. Each unit of one hidden layer "
        "brings one kink, and K kinks part a line into K + 1 pieces.",
        "Ask of each activation whether its graph is one straight line: almost straight is not straight. And "
        "of the count for deep networks, whether it is what some weights reach, or what all weights give.",
    ),
)

LINEAR = {
    "a": "linear: nearly. The ten matrices multiply to one, but everything has to pass through 5 units, and "
    "what is lost there never comes back.",
    "b": "linear: without activation functions nothing bends at all, however many layers there are: the "
    "composition of affine maps is affine.",
}
BENDS = {
    "b": "bends: slope 0.1 on one side and 1 on the other is a kink, smaller than that of ReLU, but a kink. "
    "The layers do not collapse.",
    "c": "bends: near 0 tanh is almost straight, so such a network is almost affine. But its graph is curved "
    "everywhere else, and almost is not equal: the layers do not collapse.",
}
WIDE = {
    "a": "wide: that is the number of kinks. Count the pieces on a line with one kink: there is one more.",
    "c": "wide: that is the reach of a deep network, whose layers fold one another. In a single layer each "
    "unit adds one kink, whatever the others do.",
}
TYPICAL = {
    "a": "typical: 1024 is what carefully chosen weights reach. In general a layer does not fold all of "
    "[0, 1] onto itself, and most of the pieces never come about.",
    "b": "typical: far fewer than half. Random folds mostly miss the interval that the next layer "
    "would have to fold, so that only a few pieces are left.",
}


# Two sentences to a check, with different answers: no single letter passes.
@claims.check("collapse: linear and bends")
def claims_collapse(learner, case):
    case.expect_choice("linear", learner["linear"], "c", LINEAR)
    case.expect_choice("bends", learner["bends"], "a", BENDS)


@claims.check("pieces: wide and typical")
def claims_pieces(learner, case):
    case.expect_choice("wide", learner["wide"], "b", WIDE)
    case.expect_choice("typical", learner["typical"], "c", TYPICAL)
