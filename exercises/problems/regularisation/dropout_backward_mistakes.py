"""What goes wrong with dropout on the way back, and with what it stores and changes."""

import numpy as np

from .dropout import Inverted, dropout


@dropout.misconception(
    "backward_without_mask",
    "Your backward lets the gradient through dropped units. They had no say in the output, so their gradient "
    "is 0: use the mask of the last forward.",
    "∂L/∂a_prev = delta ⊙ mask / (1 − p)",
)
class Dropout(Inverted):
    def backward(self, delta):
        return delta / (1 - self.p)


@dropout.misconception(
    "backward_without_scaling",
    "Your backward has the mask but not the 1/(1 − p). The forward multiplies by it, and by the chain rule "
    "so does the gradient.",
    "∂L/∂a_prev = delta ⊙ mask / (1 − p), not delta ⊙ mask",
)
class Dropout(Inverted):
    def backward(self, delta):
        return delta * self.mask


@dropout.misconception(
    "backward_unchanged",
    "Your backward hands delta on as it came. What was multiplied on the way forward is multiplied by the "
    "same factor on the way back.",
    "∂L/∂a_prev = delta ⊙ mask / (1 − p), not delta",
)
class Dropout(Inverted):
    def backward(self, delta):
        return np.array(delta)


@dropout.misconception(
    "backward_undone",
    "Your backward multiplies by 1 − p, as if it had to undo the forward. A gradient isn't the inverse: it "
    "carries the same factor.",
    "∂L/∂a_prev = delta ⊙ mask / (1 − p), not · (1 − p)",
)
class Dropout(Inverted):
    def backward(self, delta):
        return delta * self.mask * (1 - self.p)


@dropout.misconception(
    "first_mask",
    "You kept the first mask for ever. Every forward brings a new one, and backward needs the one of the "
    "last forward.",
    "the mask of this step, not of the first",
)
class Dropout(Inverted):
    def keep(self, mask):
        self.mask = mask if self.mask is None else self.mask


@dropout.misconception(
    "old_mask_in_backward",
    "Your forward uses each new mask, but your backward still has the first. Store the mask anew in every "
    "forward.",
    "∂L/∂a_prev = delta ⊙ mask / (1 − p) with the mask of the last forward",
)
class Dropout(Inverted):
    def forward(self, a, mask, training=True):
        if self.mask is None:
            self.mask = mask
        return self.thinned(a, mask) if training else np.array(a)


@dropout.misconception(
    "in_place",
    "The numbers are right, but your forward changed an array that came in, `a` or the mask. Whoever gave it "
    "still needs it: make a new one.",
    "a_out = a ⊙ mask / (1 − p), with a and mask left as they were",
)
class Dropout(Inverted):
    def forward(self, a, mask, training=True):
        if training:
            self.keep(mask)
            a *= mask
            a /= 1 - self.p
        return a
