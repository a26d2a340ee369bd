"""The examples in the docstrings are true."""

import doctest
import importlib

import pytest

NAMES = """errors activations initializers losses layers activation_layers dropout embedding
function_layer normalization residual network linear_regions
optimizers schedules training saving
gradients
datasets handwriting""".split()


@pytest.mark.parametrize("name", NAMES)
def test_the_docstring_examples_give_what_they_say(name):
    assert doctest.testmod(importlib.import_module(f"nnkit.{name}")).failed == 0


def test_there_are_examples_to_run():
    modules = [importlib.import_module(f"nnkit.{name}") for name in NAMES]
    assert sum(doctest.testmod(module).attempted for module in modules) >= 10


def test_the_network_of_the_package_docstring_learns_its_data():
    import nnkit as nn

    lines = nn.__doc__.split("\n\n")[-1].splitlines()
    names = {}
    exec("\n".join(line[4:] for line in lines), names)
    assert names["loss"](names["net"](names["x"]), names["y"]) < 0.1
