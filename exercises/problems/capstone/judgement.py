"""When a network is the right tool, and when something simpler wins."""

from nnkit.grading import Problem

judgement = Problem(
    id="capstone.judgement",
    title="The right tool",
    concept=18,
    points=3,
    kind="choice",
    names=("loans", "gap", "start", "photos", "clinic", "bound"),
    hints=(
        "Ask of each case: how much data, of what form, who has to understand the answer, and what is "
        "already known to work?",
        "Two numbers say most about a trained network: the loss on what it learned from and the loss on "
        "what it has not seen. Large and large, small and large, small and small: three different cures.",
        "A table with a few hundred rows is home ground for linear models and trees. Pixels in a grid are "
        "not: there a layer that looks at neighbours, with the same weights everywhere, has an advantage.",
    ),
)

LOANS = {
    "a": "loans: four hundred rows are few for that many weights, and the clerk could not say why a loan was "
    "refused. Begin with what can be read.",
    "b": "loans: depth does not make up for a lack of data. It makes it easier to learn four hundred rows by "
    "heart.",
    "d": "loans: convolutions use that neighbours in a grid belong together. Income and age are no "
    "neighbours: their order in the table means nothing.",
}
GAP = {
    "a": "gap: on its own data it is nearly perfect, so it can represent the answer. More units widen the "
    "gap further.",
    "b": "gap: the training loss is low, so descent has done its work. What is left is the difference to new "
    "data.",
    "c": "gap: the loss kept falling smoothly, which a learning rate that is too large does not allow. Look "
    "at the difference between the two numbers.",
}
START = {
    "b": "start: overfitting shows as a small training loss. Here even the training loss stands still.",
    "c": "start: dropout makes it harder to fit the training data, and this network fits nothing yet.",
    "d": "start: more data helps a network that fits what it has. This one does not even do that: find the "
    "fault first.",
}
PHOTOS = {
    "a": "photos: it would have to learn each animal anew at every place of the picture, with weights of "
    "their own.",
    "c": "photos: a tree splits on one pixel at a time, and one pixel says next to nothing about an animal.",
    "d": "photos: millions of inputs and one plane through them: whatever the cat's position, the same "
    "weights would have to fit.",
}
CLINIC = {
    "a": "clinic: it was chosen with these numbers in view, so they flatter it. A choice uses data up.",
    "b": "clinic: on the data it has learned from, learning by heart looks best of all.",
    "d": "clinic: one lucky split can make any of the forty look best. The final number needs data that had "
    "no part in the choice.",
}
BOUND = {
    "a": "bound: the theorem promises some width for which good weights exist. It neither names it nor finds "
    "the weights.",
    "c": "bound: existence on the interval says nothing about what happens outside it, nor between samples.",
    "d": "bound: it is true, and it does not say that this network, with this width, trained this way, comes "
    "near.",
}


# Two questions to a check, with different answers: no single letter passes.
@judgement.check("a table of loans, and a gap")
def loans_and_gap(learner, case):
    case.expect_choice("loans", learner["loans"], "c", LOANS)
    case.expect_choice("gap", learner["gap"], "d", GAP)


@judgement.check("a start that fails, and photographs")
def start_and_photos(learner, case):
    case.expect_choice("start", learner["start"], "a", START)
    case.expect_choice("photos", learner["photos"], "b", PHOTOS)


@judgement.check("a final number, and a theorem")
def clinic_and_bound(learner, case):
    case.expect_choice("clinic", learner["clinic"], "c", CLINIC)
    case.expect_choice("bound", learner["bound"], "b", BOUND)
