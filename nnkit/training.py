"""The training loop: shuffle, deal out batches, forward, backward, step; and all that belongs around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from . import snapshots
from .clipping import clip_grad_norm
from .epoch import Epoch
from .errors import (
    Array,
    DataError,
    DivergedError,
    SettingError,
    ShapeError,
    require_count,
    require_finite,
    require_generator,
)
from .history import History
from .losses import Loss
from .metrics import accuracy
from .network import Network
from .optimizers import Optimizer
from .progress_bar import Progress
from .schedules import Schedule

Data = tuple[npt.ArrayLike, npt.ArrayLike]


class TrainingDivergedError(DivergedError):
    """Training ran away; `history` holds the complete epochs before."""

    def __init__(self, message: str, history: History) -> None:
        super().__init__(message)
        self.history = history


def train(
    net: Network,
    loss: Loss,
    optimizer: Optimizer,
    x: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    epochs: int,
    batch_size: int = 32,
    rng: np.random.Generator,
    validation: Data | None = None,
    patience: int | None = None,
    schedule: Schedule | Callable[[float], float] | None = None,
    clip_norm: float | None = None,
    callbacks: Sequence[Callable[[History], object]] = (),
    progress: bool = True,
    state: dict[str, Any] | None = None,
) -> History:
    """θ ← θ − η · (direction of ∇L), batch after batch, for `epochs` epochs; net is trained in place.

    It takes the very steps of the loop in the package's docstring, in the same order for the same rng.

    Parameters
    ----------
    net, loss, optimizer : the optimiser may be a new one, or one that has taken steps on this network.
    x : (N, n_in) examples.  y : the targets, in a form that the loss takes.  Neither is modified.
    epochs : how often every example is seen, together with the epochs of `state`.
    batch_size : examples in a batch.
    rng : numpy.random.Generator that shuffles.
    validation : (x, y) of other examples, by which the network is judged after each epoch.
    patience : stop after so many epochs without a lower validation loss, and go back to the best parameters.
    schedule : sets the learning rate before every step, see nn.schedules; any function of the epoch will do.
    clip_norm : the longest gradient that may pass, see nn.clip_grad_norm.
    callbacks : functions that are called with the history after each epoch; training stops when one returns
        True.
    progress : whether to show a progress bar.
    state : the `history.state` of earlier training (kept with nn.save_state), from which to go on: the result
        is the same as that of training without a break. Give the same data and settings.

    Returns
    -------
    History  the losses, accuracies and learning rates of the epochs. Interrupting (■ in a notebook, Ctrl-C)
        ends training, too: everything is then as after the last complete epoch.

    Raises
    ------
    DataError, ShapeError : before the first step, if the data hold NaN, or do not fit each other or the net.
    DivergedError : at the step where output or loss stop being finite. Nothing is lost: net, optimizer and
        rng are as they were after the last complete epoch, and `error.history` holds what was reached.

    References
    ----------
    Prechelt 1998 (early stopping).

    Examples
    --------
    >>> from nnkit import SGD, SoftmaxCrossEntropy, datasets
    >>> rng = np.random.default_rng(0)
    >>> x, y = datasets.moons(200, noise=0.1, rng=rng)
    >>> net = Network.mlp([2, 16, 2], "tanh", rng=rng)
    >>> sgd = SGD(0.1, momentum=0.9)
    >>> history = train(net, SoftmaxCrossEntropy(), sgd, x, y, epochs=50, rng=rng, progress=False)
    >>> history.loss[-1] < 0.05 < history.loss[0]
    True
    """
    epochs = require_count(epochs, "epochs", "train", hint="It is how often every example is seen.")
    batch_size = require_count(batch_size, "batch_size", "train", hint="32 is usual.")
    require_generator(rng, "train")
    _check_helpers(loss, optimizer, validation, schedule, callbacks)
    if clip_norm is not None:
        clip_grad_norm(np.zeros(1), clip_norm)
    if patience is not None:
        require_count(patience, "patience", "train", hint="It is a number of epochs.")
        if validation is None:
            raise SettingError(
                "train expects validation=(x, y) with patience, got none: the training loss alone cannot "
                "tell when to stop. Set some examples aside."
            )
    x, y = _checked_data(net, loss, x, y, "x", "y")
    judges = (
        None if validation is None else _checked_data(net, loss, *validation, "validation x", "validation y")
    )

    history = History()
    best: dict[str, Any] = {}
    if state is not None:
        history, best = _resume(state, net, optimizer, rng)
    history.state = _state(net, optimizer, rng, history, best)
    epoch_of = Epoch(net, loss, optimizer, x, y, batch_size, schedule, clip_norm)
    with Progress(epochs, "epoch", shown=progress, start=len(history)) as bar:
        while len(history) < epochs:
            try:
                mean, right = epoch_of(history, rng)
                if judges is not None:
                    z = net(judges[0])
                    validation_loss = loss(z, judges[1])
            except DivergedError as error:
                _resume(history.state, net, optimizer, rng)
                raise _diverged(error, epoch_of, history) from None
            except KeyboardInterrupt:
                _resume(history.state, net, optimizer, rng)
                history.stopped = "interrupted"
                break
            history.loss.append(mean)
            history.eta.append(optimizer.eta)
            if right is not None:
                history.accuracy.append(right)
            if judges is not None:
                history.validation_loss.append(validation_loss)
            if judges is not None and right is not None:
                history.validation_accuracy.append(accuracy(z, judges[1]))
            judged = history.judged
            if not history.best_epoch or judged[-1] < judged[history.best_epoch - 1]:
                history.best_epoch = len(history)
                best = snapshots.of_network(net) if patience else {}
            history.state = _state(net, optimizer, rng, history, best)
            bar.advance(1, history.last())
            answers = [callback(history) for callback in callbacks]  # each is called
            if any(isinstance(answer, bool | np.bool_) and answer for answer in answers):
                history.stopped = "callback"
                break
            if patience and len(history) - history.best_epoch >= patience:
                history.stopped = "patience"
                break
        else:
            history.stopped = "epochs"
    if patience and best:
        snapshots.restore_network(net, best)
    return history


def _state(
    net: Network, optimizer: Optimizer, rng: np.random.Generator, history: History, best: dict[str, Any]
) -> dict[str, Any]:
    """Return all that the next epoch depends on, as copies."""
    numbers = {name: value for name, value in vars(history).items() if name not in ("state", "stopped")}
    return {
        **snapshots.of_network(net),
        "optimizer": optimizer.state(),
        "rng": snapshots.of_generator(rng),
        "history": {name: value[:] if isinstance(value, list) else value for name, value in numbers.items()},
        "best": best,
    }


def _resume(
    state: dict[str, Any], net: Network, optimizer: Optimizer, rng: np.random.Generator
) -> tuple[History, dict[str, Any]]:
    """Set network, optimiser and generator back to a state; return its history and its best parameters."""
    try:
        history, best = History(**state["history"]), state["best"]
        snapshots.restore_network(net, state)
        optimizer.restore(state["optimizer"])
        snapshots.restore_generator(rng, state["rng"])
    except (KeyError, TypeError) as error:
        raise DataError(
            f"train expects state to be the state of a history, but {error} is amiss in it. "
            "Write state=history.state, or state=nn.load_state(path)."
        ) from None
    for name, value in vars(history).items():
        if isinstance(value, list):
            setattr(history, name, value[:])  # the state stays as it is
    return history, best


def _diverged(error: DivergedError, epoch: Epoch, history: History) -> DivergedError:
    """Return the error with its step, and with the history."""
    before = len(history)
    return TrainingDivergedError(
        f"Training diverged in epoch {before + 1}, at step {epoch.step} of {epoch.steps}. {error} "
        f"Nothing is lost: net is as it was after {before} complete epochs, and error.history holds them.",
        history,
    )


def _check_helpers(
    loss: object, optimizer: object, validation: object, schedule: object, callbacks: object
) -> None:
    """Say at once what would only show, or go unnoticed, in the middle of training."""
    if not isinstance(loss, Loss):
        raise SettingError(
            f"train expects a loss such as nn.SoftmaxCrossEntropy(), got {type(loss).__name__}. "
            "Mind the brackets."
        )
    if not isinstance(optimizer, Optimizer):
        raise SettingError(f"train expects an optimizer such as nn.SGD(0.1), got {type(optimizer).__name__}.")
    if validation is not None and not (isinstance(validation, tuple | list) and len(validation) == 2):
        raise SettingError(
            f"train expects validation to be a pair (x, y), got {type(validation).__name__}. "
            "Write validation=(x_validation, y_validation)."
        )
    if not (schedule is None or callable(schedule)):
        raise SettingError(
            f"train expects schedule to be a function of the epoch, such as nn.schedules.Step(0.1), "
            f"got {schedule!r}."
        )
    if not (isinstance(callbacks, list | tuple) and all(map(callable, callbacks))):
        raise SettingError(
            f"train expects callbacks to be a list of functions of a history, got {callbacks!r}. "
            "Write callbacks=[function]."
        )


def _checked_data(
    net: Network, loss: Loss, x: npt.ArrayLike, y: npt.ArrayLike, x_name: str, y_name: str
) -> tuple[Array, Array]:
    """Return x in the dtype of the network and y as an array, if they fit it, the loss and each other."""
    x, y = np.asarray(x), np.asarray(y)
    if x.dtype.kind in "iub":
        x = x.astype(net.input.a.dtype)  # before the network does so by way of float64: images are large
    x = net.input.check(x)
    if y.ndim == 0 or len(y) != len(x):
        raise ShapeError(
            f"train expects {y_name} with one entry for each of the {len(x)} rows of {x_name}, got shape "
            f"{y.shape}. Take both from the same data set."
        )
    require_finite(x, x_name, "train")
    if y.dtype.kind == "f":
        require_finite(y, y_name, "train")
        y = y.astype(net.dtype, copy=False)
    try:
        with np.errstate(over="ignore"):
            loss.per_example(np.zeros((len(x), net[-1].n_out), net.dtype), y)
    except (ShapeError, DataError) as error:
        raise type(error)(f"train cannot use {y_name} with this network and loss. {error}") from None
    return x, y
