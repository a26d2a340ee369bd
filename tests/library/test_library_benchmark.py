"""The benchmark runs: tiny sizes, no judgement of times."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

PATH = Path(__file__).resolve().parents[1] / "benchmarks" / "library.py"


@pytest.fixture(scope="module")
def benchmark():
    spec = importlib.util.spec_from_file_location("library_benchmark", PATH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_contender_takes_its_steps_and_the_report_names_it(benchmark, capsys, monkeypatch):
    for job in benchmark.JOBS:
        monkeypatch.setattr(benchmark, "scikit_learn", lambda *_: None)  # it warns that it has not converged
        times = benchmark.speed(job, turns=1, steps=2)
        assert {"bare_products", "public_loop", "nn_train", "plain_numpy"} <= set(times)
        assert min(times.values()) > 0
        benchmark.report({"1 BLAS threads": {job: times}})
    assert capsys.readouterr().out.count("nn_train") == 3


def test_the_plain_version_and_the_library_learn_the_same_thing(benchmark):
    """Both are timed on the same problem; that the plain one is right is seen by its own gradient step."""
    sizes, batch = [3, 4, 2], 6
    x = np.random.default_rng(1).normal(size=(6, 3)).astype(np.float32)
    y = np.array([0, 1, 0, 1, 1, 0])
    run = benchmark.plain_numpy(sizes, "tanh", batch, x, y)
    inside = dict(
        zip(run.__code__.co_freevars, (cell.cell_contents for cell in run.__closure__), strict=True)
    )
    import nnkit as nn

    net = nn.Network.mlp(sizes, "tanh", rng=np.random.default_rng(0))
    for layer, W in zip(net.layers, inside["W"], strict=True):
        layer.W = W
    sgd = nn.SGD(0.02, momentum=0.9)
    loss = nn.SoftmaxCrossEntropy()
    for _ in range(3):
        run()
        sgd.step(net.theta, net.backward(loss.delta(net.forward(x), y)))
    for layer, W, b in zip(net.layers, inside["W"], inside["b"], strict=True):
        np.testing.assert_allclose(layer.W, W, rtol=1e-10)
        np.testing.assert_allclose(layer.b, b, rtol=1e-10)
