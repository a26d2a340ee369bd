"""Early stopping: remember the best epoch, and say when to stop."""

from nnkit.grading import Problem


class Watcher:
    """The right class, from the list of all losses so far; the wrong ones change one of its parts."""

    def __init__(self, patience):
        self.patience, self.seen = patience, []

    def update(self, epoch, validation_loss):
        self.seen.append((epoch, validation_loss))
        return self.stop()

    def stop(self):
        return self.since() >= self.patience

    def since(self):
        return self.seen[-1][0] - self.best_epoch

    @property
    def best_epoch(self):
        return min(self.seen, key=lambda pair: pair[1])[0]  # of equals, the first

    @property
    def best_loss(self):
        return min(loss for _, loss in self.seen)


early_stopping = Problem(
    id="regularisation.early_stopping",
    title="Early stopping",
    concept=18,
    points=3,
    kind="class",
    names=("EarlyStopping",),
    reference={"EarlyStopping": Watcher},
    hints=(
        "Two things are worth remembering: the lowest validation loss so far and the epoch it came from. How "
        "many epochs have passed since then?",
        "`best_epoch` and `best_loss` are single numbers, `update` returns True or False. Before the first "
        "epoch, no loss has been seen: which number is above every loss?",
        "If the new loss is lower, store it with its epoch. In either case compare how far `epoch` has moved "
        "on from the best one with the patience, and return the comparison.",
    ),
)


def follow(learner, case, losses, patience, first=1):
    """Report one loss after the other; compare what is kept, then the epoch after which it says stop."""
    stopper, right = learner.new("EarlyStopping", patience), Watcher(patience)
    stopped = due = None
    for epoch, loss in enumerate(losses, start=first):
        got, stop = stopper.update(epoch, loss), right.update(epoch, loss)
        case.expect("best_loss", stopper["best_loss"], right.best_loss)
        case.expect("best_epoch", stopper["best_epoch"], right.best_epoch)
        text = "`update` must return True (stop) or False (go on), in every epoch."
        case.require(isinstance(got, bool), text, kind="type", at="update")
        due = epoch if due is None and stop else due
        stopped = epoch if stopped is None and got else stopped
        if None not in (due, stopped):
            break
    wanted = "say go on every time" if due is None else f"say stop for the first time after epoch {due}"
    yours = "says go on every time" if stopped is None else f"says stop after epoch {stopped}"
    seen = ", ".join(f"{value:g}" for value in losses[: epoch - first + 1])
    text = (
        f"With patience {patience} and the losses {seen} from epoch {first} on, `update` should {wanted}; "
        f"yours {yours}."
    )
    case.require(stopped == due, text, at="update")


@early_stopping.check("four epochs, patience of two")
def early_worked(learner, case):
    follow(learner, case, [0.9, 0.7, 0.8, 0.75, 0.78, 0.77, 0.72], 2)


@early_stopping.check("a setback on the way")
def early_setback(learner, case):
    follow(learner, case, [2.3, 1.1, 1.4, 0.8, 0.95, 0.6, 0.7, 0.65, 0.9, 0.8, 0.85, 0.9, 1.0, 1.1], 3)


@early_stopping.check("a loss that keeps falling, however little")
def early_falling(learner, case):
    follow(learner, case, [5.0, 4.0, 3.0, 2.5, 2.0, 1.5, 1.4999, 1.4998, 1.4997], 1)


@early_stopping.check("a loss that stays the same")
def early_tie(learner, case):
    follow(learner, case, [0.8, 0.5, 0.6, 0.5, 0.5, 0.5, 0.5], 3)


@early_stopping.check("epochs that start elsewhere")
def early_offset(learner, case):
    for first in (0, 21):
        follow(learner, case, [1.2, 0.9, 0.95, 0.85, 0.9, 0.88, 0.87, 0.89], 2, first)
