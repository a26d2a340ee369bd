"""Epoch arithmetic: updates in an epoch, updates in all, the last batch, the share of the data seen."""

from nnkit.grading import Problem

ROUNDED = 0.002  # three decimals, and a slip of the last digit
NAMES = ("per_epoch", "updates", "last_batch", "share")


def epochs_right(given):
    """Deal the examples out one batch after another, and count."""
    batches = [min(given["B"], given["N"] - start) for start in range(0, given["N"], given["B"])]
    return {
        "per_epoch": len(batches),
        "updates": len(batches) * given["epochs"],
        "last_batch": batches[-1],
        "share": sum(batches[: given["k"]]) / given["N"],
    }


def epochs_given(rng):
    """Draw numbers whose last batch is a partial one, until every slip gives a number of its own."""
    while True:
        N, B = int(rng.integers(30, 200)) * 10, int(rng.choice([20, 25, 30, 32, 40, 50, 60, 64, 80]))
        epochs, per_epoch = int(rng.integers(4, 13)), N // B + 1
        if N % B == 0 or not 6 <= per_epoch <= 25:
            continue
        given = {"N": N, "B": B, "epochs": epochs, "k": int(rng.integers(per_epoch // 2, per_epoch - 1))}
        if all_differ(given):
            return given


def all_differ(given):
    wrong = [slip.answers_for(given) for slip in epochs_.misconceptions]
    for name in NAMES:
        values = [answers[name] for answers in (epochs_right(given), *wrong) if name in answers]
        if any(abs(a - b) < 4 * ROUNDED for i, a in enumerate(values) for b in values[:i]):
            return False
    return True


epochs_ = Problem(
    id="descent.epochs",
    title="Counting updates",
    concept=20,
    points=3,
    kind="numbers",
    names=NAMES,
    given=epochs_given,
    hints=(
        "Deal the N examples out like cards into piles of B. How many piles are there, counting the one "
        "that stays small? Every pile is one update.",
        "`per_epoch`, `updates` and `last_batch` are whole numbers; `share` is between 0 and 1. The piles "
        "hold N examples together, no more and no fewer.",
        "`np.ceil` of N over B counts the piles; `N % B` is what the small one holds; every epoch deals "
        "anew, so all epochs have equally many. The first k piles are full: how many examples is that, out "
        "of N?",
    ),
)


def expect_number(learner, case, name):
    case.expect(name, learner[name], epochs_right(case.given)[name], rtol=0, atol=ROUNDED)


@epochs_.check("the updates of one epoch")
def epochs_per_epoch(learner, case):
    expect_number(learner, case, "per_epoch")


@epochs_.check("the updates in all")
def epochs_updates(learner, case):
    expect_number(learner, case, "updates")


@epochs_.check("the last batch")
def epochs_last_batch(learner, case):
    expect_number(learner, case, "last_batch")


@epochs_.check("the share of the data seen")
def epochs_share(learner, case):
    expect_number(learner, case, "share")
