"""Networks and states of training in files: .npz archives of arrays, with the rest as JSON text among them.

No file is ever executed: there is no pickle, and a layer is only made if its class is known. A new layer
class is known as soon as it is defined. It needs no method for this, as long as it keeps each argument of its
constructor in an attribute of the same name, and names in `keeps` the arrays that belong to it besides.
"""

from __future__ import annotations

import os
from dataclasses import asdict
from typing import Any

import numpy as np

from . import initializers, snapshots
from .activation import Activation
from .activations import ACTIVATIONS
from .errors import DataError, NNKitError, SettingError, UnknownNameError
from .layers import Layer
from .network import Network

FORMAT = 1


def save(path: str | os.PathLike[str], net: Network) -> None:
    """Write a network into one .npz file: its layers, its dtype and every parameter, exactly.

    The file appears complete or not at all: until everything is written, an older one stays as it was.

    Raises
    ------
    SettingError : if a layer or an activation is made of Python functions, which a file cannot hold.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> net = Network.mlp([2, 8, 1], "tanh", rng=np.random.default_rng(0))
    >>> save(f"{folder.name}/net.npz", net)
    >>> again = load(f"{folder.name}/net.npz")
    >>> bool((again.theta == net.theta).all()), again[1]
    (True, Dense(2, 8, tanh))
    >>> folder.cleanup()
    """
    if not isinstance(net, Network):
        raise SettingError(
            f"nn.save expects a network, got {type(net).__name__}. Write nn.save(path, net); "
            "nn.save_state keeps a history.state."
        )
    layers = [_described(layer) for layer in net.layers]
    _write(path, "network", {"dtype": net.dtype.name, "layers": layers, "kept": snapshots.of_network(net)})


def load(path: str | os.PathLike[str]) -> Network:
    """Return the network that nn.save wrote.

    Raises
    ------
    DataError : if there is no such file, or it is damaged, or nn.save did not write it.
    """
    content = _read(path, "network")
    try:
        layers = [_made(description) for description in content["layers"]]
        size = sum(layer.n_params for layer in layers)
        if content["kept"]["theta"].shape != (size,):  # before memory for that many is asked for
            raise DataError(
                f"its layers have {size} parameters, but theta has {content['kept']['theta'].size}."
            )
        net = Network(layers, rng=np.random.default_rng(0), dtype=content["dtype"])
        snapshots.restore_network(net, content["kept"])
    except (NNKitError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise DataError(f"nn.load cannot rebuild the network in {path}: {error}") from None
    return net


def save_state(path: str | os.PathLike[str], state: dict[str, Any]) -> None:
    """Write a `history.state` into one .npz file, from which training can go on another day.

    To keep every epoch, give nn.train the callback ``lambda history: nn.save_state(path, history.state)``.
    """
    if not isinstance(state, dict) or "theta" not in state:
        raise SettingError(
            f"nn.save_state expects the state of a training, got {type(state).__name__}. "
            "Write nn.save_state(path, history.state); nn.save keeps a network."
        )
    _write(path, "state", state)


def load_state(path: str | os.PathLike[str]) -> dict[str, Any]:
    """Return the state that nn.save_state wrote, for ``nn.train(..., state=...)``.

    Raises
    ------
    DataError : if there is no such file, or it is damaged, or nn.save_state did not write it.
    """
    return _read(path, "state")


# Layers as JSON ------------------------------------------------------------------------------------------


def _described(thing: Any) -> Any:
    """Return what JSON can hold of a layer or of one argument of its constructor."""
    if isinstance(thing, Layer):
        import inspect  # late, like json and zipfile below: together they cost 8 ms

        names = list(inspect.signature(type(thing).__init__).parameters)[1:]
        lost = [name for name in names if not hasattr(thing, name)]
        if lost:
            raise SettingError(
                f"nn.save expects {thing!r} to keep the arguments of its constructor as attributes, but it "
                f"has no {', '.join(lost)}. Write self.{lost[0]} = {lost[0]} in __init__."
            )
        return {"layer": type(thing).__name__, **{name: _described(getattr(thing, name)) for name in names}}
    if isinstance(thing, Activation):
        known, parameters = ACTIVATIONS.get(thing.name), asdict(thing)
        if known == thing and not all(isinstance(number, int | float) for number in parameters.values()):
            return {"activation": thing.name}  # made of functions
        if type(known) is type(thing) and all(
            isinstance(number, int | float) for number in parameters.values()
        ):
            return {"activation": thing.name, **parameters}
        raise SettingError(
            f"nn.save expects activations that nn.ACTIVATIONS knows, got {thing!r}. "
            f"Write nn.ACTIVATIONS[{thing.name!r}] = {thing.name}, before saving and before loading."
        )
    if isinstance(thing, list | tuple):
        return [_described(item) for item in thing]
    if thing is None or isinstance(thing, bool | int | float | str):
        return thing
    if isinstance(thing, np.generic):
        return thing.item()
    name = getattr(thing, "__name__", "")
    if getattr(initializers, name, None) is thing:
        return {"init": name}
    raise SettingError(
        f"nn.save can keep numbers, names, activations and layers, but not {thing!r}: a file holds no Python "
        "code. Keep net.theta with np.save, and build the network again by the same code."
    )


def _made(description: Any) -> Any:
    """Return what _described described."""
    if isinstance(description, list):
        return [_made(item) for item in description]
    if not isinstance(description, dict):
        return description
    arguments = {name: _made(value) for name, value in description.items()}
    if "layer" in arguments:
        name = arguments.pop("layer")
        known = _layer_classes()
        if name not in known:
            raise UnknownNameError("layer", name, known)
        return known[name](**arguments)
    if "activation" in arguments:
        name = arguments.pop("activation")
        return ACTIVATIONS[name].with_(**arguments) if arguments else ACTIVATIONS[name]
    known_rules = {name: rule for name, rule in vars(initializers).items() if hasattr(rule, "__wrapped__")}
    if arguments["init"] not in known_rules:
        raise UnknownNameError("initialiser", arguments["init"], known_rules)
    return known_rules[arguments["init"]]


def _layer_classes(base: type[Layer] = Layer) -> dict[str, type[Layer]]:
    """Return all layer classes by name; of two with one name, as in a cell run again, the later one."""
    classes: dict[str, type[Layer]] = {}
    for child in base.__subclasses__():
        classes |= {child.__name__: child, **_layer_classes(child)}
    return classes


# Files ---------------------------------------------------------------------------------------------------


def _write(path: str | os.PathLike[str], kind: str, content: dict[str, Any]) -> None:
    import json
    from pathlib import Path

    arrays: dict[str, Any] = {}

    def aside(value: Any) -> Any:
        """Put what JSON cannot hold among the arrays."""
        if isinstance(value, np.generic):
            return value.item()
        arrays[f"array_{len(arrays)}"] = np.asarray(value)
        return {"array": f"array_{len(arrays) - 1}"}

    text = json.dumps({"nnkit": kind, "format": FORMAT, "content": content}, default=aside)
    path = Path(path)
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            np.savez(file, allow_pickle=False, nnkit=np.array(text), **arrays)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _read(path: str | os.PathLike[str], kind: str) -> dict[str, Any]:
    import json
    from zipfile import BadZipFile
    from zlib import error as ZlibError

    who, writer = ("nn.load", "nn.save") if kind == "network" else ("nn.load_state", "nn.save_state")
    if not os.path.isfile(path):
        raise DataError(f"{who} expects a file that {writer} wrote, but there is none at {path}.")
    try:
        with open(path, "rb") as opened, np.load(opened, allow_pickle=False) as file:
            arrays = dict(file)
        text = json.loads(
            str(arrays["nnkit"]), object_hook=lambda d: arrays[d["array"]] if "array" in d else d
        )
        found, number, content = text["nnkit"], text["format"], text["content"]
    except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _foreign(path, who, writer, error) from None
    except (BadZipFile, ZlibError, NotImplementedError, RuntimeError) as error:
        raise _foreign(path, who, writer, error) from None
    if found != kind or number != FORMAT:
        raise DataError(
            f"{who} expects a {kind} in format {FORMAT}, but {path} holds a {found} in format {number}. "
            + (
                "Update nnkit."
                if found == kind
                else "nn.load reads networks, nn.load_state states of training."
            )
        )
    return dict(content)


def _foreign(path: object, who: str, writer: str, error: Exception) -> DataError:
    return DataError(
        f"{who} expects a file that {writer} wrote, but {path} is damaged or of another kind "
        f"({type(error).__name__}: {error}). Take a copy that is whole, or save again."
    )
