"""F13, the sentence below the picture."""

from __future__ import annotations

from nnkit.widgets.figures.f13_playground.data import Points
from nnkit.widgets.figures.f13_playground.snapshot import Snapshot
from nnkit.widgets.figures.f13_playground.weights import value_at
from nnkit.widgets.style import fixed, number


def name_of_unit(columns: tuple[int, ...], shown: tuple[int, int], features: tuple[str, ...]) -> str:
    """Return what a picture of the network shows: the output, a hidden unit or a feature."""
    column, k = shown
    if column == len(columns) - 1:
        return "output p(class 1)"
    if column == 0:
        return f"feature {features[k]}"
    return f"layer {column}, unit {k + 1}"


def say(
    training: Snapshot,
    points: Points,
    features: tuple[str, ...],
    columns: tuple[int, ...],
    large: str,
    place: tuple[int, int, int] | None,
) -> str:
    """Return the readout: where training stands, how well it does, and what is picked out."""
    if training.pictures is None:
        return _points_alone(training, points)
    text = f"{_stand(training, features, columns)}: {_quality(training)}"
    if training.message:
        text = f"Stopped. {_sentence(training.message)} {text}"
    elif training.diverged:
        text = (
            f"Diverged: after update {training.updates} the loss ran away, and training is paused. "
            f"The picture is from just before: {_quality(training)} Lower η and start again."
        )
    if place is not None:
        text += f" {_weight(training, place)}"
    elif large:
        text += f" Large: {large}."
    return text


def _points_alone(training: Snapshot, points: Points) -> str:
    text = f"{len(points.y)} points to train on, {len(points.test_y)} to test on, and no network yet."
    return f"Stopped. {_sentence(training.message)} {text}" if training.message else text


def _sentence(message: str) -> str:
    """Return a message as one line that ends with a full stop."""
    line = " ".join(message.split())
    return line if line.endswith((".", "!", "?")) else f"{line}."


def _stand(training: Snapshot, features: tuple[str, ...], columns: tuple[int, ...]) -> str:
    if training.own:
        who = f"your network of {training.n_params} parameters"
    else:
        who = f"the network {'-'.join(map(str, columns))} of {training.n_params} parameters"
    if not training.updates:
        return f"Untrained, {who} sees {_listed(features)}"
    epochs = fixed(training.epoch, 0 if training.epoch >= 10 else 1)
    return f"After {epochs} epochs, {training.updates} updates of {who}"


def _listed(features: tuple[str, ...]) -> str:
    return " and ".join(filter(None, (", ".join(features[:-1]), features[-1])))


def _quality(training: Snapshot) -> str:
    (loss, test_loss), (wrong, test_wrong) = training.losses, training.errors
    return (
        f"loss {number(loss)} in training and {number(test_loss)} on the test points, of which "
        f"{_percent(test_wrong)} are on the wrong side (training: {_percent(wrong)})."
    )


def _percent(share: float) -> str:
    return f"{fixed(100 * share, 1)} %"


def _weight(training: Snapshot, place: tuple[int, int, int]) -> str:
    layer, to, source = place
    last = training.pictures is not None and layer == len(training.pictures.units) - 1
    goal = "the output" if last else f"unit {to} of layer {layer}"
    value = number(value_at(training.weights, place))
    if source == 0:
        return f"The bias of {goal} is {value}."
    start = f"feature {source}" if layer == 1 else f"unit {source} of layer {layer - 1}"
    return f"The weight from {start} to {goal} is {value}."
