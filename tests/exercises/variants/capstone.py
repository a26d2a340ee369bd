"""Set 15: other right answers, and wrong ones with what they are recognised as.

The library is made of earlier answers, so its styles are those of their own sets, put together.
"""

import importlib.util
from pathlib import Path

from nnkit.grading.problems import load_problems

PARTS = load_problems("capstone")["capstone.assembled"].parts


def _styles(problem):
    spec = importlib.util.spec_from_file_location(
        "part", Path(__file__).with_name(f"{problem.split('.')[0]}.py")
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return [style for style in module.STYLES[problem].values() if isinstance(style, str)]


def _library(which):
    """Put the first, second, ... style of each part together."""
    styles = {problem: _styles(problem) for problem in PARTS}
    return "\n\n".join(found[which % len(found)] for found in styles.values())


HEAD = "class Network:\n    def __init__(self, sizes, seed):\n"

NETWORK = (
    HEAD
    + """\
        self.layers = []
        for l in range(1, len(sizes)):
            self.layers.append([he_normal(sizes[l], sizes[l - 1], seed + l - 1), np.zeros(sizes[l])])

    def get_theta(self):
        theta = []
        for W, b in self.layers:
            theta += list(W.reshape(-1)) + list(b)
        return np.array(theta)

    def set_theta(self, theta):
        i = 0
        for layer in self.layers:
            for k in (0, 1):
                n = layer[k].size
                layer[k] = np.array(theta[i : i + n]).reshape(layer[k].shape)
                i += n

    def forward(self, x):
        self.cache = [(None, x)]
        for l, (W, b) in enumerate(self.layers):
            z = dense_forward(self.cache[-1][1], W, b)
            self.cache.append((z, relu(z) if l + 1 < len(self.layers) else z))
        return self.cache[-1][1]

    def backward(self, delta):
        parts = []
        for l in range(len(self.layers), 0, -1):
            dW, db, grad = dense_backward(delta, self.cache[l - 1][1], self.layers[l - 1][0])
            parts = [dW.flatten(), db] + parts
            if l > 1:
                delta = relu_prime(self.cache[l - 1][0]) * grad
        return np.hstack(parts)
"""
)

STYLES = {
    "capstone.assembled": {f"style {i}": _library(i) for i in range(3)},
    "capstone.network": {
        "layers as pairs": NETWORK,
        "one array, the layers its views": HEAD
        + """\
        self.theta = np.empty(sum((a + 1) * b for a, b in zip(sizes[:-1], sizes[1:])))
        self.views, at = [], 0
        for n_in, n_out in zip(sizes[:-1], sizes[1:]):
            W = self.theta[at : at + n_in * n_out].reshape(n_out, n_in)
            at += n_in * n_out
            b = self.theta[at : at + n_out]
            at += n_out
            self.views.append((W, b))
        for l, (W, b) in enumerate(self.views):
            W[:] = he_normal(*W.shape, seed + l)
            b[:] = 0

    def get_theta(self):
        return self.theta.copy()

    def set_theta(self, theta):
        self.theta[:] = theta

    def forward(self, x):
        self.inputs = []
        a = x
        for l, (W, b) in enumerate(self.views):
            self.inputs.append(a)
            z = a @ W.T + b
            a = np.maximum(z, 0)
        return z

    def backward(self, delta):
        grad = np.zeros_like(self.theta)
        end = grad.size
        for l in range(len(self.views) - 1, -1, -1):
            W, b = self.views[l]
            grad[end - b.size : end] = delta.sum(axis=0)
            end -= b.size
            grad[end - W.size : end] = (delta.T @ self.inputs[l]).ravel()
            end -= W.size
            delta = (delta @ W) * (self.inputs[l] > 0)
        return grad
""",
        "by recursion": HEAD
        + """\
        self.W = he_normal(sizes[1], sizes[0], seed)
        self.b = np.zeros(sizes[1])
        self.rest = Network(sizes[1:], seed + 1) if len(sizes) > 2 else None

    def get_theta(self):
        here = np.concatenate([self.W.ravel(), self.b])
        return here if self.rest is None else np.concatenate([here, self.rest.get_theta()])

    def set_theta(self, theta):
        theta = np.asarray(theta)
        n, m = self.W.size, self.b.size
        self.W, self.b = theta[:n].reshape(self.W.shape), theta[n : n + m]
        if self.rest is not None:
            self.rest.set_theta(theta[n + m :])

    def forward(self, x):
        self.x, self.z = x, dense_forward(x, self.W, self.b)
        return self.z if self.rest is None else self.rest.forward(relu(self.z))

    def backward(self, delta):
        return self._back(delta)[0]

    def _back(self, delta):
        after = np.zeros(0)
        if self.rest is not None:
            after, grad = self.rest._back(delta)
            delta = grad * relu_prime(self.z)
        dW, db, grad = dense_backward(delta, self.x, self.W)
        return np.concatenate([dW.ravel(), db, after]), grad
""",
    },
}


def changed(old, new):
    assert NETWORK.count(old) == 1, old
    return NETWORK.replace(old, new)


WRONG = [
    ("capstone.assembled", "missing", "def relu(z):\n    return np.maximum(z, 0)\n"),
    ("capstone.network", "bent_output", changed("relu(z) if l + 1 < len(self.layers) else z", "relu(z)")),
    ("capstone.network", "no_slope", changed("relu_prime(self.cache[l - 1][0]) * grad", "grad")),
    ("capstone.network", "one_seed", changed("seed + l - 1", "seed")),
    (
        "capstone.network",
        "last_layer_first",
        changed("[dW.flatten(), db] + parts", "parts + [dW.flatten(), db]"),
    ),
    ("capstone.network", "bias_mean", changed("db] + parts", "db / len(delta)] + parts")),
    ("capstone.network", "columns", changed("list(W.reshape(-1))", "list(W.T.reshape(-1))")),
    ("capstone.network", "shape", changed("[dW.flatten(), db] + parts", "[dW.flatten()] + parts")),
    (
        "capstone.network",
        "some rows",
        changed("relu_prime(self.cache[l - 1][0])", "relu_prime(-self.cache[l - 1][0])"),
    ),
    (
        "capstone.network",
        "raised",
        changed("self.cache[l - 1][1], self.layers", "self.cache[l][1], self.layers"),
    ),
    ("capstone.network", "raised", changed("self.cache = [(None, x)]", "cache = [(None, x)]")),
    ("capstone.network", "none", changed("return np.hstack(parts)", "np.hstack(parts)")),
    (
        "capstone.network",
        "mutated",
        changed("        parts = []\n", "        parts, given = [], delta\n").replace(
            "return np.hstack(parts)", "given *= 0\n        return np.hstack(parts)"
        ),
    ),
]

SURVIVORS: dict[str, dict[str, str]] = {}
