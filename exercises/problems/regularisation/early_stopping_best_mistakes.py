"""What goes wrong with early stopping: what counts as the best epoch, and what is kept of it."""

import math

from .early_stopping import Watcher, early_stopping


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
    "needs_more",
    "A loss that is lower by very little does not count as lower for you. Any lower loss is a new best one.",
    "better when loss < best_loss, not < best_loss − δ",
)
class EarlyStopping(Watcher):
    def update(self, epoch, validation_loss):
        lower = not self.seen or validation_loss < self.best_loss - 1e-3
        return super().update(epoch, validation_loss if lower else math.inf)


@early_stopping.misconception(
    "epoch_before",
    "`best_epoch` is one less than the epoch that came in with the lowest loss. Keep that number itself.",
    "best_epoch = the `epoch` of the lowest loss, not epoch − 1",
)
class EarlyStopping(Watcher):
    def since(self):
        return self.seen[-1][0] - super().best_epoch

    @property
    def best_epoch(self):
        return super().best_epoch - 1


@early_stopping.misconception(
    "starts_at_one",
    "`best_loss` starts at 1 here, and losses can be larger: then no first loss is lower. Start from a "
    "number that every loss beats: infinity.",
    "best_loss = ∞ before the first epoch",
)
class EarlyStopping(Watcher):
    @property
    def best_loss(self):
        return min(1.0, super().best_loss)

    @property
    def best_epoch(self):
        return super().best_epoch if super().best_loss < 1 else 0


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
