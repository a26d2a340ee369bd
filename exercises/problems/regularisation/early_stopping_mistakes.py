"""What goes wrong with early stopping."""

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
    "compares_with_last",
    "You overwrite `best_loss` with the newest loss, so each epoch is compared with the one before it. Keep "
    "the lowest of all.",
    "best_loss = min over all epochs so far",
)
class EarlyStopping(Watcher):
    @property
    def best_epoch(self):
        falls = [0] + [i for i in range(1, len(self.seen)) if self.seen[i][1] < self.seen[i - 1][1]]
        return self.seen[falls[-1]][0]

    @property
    def best_loss(self):
        return self.seen[-1][1]


@early_stopping.misconception(
    "newest_is_best",
    "`best_epoch` is the newest epoch here, whatever its loss. It moves only when the loss is lower than "
    "ever before.",
    "best_epoch = the epoch of the lowest loss",
)
class EarlyStopping(Watcher):
    def since(self):
        return self.seen[-1][0] - super().best_epoch

    @property
    def best_epoch(self):
        return self.seen[-1][0]


@early_stopping.misconception(
    "ties_count",
    "An equal loss counts as better here. On a plateau training would then go on for ever: only a lower loss "
    "is progress.",
    "better when loss < best_loss, not ≤",
)
class EarlyStopping(Watcher):
    @property
    def best_epoch(self):
        return max(epoch for epoch, loss in self.seen if loss == self.best_loss)


@early_stopping.misconception(
    "highest",
    "You keep the highest value. That would be right for an accuracy; a loss is better when it's lower.",
    "best_loss = min over the epochs, not max",
)
class EarlyStopping(Watcher):
    @property
    def best_epoch(self):
        return max(self.seen, key=lambda pair: pair[1])[0]

    @property
    def best_loss(self):
        return max(loss for _, loss in self.seen)


@early_stopping.misconception(
    "starts_at_zero",
    "`best_loss` starts at 0 here, and no loss is ever lower than that. Start from a number that every loss "
    "beats: infinity.",
    "best_loss = ∞ before the first epoch",
)
class EarlyStopping(Watcher):
    best_epoch, best_loss = 0, 0.0


@early_stopping.misconception(
    "turned_round",
    "Your answer is the wrong way round: True is to mean stop, and you return True to go on.",
    "return epoch − best_epoch ≥ patience",
)
class EarlyStopping(Watcher):
    def stop(self):
        return not super().stop()


@early_stopping.misconception(
    "only_true",
    "`update` returns True when it's time to stop, and nothing at all otherwise. Every path needs a "
    "`return`: go on is False.",
    "update(…) is True or False",
)
class EarlyStopping(Watcher):
    def stop(self):
        return True if super().stop() else None


@early_stopping.misconception(
    "counts_calls",
    "You count the calls of `update` yourself. Use the number that comes in as `epoch`: training may start "
    "at epoch 0, or go on from epoch 20.",
    "best_epoch = the `epoch` of the lowest loss",
)
class EarlyStopping(Watcher):
    def update(self, epoch, validation_loss):
        return super().update(len(self.seen) + 1, validation_loss)


@early_stopping.misconception(
    "position",
    "`best_epoch` is a position in a list of losses, counted from 0. The epoch asked for is the number that "
    "came in with that loss.",
    "best_epoch = the `epoch` of the lowest loss",
)
class EarlyStopping(Watcher):
    def update(self, epoch, validation_loss):
        return super().update(len(self.seen), validation_loss)


@early_stopping.misconception(
    "loss_not_stored",
    "`best_loss` is still infinite after an epoch. When a loss is lower than all before, store the loss "
    "itself as well as its epoch.",
    "best_loss ← validation_loss, where it is lower",
)
class EarlyStopping(Watcher):
    best_loss = math.inf


@early_stopping.misconception(
    "epoch_not_stored",
    "`best_epoch` is still None after an epoch. When a loss is lower than all before, store its epoch as "
    "well as the loss itself.",
    "best_epoch ← epoch, where the loss is lower",
)
class EarlyStopping(Watcher):
    best_epoch = None

    def since(self):
        return len(self.seen) - 1 - [loss for _, loss in self.seen].index(self.best_loss)
