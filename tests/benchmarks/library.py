"""How fast the library trains, against the bare matrix products of a step and against other ways to write it.

    python tests/benchmarks/library.py speed [--json FILE]      one and two BLAS threads, about two minutes
    python tests/benchmarks/library.py mnist                    784-256-128-10 on MNIST, three seeds
    python tests/benchmarks/library.py import                   `import nnkit` against `import numpy`

The contenders take turns within one run, so that whatever else the machine does falls on all of them alike;
each figure is a median, and the ratios are what can be compared from machine to machine. MNIST is read from
where NNKIT_MNIST points, or downloaded.
"""

# ruff: noqa: T201 (it is a program)

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

THREADS = "OPENBLAS_NUM_THREADS OMP_NUM_THREADS MKL_NUM_THREADS VECLIB_MAXIMUM_THREADS".split()
Runner = Callable[[], None]  # takes the steps of one turn

EPOCHS = 5
JOBS = {  # sizes, activation, batch, steps in a turn
    "784-256-128-10 relu, batch 64": ([784, 256, 128, 10], "relu", 64, 300),
    "784-256-128-10 relu, batch 256": ([784, 256, 128, 10], "relu", 256, 75),
    "2-16-16-1 tanh, batch 32": ([2, 16, 16, 1], "tanh", 32, 2000),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["speed", "mnist", "import"])
    parser.add_argument("--json", help="also write the figures there")
    parser.add_argument("--turns", type=int, default=40)
    parser.add_argument("--threads", type=int, help="(used by the program itself)")
    options = parser.parse_args()
    if options.what == "mnist":
        results = mnist()
    elif options.what == "import":
        results = imports(options.turns)
    elif options.threads:
        print(json.dumps({job: speed(job, options.turns) for job in JOBS}))
        return
    else:
        results = {f"{n} BLAS threads": in_new_process(n, options.turns) for n in (1, 2)}
        report(results)
    text = json.dumps({"machine": machine(), "results": results}, indent=1)
    if options.what != "speed":
        print(text)
    if options.json:
        Path(options.json).write_text(text + "\n", encoding="utf-8")


def in_new_process(threads: int, turns: int) -> dict[str, dict[str, float]]:
    """Measure with so many threads in BLAS, which reads the number only when it is loaded."""
    env = {**os.environ, **dict.fromkeys(THREADS, str(threads))}
    command = [sys.executable, __file__, "speed", "--threads", str(threads), "--turns", str(turns)]
    return json.loads(subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=True).stdout)


def machine() -> dict[str, str]:
    import numpy as np

    return {"python": platform.python_version(), "numpy": np.__version__, "cpus": str(os.cpu_count())}


# The contenders -------------------------------------------------------------------------------------------


def speed(job: str, turns: int, steps: int | None = None) -> dict[str, float]:
    """Return the microseconds of a step for each contender: medians over turns."""
    import numpy as np

    sizes, phi, batch, usual = JOBS[job]
    steps = steps or usual
    rng = np.random.default_rng(0)
    x = rng.normal(size=(batch * steps, sizes[0])).astype(np.float32)
    if sizes[-1] == 1:
        y = (x[:, :1] * x[:, 1:2] > 0).astype(np.float32)
    else:
        y = rng.integers(sizes[-1], size=len(x))
    contenders: dict[str, Runner] = {}
    for make in (bare_products, public_loop, nn_train, plain_numpy, scikit_learn, pytorch):
        runner = make(sizes, phi, batch, x, y)
        if runner is not None:
            contenders[make.__name__] = runner
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for runner in contenders.values():  # warm up
        runner()
    for turn in range(turns):
        names = list(contenders)
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            start = time.perf_counter()
            contenders[name]()
            done = steps * (EPOCHS if name == "nn_train" else 1)
            times[name].append((time.perf_counter() - start) / done * 1e6)
    return {name: round(statistics.median(values), 2) for name, values in times.items()}


def bare_products(sizes, phi, batch, x, y) -> Runner:
    """Only the matrix products that a step cannot do without, in float32 and into arrays that are there."""
    import numpy as np

    rng = np.random.default_rng(0)
    a = [rng.normal(size=(batch, n)).astype(np.float32) for n in sizes]
    W = [rng.normal(size=(n_out, n_in)).astype(np.float32) for n_in, n_out in pairwise(sizes)]
    z, da = [np.empty_like(array) for array in a], [np.empty_like(array) for array in a]
    Wt, dW = [np.ascontiguousarray(w.T) for w in W], [np.empty_like(w) for w in W]

    def run() -> None:
        for _ in range(len(x) // batch):
            for l in range(len(W)):
                np.dot(a[l], Wt[l], out=z[l + 1])
            for l in reversed(range(len(W))):
                np.dot(a[l + 1].T, a[l], out=dW[l])
                if l:
                    np.dot(a[l + 1], W[l], out=da[l])

    return run


def library(sizes, phi):
    import numpy as np

    import nnkit as nn

    net = nn.Network.mlp(sizes, phi, rng=np.random.default_rng(0), dtype=np.float32)
    loss = nn.SquaredError() if sizes[-1] == 1 else nn.SoftmaxCrossEntropy()
    return net, loss, nn.SGD(0.02, momentum=0.9), np.random.default_rng(0)


def public_loop(sizes, phi, batch, x, y) -> Runner:
    """The loop of the package's docstring, with the value of the loss."""
    import nnkit as nn

    net, loss, sgd, rng = library(sizes, phi)

    def run() -> None:
        for order in nn.minibatches(len(x), batch, rng):
            target = y[order]
            z = net.forward(x[order])
            loss(z, target)
            sgd.step(net.theta, net.backward(loss.delta(z, target)))

    return run


def nn_train(sizes, phi, batch, x, y) -> Runner:
    """nn.train for five epochs, because it looks over all the data before the first one."""
    import nnkit as nn

    net, loss, sgd, rng = library(sizes, phi)
    return lambda: (
        nn.train(net, loss, sgd, x, y, epochs=EPOCHS, batch_size=batch, rng=rng, progress=False) and None
    )


def plain_numpy(sizes, phi, batch, x, y) -> Runner:
    """What one writes first: float64, a new array for every result, momentum layer by layer."""
    import numpy as np

    rng = np.random.default_rng(0)
    x64 = x.astype(np.float64)
    W = [rng.normal(size=(n_out, n_in)) / np.sqrt(n_in) for n_in, n_out in pairwise(sizes)]
    b = [np.zeros(n) for n in sizes[1:]]
    v = [[np.zeros_like(w), np.zeros_like(c)] for w, c in zip(W, b, strict=True)]

    def run() -> None:
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch):
            rows = order[start : start + batch]
            a, z = [x64[rows]], []
            for l in range(len(W)):
                z.append(a[-1] @ W[l].T + b[l])
                hidden = np.maximum(z[-1], 0) if phi == "relu" else np.tanh(z[-1])
                a.append(z[-1] if l == len(W) - 1 else hidden)
            if sizes[-1] == 1:
                (0.5 * (a[-1] - y[rows]) ** 2).mean()
                delta = (a[-1] - y[rows]) / len(rows)
            else:
                e = np.exp(a[-1] - a[-1].max(axis=1, keepdims=True))
                p = e / e.sum(axis=1, keepdims=True)
                -np.log(p[np.arange(len(rows)), y[rows]]).mean()
                delta = (p - np.eye(sizes[-1])[y[rows]]) / len(rows)
            for l in reversed(range(len(W))):
                dW, db = delta.T @ a[l], delta.sum(axis=0)
                if l:
                    slope = (z[l - 1] > 0) if phi == "relu" else 1 - a[l] ** 2
                    delta = (delta @ W[l]) * slope
                v[l] = [0.9 * v[l][0] + dW, 0.9 * v[l][1] + db]
                W[l] = W[l] - 0.02 * v[l][0]
                b[l] = b[l] - 0.02 * v[l][1]

    return run


def scikit_learn(sizes, phi, batch, x, y) -> Runner | None:
    """scikit-learn's multilayer perceptron, one pass over the data, if it is installed."""
    try:
        from sklearn.neural_network import MLPClassifier, MLPRegressor
    except ImportError:
        return None
    kind = MLPRegressor if sizes[-1] == 1 else MLPClassifier
    net = kind(
        hidden_layer_sizes=sizes[1:-1],
        activation=phi,
        solver="sgd",
        alpha=0,
        batch_size=batch,
        learning_rate_init=0.02,
    )
    target = y.ravel()
    classes = {} if sizes[-1] == 1 else {"classes": list(range(sizes[-1]))}
    return lambda: net.partial_fit(x, target, **classes) and None


def pytorch(sizes, phi, batch, x, y) -> Runner | None:
    """PyTorch's eager mode, if it is installed."""
    try:
        import torch
    except ImportError:
        return None
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    layers: list[torch.nn.Module] = []
    for n_in, n_out in pairwise(sizes):
        layers += [torch.nn.Linear(n_in, n_out), torch.nn.ReLU() if phi == "relu" else torch.nn.Tanh()]
    net = torch.nn.Sequential(*layers[:-1])
    loss = torch.nn.MSELoss() if sizes[-1] == 1 else torch.nn.CrossEntropyLoss()
    sgd = torch.optim.SGD(net.parameters(), lr=0.02, momentum=0.9)
    xs, ys = torch.from_numpy(x), torch.from_numpy(y)

    def run() -> None:
        for rows in torch.randperm(len(xs)).split(batch):
            sgd.zero_grad()
            value = loss(net(xs[rows]), ys[rows])
            value.backward()
            value.item()
            sgd.step()

    return run


def report(results: dict[str, dict[str, dict[str, float]]]) -> None:
    """Print a table: times of a step, and their ratios to the bare products."""
    for threads, jobs in results.items():
        for job, times in jobs.items():
            print(f"\n{job}, {threads}")
            for name, microseconds in times.items():
                ratio = microseconds / times["bare_products"]
                print(f"  {name:14} {microseconds:9.1f} µs {ratio:7.2f} {1e6 / microseconds:10,.0f} a second")


# Digits, and the import -----------------------------------------------------------------------------------


def mnist(epochs: int = 15, seeds: int = 3) -> dict[str, float]:
    """Train 784-256-128-10 (He, momentum 0.9, batch 64, η 0.02, float32); return the test accuracies."""
    import numpy as np

    import nnkit as nn

    (x, y), (test_x, test_y) = nn.datasets.mnist()
    results = {}
    for seed in range(seeds):
        rng = np.random.default_rng(seed)
        net = nn.Network.mlp([784, 256, 128, 10], nn.relu, rng=rng, dtype=np.float32)
        sgd = nn.SGD(0.02, momentum=0.9)
        nn.train(net, nn.SoftmaxCrossEntropy(), sgd, x, y, epochs=epochs, batch_size=64, rng=rng)
        results[f"seed {seed}"] = nn.accuracy(net(test_x), test_y)
    return results


def imports(turns: int) -> dict[str, float]:
    """Return the seconds of `import numpy` and of `import nnkit`, each in a new process, and their ratio."""
    times: dict[str, list[float]] = {"numpy": [], "nnkit": []}
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for turn in range(turns + 1):
        for name, values in times.items():
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", f"import {name}"], check=True, env=env)
            if turn:  # the first one compiles
                values.append(time.perf_counter() - start)
    numpy, nnkit = (statistics.median(values) for values in times.values())
    return {"numpy": round(numpy, 4), "nnkit": round(nnkit, 4), "ratio": round(nnkit / numpy, 3)}


if __name__ == "__main__":
    main()
