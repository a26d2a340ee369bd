"""What goes wrong with dropout on the way forward, in training and in evaluation."""

import numpy as np

from .dropout import Inverted, dropout


@dropout.misconception(
    "no_scaling",
    "You dropped entries but did not scale the rest up. On average the next layer then gets only 1 − p times "
    "what it will get in evaluation.",
    "a ⊙ mask / (1 − p), not a ⊙ mask",
)
class Dropout(Inverted):
    def thinned(self, values, mask):
        return values * mask


@dropout.misconception(
    "classic",
    "You left training unscaled and shrank everything in evaluation. That is the older form and right on "
    "average; here the scaling is done in training, so that evaluation changes nothing.",
    "training: a ⊙ mask / (1 − p); evaluation: a",
)
class Dropout(Inverted):
    def thinned(self, values, mask):
        return values * mask

    def evaluated(self, a, mask):
        return a * (1 - self.p)


@dropout.misconception(
    "divided_by_p",
    "You divided by p, as if p were the probability of keeping. Here p is the probability of dropping; what "
    "is kept is the share 1 − p.",
    "a ⊙ mask / (1 − p), not / p",
)
class Dropout(Inverted):
    def thinned(self, values, mask):
        return values * mask / self.p


@dropout.misconception(
    "times_keep",
    "You multiplied the survivors by 1 − p, which makes them smaller still. They have to make up for those "
    "that are missing: divide.",
    "a ⊙ mask / (1 − p), not · (1 − p)",
)
class Dropout(Inverted):
    def thinned(self, values, mask):
        return values * mask * (1 - self.p)


@dropout.misconception(
    "times_p",
    "You multiplied by p. Few dropped entries would then mean tiny outputs. To keep the average, divide by "
    "the probability of keeping.",
    "a ⊙ mask / (1 − p), not · p",
)
class Dropout(Inverted):
    def thinned(self, values, mask):
        return values * mask * self.p


@dropout.misconception(
    "scaled_twice",
    "You divided by 1 − p twice. Once makes the average right; twice makes it 1/(1 − p) times too large.",
    "a ⊙ mask / (1 − p), not / (1 − p)²",
)
class Dropout(Inverted):
    def thinned(self, values, mask):
        return values * mask / (1 - self.p) ** 2


@dropout.misconception(
    "mask_inverted",
    "You kept what should go and dropped what should stay. In this mask 1 means keep.",
    "a ⊙ mask, not a ⊙ (1 − mask)",
)
class Dropout(Inverted):
    def thinned(self, values, mask):
        return values * (1 - mask) / (1 - self.p)


@dropout.misconception(
    "mask_mean",
    "You divided by the share of ones in this mask. That wobbles from mask to mask, and a mask of zeros "
    "would break it. Use the probability 1 − p, which is the same in every step.",
    "a ⊙ mask / (1 − p), not / mean(mask)",
)
class Dropout(Inverted):
    def thinned(self, values, mask):
        return values * mask / mask.mean()


@dropout.misconception(
    "mask_mean_by_row",
    "You divided each row by the share of units that it kept. The scale is one fixed number for all rows, "
    "the probability of keeping.",
    "a ⊙ mask / (1 − p), not / mean of each row of the mask",
)
class Dropout(Inverted):
    def thinned(self, values, mask):
        return values * mask / mask.mean(axis=1, keepdims=True)


@dropout.misconception(
    "survivors_only",
    "You picked out the survivors, so the rows and columns are lost. Dropped entries stay where they are, as "
    "zeros: the next layer has weights for all n units.",
    "a ⊙ mask has the shape of a",
)
class Dropout(Inverted):
    def thinned(self, values, mask):
        return values[mask == 1] / (1 - self.p)


@dropout.misconception(
    "scaled_at_evaluation",
    "You divided by 1 − p in evaluation as well. There nothing is missing that the others would have to make "
    "up for: a passes through as it is.",
    "evaluation: a, not a / (1 − p)",
)
class Dropout(Inverted):
    def evaluated(self, a, mask):
        return a / (1 - self.p)


@dropout.misconception(
    "shrunk_at_evaluation",
    "You scaled up in training and down again in evaluation. One of the two is enough: after dividing by "
    "1 − p in training, evaluation has nothing to correct.",
    "evaluation: a, not (1 − p) a",
)
class Dropout(Inverted):
    def evaluated(self, a, mask):
        return a * (1 - self.p)


@dropout.misconception(
    "drops_at_evaluation",
    "You drop units in evaluation too. The finished network should use all it has learnt, and give the same "
    "answer twice: look at `training` first.",
    "evaluation: a, not a ⊙ mask / (1 − p)",
)
class Dropout(Inverted):
    def evaluated(self, a, mask):
        return np.asarray(a) * mask / (1 - self.p)


@dropout.misconception(
    "mask_at_evaluation",
    "You drop units in evaluation too, only without the scaling. All units take part there: look at "
    "`training` first.",
    "evaluation: a, not a ⊙ mask",
)
class Dropout(Inverted):
    def evaluated(self, a, mask):
        return np.asarray(a) * mask


@dropout.misconception(
    "modes_exchanged",
    "You drop units in evaluation, and let everything pass in training. It is the other way round.",
    "training: a ⊙ mask / (1 − p); evaluation: a",
)
class Dropout(Inverted):
    def forward(self, a, mask, training=True):
        return super().forward(a, mask, not training)


@dropout.misconception(
    "brackets",
    "The brackets round 1 − p are missing: you divide by 1 and take p off at the end, from every entry.",
    "a ⊙ mask / (1 − p), not a ⊙ mask / 1 − p",
)
class Dropout(Inverted):
    def thinned(self, values, mask):
        return values * mask / 1 - self.p


@dropout.misconception(
    "shared",
    "All your layers share one p and one mask, those of the layer that came last. Store them on `self`, not "
    "on the class or in a global name.",
    "each layer has a p and a mask of its own",
)
class Dropout(Inverted):
    latest = None

    def __init__(self, p):
        type(self).latest = (p, None)

    def forward(self, a, mask, training=True):
        if not training:
            return np.array(a)
        type(self).latest = (self.latest[0], mask)
        return self.thinned(a, mask)

    def backward(self, delta):
        return self.thinned(delta, self.latest[1])

    def thinned(self, values, mask):
        return np.where(mask, values, 0.0) / (1 - self.latest[0])
