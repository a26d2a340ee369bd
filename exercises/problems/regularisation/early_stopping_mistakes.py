"""What goes wrong with early stopping: when it says stop."""

import itertools
import math

from .early_stopping import Watcher, early_stopping


@early_stopping.misconception(
    "one_late",
    "You stop one epoch too late. When `patience` epochs have gone by without a lower loss, patience is at "
    "its end; you wait for one more.",
    "stop when epoch − best_epoch ≥ patience, not > patience",
)
class EarlyStopping(Watcher):
    def stop(self):
        return self.since() > self.patience


@early_stopping.misconception(
    "one_early",
    "You stop one epoch too early. The best epoch itself doesn't count: patience 2 allows two epochs after "
    "it.",
    "stop when epoch − best_epoch ≥ patience, not ≥ patience − 1",
)
class EarlyStopping(Watcher):
    def stop(self):
        return self.since() >= self.patience - 1


@early_stopping.misconception(
    "impatient",
    "You stop at the first loss that isn't lower. Validation losses wobble: that's what `patience` is for.",
    "stop when epoch − best_epoch ≥ patience, not ≥ 1",
)
class EarlyStopping(Watcher):
    def stop(self):
        return self.since() >= 1


@early_stopping.misconception(
    "never_reset",
    "You count every bad epoch since the beginning. A new lowest loss is a fresh start: the count goes back "
    "to 0.",
    "epochs since the best one, not bad epochs in all",
)
class EarlyStopping(Watcher):
    def stop(self):
        best, bad = math.inf, 0
        for _, loss in self.seen:
            bad += loss >= best
            best = min(best, loss)
        return bad >= self.patience


@early_stopping.misconception(
    "rises_in_a_row",
    "You wait for losses that rise several times in a row. A loss can go up and down for ever and never be "
    "the lowest again: compare with the best one, not with the one before.",
    "stop when epoch − best_epoch ≥ patience",
)
class EarlyStopping(Watcher):
    def stop(self):
        rises = 0
        for (_, before), (_, loss) in itertools.pairwise(self.seen):
            rises = rises + 1 if loss > before else 0
        return rises >= self.patience


@early_stopping.misconception(
    "turned_round",
    "Your answer is the wrong way round: True is to mean stop, and you return True to go on.",
    "return epoch − best_epoch ≥ patience",
)
class EarlyStopping(Watcher):
    def stop(self):
        return not super().stop()


@early_stopping.misconception(
    "never_stops",
    "Your `update` never says stop, however long the loss has not been lower. Compare the epochs since the "
    "best one with the patience.",
    "return epoch − best_epoch ≥ patience",
)
class EarlyStopping(Watcher):
    def stop(self):
        return False


@early_stopping.misconception(
    "always_stops",
    "Your `update` says stop every time. It should only when `patience` epochs have gone by since the best "
    "one.",
    "return epoch − best_epoch ≥ patience",
)
class EarlyStopping(Watcher):
    def stop(self):
        return True


@early_stopping.misconception(
    "only_true",
    "`update` returns True when it's time to stop, and nothing at all otherwise. Every path needs a "
    "`return`: go on is False.",
    "update(…) is True or False",
)
class EarlyStopping(Watcher):
    def stop(self):
        return True if super().stop() else None
