"""What training leaves behind: the numbers of every epoch, and a picture of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .errors import OrderError


@dataclass(repr=False)
class History:
    """The course of nn.train: lists with one entry for each complete epoch.

    Attributes
    ----------
    loss : mean loss of the epoch's batches, each at the parameters of its step and in the training mode.
    accuracy : share of the same outputs that were right; empty for a regression.
    validation_loss, validation_accuracy : after the epoch, in the evaluation mode; empty without validation.
    eta : the learning rate of the epoch's last step.
    best_epoch : where the validation loss was lowest (or the loss, without validation), counted from 1.
    stopped : why training ended: "epochs", "patience", "callback" or "interrupted"; "" while it runs.
    state : all that is needed to go on as if nothing had happened: `nn.train(..., state=history.state)`.
    """

    loss: list[float] = field(default_factory=list)
    accuracy: list[float] = field(default_factory=list)
    validation_loss: list[float] = field(default_factory=list)
    validation_accuracy: list[float] = field(default_factory=list)
    eta: list[float] = field(default_factory=list)
    best_epoch: int = 0
    stopped: str = ""
    state: dict[str, Any] = field(default_factory=dict)

    @property
    def judged(self) -> list[float]:
        """The losses by which training is judged: those of the validation, or else of the training."""
        return self.validation_loss or self.loss

    def __len__(self) -> int:
        """The number of complete epochs."""
        return len(self.loss)

    def last(self) -> str:
        """The newest numbers in a few words, as the progress bar shows them."""
        if not self.loss:
            return "no epoch is complete"
        note = f"loss {self.loss[-1]:.4g}"
        if self.accuracy:
            note += f", accuracy {self.accuracy[-1]:.1%}"
        if self.validation_loss:
            note += f"; validation loss {self.validation_loss[-1]:.4g}"
        if self.validation_accuracy:
            note += f", accuracy {self.validation_accuracy[-1]:.1%}"
        return note

    def __repr__(self) -> str:
        """Return the number of epochs and the newest numbers."""
        reasons = {
            "patience": ", stopped by patience",
            "callback": ", stopped by a callback",
            "interrupted": ", interrupted",
        }
        why = reasons.get(self.stopped, "")
        best = f"; best epoch {self.best_epoch}" if self.validation_loss else ""
        return f"History of {len(self)} epochs{why}: {self.last()}{best}"

    def plot(self) -> None:
        """Draw the losses, and the accuracies if there are any, against the epoch in a new matplotlib figure.

        Training is a solid line, validation a dashed one, the best validation loss a dotted upright.
        """
        if not self.loss:
            raise OrderError("History.plot expects at least one complete epoch, got none. Train first.")
        from matplotlib import pyplot as plt
        from matplotlib.ticker import MaxNLocator

        panels = [("loss", self.loss, self.validation_loss)]
        if self.accuracy or self.validation_accuracy:
            panels.append(("accuracy", self.accuracy, self.validation_accuracy))
        _, axes = plt.subplots(1, len(panels), figsize=(4.2 * len(panels), 3), squeeze=False, layout="tight")
        for ax, (name, train, validation) in zip(axes.flat, panels, strict=True):
            ax.plot(range(1, len(train) + 1), train, "-", color="#0072B2", label="training")
            if validation:
                ax.plot(range(1, len(validation) + 1), validation, "--", color="#D55E00", label="validation")
                ax.axvline(self.best_epoch, ls=":", color="#7f7f7f", label="best epoch")
                ax.legend(frameon=False)
            ax.set(xlabel="epoch", ylabel=name)
            ax.xaxis.set_major_locator(MaxNLocator(integer=True))
            ax.spines[["top", "right"]].set_visible(False)
            ax.grid(alpha=0.25)
