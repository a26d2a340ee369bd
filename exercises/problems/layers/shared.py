"""What the problems of this set share: worked numbers, drawn layers, and right answers to compare with."""

import itertools

import numpy as np

import nnkit as nn

# worked example a, as a batch of one
X = np.array([[2.0, 1.0]])
WS = [np.array([[1.0, -2.0], [0.0, 3.0]]), np.array([[2.0, -1.0]])]
BS = [np.array([-1.0, 2.0]), np.array([0.5])]


def right_dense(a_prev, W, b):
    """Return z (N, n_out): the product of every sample with every row of W, and b once."""
    return np.einsum("ni,oi->no", a_prev, W) + b


def right_forward(x, Ws, bs):
    """Return what nnkit's own network caches: every z, and every a from the input on."""
    sizes = [x.shape[1], *(len(b) for b in bs)]
    net = nn.Network.mlp(sizes, nn.relu, rng=np.random.default_rng(0))
    for layer, W, b in zip(net.layers, Ws, bs, strict=True):
        layer.W, layer.b = W, b
    net.forward(x)
    return [net[l].z.copy() for l in range(1, len(sizes))], [net[l].a.copy() for l in range(len(sizes))]


def layer(case, n_in, n_out):
    """Draw W (n_out, n_in) and b (n_out,), no entry near 0 and no two of b alike."""
    W = case.rng.uniform(0.3, 1.7, (n_out, n_in)) * case.rng.choice([-1.0, 1.0], (n_out, n_in))
    return W, case.rng.permutation(np.linspace(-1.6, 1.9, n_out)) + 0.07


def net_for(case, N, sizes):
    """Draw a batch and layers until ReLU has something to do in every row, at every layer and the output."""
    while True:
        x = case.rng.standard_normal((N, sizes[0]))
        pairs = [layer(case, n_in, n_out) for n_in, n_out in itertools.pairwise(sizes)]
        Ws, bs = [W for W, _ in pairs], [b for _, b in pairs]
        if np.min(x) < 0 and all(np.min(z) < -0.1 and np.max(z) > 0.1 for z in right_forward(x, Ws, bs)[0]):
            return x, Ws, bs


def tells_apart(problem, right, given, apart):
    """Tell whether every slip gives wrong numbers, and none of them is taken for a slip declared before it.

    For any two slips there is a name that the later one gets wrong and the earlier one answers differently.
    """
    right = {name: flat(value) for name, value in right.items()}
    wrong = []
    for slip in problem.misconceptions:
        found = {name: flat(value) for name, value in slip.answers_for(given).items()}
        found = {name: value for name, value in found.items() if differ(value, right[name], apart)}
        if not found or any(
            all(not differ(value, other.get(name, right[name]), apart) for name, value in found.items())
            for other in wrong
        ):
            return False
        wrong.append(found)
    return True


def flat(value):
    """Return the shape and the entries of a value, as plain lists: quick to compare."""
    value = np.asarray(value, float)
    return value.shape, value.ravel().tolist()


def differ(a, b, apart):
    return a[0] != b[0] or any(abs(v - w) > apart for v, w in zip(a[1], b[1], strict=True))
