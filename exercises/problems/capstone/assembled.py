"""The learner's own library: eleven answers from seven sets, each judged as its own set judges it."""

from dataclasses import replace

from nnkit.grading import Problem
from nnkit.grading.checks import CheckStopped, Failure
from nnkit.grading.parts import expect_part
from nnkit.grading.problems import find_problem
from nnkit.grading.verdict import Finding

PARTS = {
    id: find_problem(id)
    for id in (
        "layers.dense_forward",
        "activations.relu",
        "softmax.logsumexp",
        "softmax.stable",
        "softmax.cross_entropy",
        "softmax.gradient",
        "backprop.dense_backward",
        "signals.initialisers",
        "descent.minibatches",
        "descent.adam",
        "training.accuracy",
    )
}
NAMES = tuple(name for part in PARTS.values() for name in part.names)

assembled = Problem(
    id="capstone.assembled",
    title="A library of your own",
    concept=1,
    points=4,
    kind="function",
    names=NAMES,
    reference={name: value for part in PARTS.values() for name, value in part.reference.items()},
    parts=tuple(PARTS),
    hints=(
        "Nothing new is asked. Each function is an answer you have given; the check says which one is "
        "missing or wrong, as it did in its own set.",
        "A batch is (N, n_in), weights are (n_out, n_in), logits (N, K), labels (N,). Run the cell with "
        "`assemble` as it was handed out, and it fetches what is in your exercise notebooks.",
        "If one function is missing, open its exercise (the comment above each names it), take its hints "
        'there, `hint("backprop.dense_backward")` for instance, and copy the finished cell over here.',
    ),
)


def present(learner):
    """Stop as "not started" while none of the names is there."""
    for name in NAMES:
        try:
            learner[name]
        except CheckStopped as stopped:
            if stopped.failure.finding is None or stopped.failure.finding.kind != "missing":
                return
    text = "There is no library yet. Run the cell with `assemble` twice, then this one."
    raise CheckStopped(Failure("library", Finding("not started", text, at="library")))


def add_part(id, part):
    """Check one part in its own words, and name here the first of the mistakes that its own set knows."""

    @assembled.check(" and ".join(part.names))
    def passes(learner, case):
        present(learner)
        expect_part(learner, case, part)

    mistake = part.misconceptions[0]
    answers = {**assembled.reference, **{name: mistake.answers[name] for name in part.names}}
    assembled.misconceptions.append(replace(mistake, id=id, answers=answers))


for id, part in PARTS.items():
    add_part(id, part)
