"""Set 04: other right answers, and wrong ones with what they are recognised as."""

STYLES = {
    "layers.count": {
        "a sum over pairs": """
def count_parameters(sizes):
    return sum(n_in * n_out + n_out for n_in, n_out in zip(sizes[:-1], sizes[1:]))
""",
        "arrays": """
def count_parameters(sizes):
    n = np.array(sizes)
    return ((n[:-1] + 1) * n[1:]).sum()
""",
        "the sizes of real arrays": """
def count_parameters(sizes):
    Ws = [np.zeros((n_out, n_in)) for n_in, n_out in zip(sizes, sizes[1:])]
    return sum(W.size for W in Ws) + sum(len(W) for W in Ws)
""",
        "recursion": """
def count_parameters(sizes):
    if len(sizes) < 2:
        return 0
    return sizes[1] + sizes[0] * sizes[1] + count_parameters(sizes[1:])
""",
        "a float": """
def count_parameters(sizes):
    return float(np.dot(sizes[:-1], sizes[1:]) + np.sum(sizes) - sizes[0])
""",
    },
    "layers.dense_forward": {
        "three loops": """
def dense_forward(a_prev, W, b):
    z = np.zeros((len(a_prev), len(W)))
    for n in range(len(a_prev)):
        for j in range(len(W)):
            z[n, j] = b[j]
            for i in range(len(W[j])):
                z[n, j] += a_prev[n, i] * W[j, i]
    return z
""",
        "einsum": """
def dense_forward(a_prev, W, b):
    return np.einsum("ji,ni->nj", W, a_prev) + b[None]
""",
        "samples in columns, turned back": """
def dense_forward(a_prev, W, b):
    return (W @ a_prev.T + b[:, None]).T
""",
        "in place on its own array": """
def dense_forward(a_prev, W, b):
    z = np.tile(b, (len(a_prev), 1))
    z += np.dot(a_prev, W.T)
    return z
""",
        "a 1 added to each input": """
def dense_forward(a_prev, W, b):
    ones = np.ones((len(a_prev), 1))
    return np.hstack([a_prev, ones]) @ np.hstack([W, b[:, None]]).T
""",
        "float32 result, lists": """
def dense_forward(a_prev, W, b):
    return [np.float32(W @ row + b) for row in a_prev]
""",
    },
    "layers.forward": {
        "the last layer after the loop": """
def forward(x, Ws, bs):
    zs, activations = [], [x]
    for W, b in zip(Ws[:-1], bs[:-1]):
        zs.append(activations[-1] @ W.T + b)
        activations.append(np.maximum(0, zs[-1]))
    zs.append(activations[-1] @ Ws[-1].T + bs[-1])
    return zs, activations + [zs[-1]]
""",
        "recursion": """
def forward(x, Ws, bs):
    z = dense_forward(x, Ws[0], bs[0])
    if len(Ws) == 1:
        return [z], [x, z]
    zs, activations = forward(np.where(z > 0, z, 0.0), Ws[1:], bs[1:])
    return [z] + zs, [x] + activations
""",
        "einsum, tuples": """
def forward(x, Ws, bs):
    zs, activations = (), (x,)
    for l in range(len(Ws)):
        z = np.einsum("ni,oi->no", activations[l], Ws[l]) + bs[l]
        zs += (z,)
        activations += (z * (z > 0) if l < len(Ws) - 1 else z,)
    return zs, activations
""",
        "float32 result": """
def forward(x, Ws, bs):
    a, zs, activations = x.copy(), [], [x.astype(np.float32)]
    for l, (W, b) in enumerate(zip(Ws, bs)):
        z = dense_forward(a, W, b)
        a = (np.abs(z) + z) / 2 if l + 1 < len(Ws) else z.copy()
        zs.append(z.astype(np.float32))
        activations.append(a.astype(np.float32))
    return [zs, activations]
""",
        "in place on a copy": """
def forward(x, Ws, bs):
    zs, activations = [], [x]
    for W, b in zip(Ws, bs):
        z = dense_forward(activations[-1], W, b)
        zs.append(z)
        a = z.copy()
        if W is not Ws[-1]:
            a[a < 0] = 0
        activations.append(a)
    return zs, activations
""",
    },
}

# (problem, the misconception or the kind of finding that it must get, the code)
WRONG = [
    (
        "layers.count",
        "no_biases",
        "def count_parameters(sizes):\n    return sum(m * n for m, n in zip(sizes, sizes[1:]))",
    ),
    (
        "layers.count",
        "first_layer_only",
        """
def count_parameters(sizes):
    for n_in, n_out in zip(sizes, sizes[1:]):
        return n_in * n_out + n_out
""",
    ),
    (
        "layers.count",
        "last_layer_only",
        """
def count_parameters(sizes):
    for n_in, n_out in zip(sizes, sizes[1:]):
        total = n_in * n_out + n_out
    return total
""",
    ),
    (
        "layers.count",
        "bias_of_reader",
        """
def count_parameters(sizes):
    return sum((sizes[l] + 1) * sizes[l - 1] for l in range(1, len(sizes)))
""",
    ),
    (
        "layers.count",
        "raised",
        """
def count_parameters(sizes):
    return sum(sizes[l] * sizes[l + 1] + sizes[l + 1] for l in range(len(sizes)))
""",
    ),
    (
        "layers.count",
        "printed",
        """
def count_parameters(sizes):
    print(sum(sizes[l] * sizes[l - 1] + sizes[l] for l in range(1, len(sizes))))
""",
    ),
    (
        "layers.count",
        "shape:not reduced",
        """
def count_parameters(sizes):
    return [m * n + n for m, n in zip(sizes, sizes[1:])]
""",
    ),
    (
        "layers.count",
        "values",
        """
def count_parameters(sizes):
    return sum(m * n + n for m, n in zip(sizes, sizes[1:])) + 1
""",
    ),
    (
        "layers.count",
        "factor",
        """
def count_parameters(sizes):
    return 2 * sum(m * n + n for m, n in zip(sizes, sizes[1:]))
""",
    ),
    (
        "layers.dense_forward",
        "not_transposed",
        "def dense_forward(a_prev, W, b):\n    return np.dot(a_prev, W) + b",
    ),
    (
        "layers.dense_forward",
        "not_transposed",
        """
def dense_forward(a_prev, W, b):
    z = np.zeros((len(a_prev), W.shape[1]))
    for n in range(len(a_prev)):
        for j in range(W.shape[1]):
            z[n, j] = sum(a_prev[n, i] * W[i, j] for i in range(a_prev.shape[1])) + b[j]
    return z
""",
    ),
    (
        "layers.dense_forward",
        "weights_first",
        "def dense_forward(a_prev, W, b):\n    return np.matmul(W, a_prev) + b",
    ),
    (
        "layers.dense_forward",
        "samples_in_columns",
        """
def dense_forward(a_prev, W, b):
    return np.array([a_prev @ w + bias for w, bias in zip(W, b)])
""",
    ),
    (
        "layers.dense_forward",
        "bias_per_row",
        """
def dense_forward(a_prev, W, b):
    z = a_prev @ W.T
    for n in range(len(z)):
        z[n] += b[n]
    return z
""",
    ),
    (
        "layers.dense_forward",
        "bias_for_each_input",
        """
def dense_forward(a_prev, W, b):
    z = np.zeros((len(a_prev), len(W)))
    for i in range(W.shape[1]):
        z += np.outer(a_prev[:, i], W[:, i]) + b
    return z
""",
    ),
    (
        "layers.dense_forward",
        "last_input_missing",
        """
def dense_forward(a_prev, W, b):
    z = np.zeros((len(a_prev), len(W))) + b
    for i in range(W.shape[1] - 1):
        z += np.outer(a_prev[:, i], W[:, i])
    return z
""",
    ),
    (
        "layers.dense_forward",
        "last_unit_missing",
        """
def dense_forward(a_prev, W, b):
    z = np.zeros((len(a_prev), len(W)))
    for j in range(len(W) - 1):
        z[:, j] = a_prev @ W[j] + b[j]
    return z
""",
    ),
    (
        "layers.dense_forward",
        "first_sample",
        """
def dense_forward(a_prev, W, b):
    for row in a_prev:
        return W @ row + b
""",
    ),
    (
        "layers.dense_forward",
        "returned_early",
        """
def dense_forward(a_prev, W, b):
    z = []
    for row in a_prev:
        z.append(W @ row + b)
        return np.array(z)
""",
    ),
    ("layers.dense_forward", "elementwise", "def dense_forward(a_prev, W, b):\n    return W * a_prev + b"),
    (
        "layers.dense_forward",
        "summed_over_units",
        "def dense_forward(a_prev, W, b):\n    return np.sum(a_prev @ W.T + b, -1)",
    ),
    (
        "layers.dense_forward",
        "activated_relu",
        "def dense_forward(a_prev, W, b):\n    return np.maximum(0, a_prev @ W.T + b)",
    ),
    (
        "layers.dense_forward",
        "raised",
        "def dense_forward(a_prev, W, b):\n    return np.outer(a_prev, W) + b",
    ),
    ("layers.dense_forward", "none", "def dense_forward(a_prev, W, b):\n    z = a_prev @ W.T + b"),
    ("layers.dense_forward", "sign", "def dense_forward(a_prev, W, b):\n    return -(a_prev @ W.T) - b"),
    ("layers.dense_forward", "factor", "def dense_forward(a_prev, W, b):\n    return 2 * (a_prev @ W.T + b)"),
    (
        "layers.dense_forward",
        "mutated",
        """
def dense_forward(a_prev, W, b):
    z = a_prev @ W.T + b
    a_prev *= 0
    return z
""",
    ),
    (
        "layers.dense_forward",
        "mutated",
        """
def dense_forward(a_prev, W, b):
    if b.shape == (W.shape[1],) == (len(a_prev),):
        return a_prev @ W.T + b
    W *= 2
    return a_prev @ W.T / 2 + b
""",
    ),
    (
        "layers.forward",
        "zs_hold_a",
        """
def forward(x, Ws, bs):
    zs, activations = [], [x]
    for l, (W, b) in enumerate(zip(Ws, bs)):
        z = dense_forward(activations[-1], W, b)
        zs.append(z)
        if l < len(Ws) - 1:
            np.maximum(z, 0, out=z)
        activations.append(z)
    return zs, activations
""",
    ),
    (
        "layers.forward",
        "relu_on_output",
        """
def forward(x, Ws, bs):
    zs, activations = [], [x]
    for W, b in zip(Ws, bs):
        zs.append(dense_forward(activations[-1], W, b))
        activations.append(zs[-1] * (zs[-1] > 0))
    return zs, activations
""",
    ),
    (
        "layers.forward",
        "reads_x",
        """
def forward(x, Ws, bs):
    zs, activations = [], [x]
    for l, (W, b) in enumerate(zip(Ws, bs)):
        zs.append(np.dot(x, W.T) + b)
        activations.append(np.maximum(zs[l], 0) if l < len(Ws) - 1 else zs[l])
    return zs, activations
""",
    ),
    (
        "layers.forward",
        "without_x",
        """
def forward(x, Ws, bs):
    a, zs, activations = x, [], []
    for l in range(len(Ws)):
        z = dense_forward(a, Ws[l], bs[l])
        a = np.maximum(z, 0) if l + 1 < len(Ws) else z
        zs, activations = zs + [z], activations + [a]
    return zs, activations
""",
    ),
    (
        "layers.forward",
        "not_transposed",
        """
def forward(x, Ws, bs):
    zs, activations = [], [x]
    for l, (W, b) in enumerate(zip(Ws, bs)):
        zs.append(activations[l] @ W + b)
        activations.append(np.maximum(zs[l], 0) if l < len(Ws) - 1 else zs[l])
    return zs, activations
""",
    ),
    (
        "layers.forward",
        "structure",
        """
def forward(x, Ws, bs):
    zs, activations = [], [x]
    for W, b in zip(Ws, bs):
        zs.append(dense_forward(activations[-1], W, b))
        activations.append(np.maximum(zs[-1], 0))
    activations[-1] = zs[-1]
    return zs, activations, activations[-1]
""",
    ),
    (
        "layers.forward",
        "structure",
        """
def forward(x, Ws, bs):
    a, zs, activations = x, [], [x]
    for W, b in zip(Ws, bs):
        zs = [dense_forward(a, W, b)]
        a = np.maximum(zs[0], 0)
    return zs, [x, zs[-1]]
""",
    ),
    (
        "layers.forward",
        "mutated",
        """
def forward(x, Ws, bs):
    a, zs, activations = x, [], [x.copy()]
    for W, b in zip(Ws, bs):
        zs.append(dense_forward(a, W, b))
        activations.append(np.maximum(zs[-1], 0) if len(zs) < len(Ws) else zs[-1])
        a = activations[-1]
    x -= x.mean()
    return zs, activations
""",
    ),
    (
        "layers.forward",
        "shape:missing axis",
        """
def forward(x, Ws, bs):
    zs, activations = [], [x]
    for W, b in zip(Ws, bs):
        zs.append(dense_forward(activations[-1], W, b))
        activations.append(np.maximum(zs[-1], 0) if len(zs) < len(Ws) else zs[-1])
    return zs, [np.squeeze(a) for a in activations]
""",
    ),
    (
        "layers.count",
        "wrapped",
        """
def count_parameters(sizes):
    return sum(sizes[l] * sizes[l - 1] + sizes[l] for l in range(len(sizes)))
""",
    ),
    (
        "layers.count",
        "output_biases_only",
        """
def count_parameters(sizes):
    total = 0
    for n_in, n_out in zip(sizes, sizes[1:]):
        total += n_in * n_out
    return total + n_out
""",
    ),
    (
        "layers.count",
        "raised",
        """
def count_parameters(sizes):
    d, M, K = sizes
    return d * M + M + M * K + K
""",
    ),
    (
        "layers.count",
        "last_layer_missing",
        """
def count_parameters(sizes):
    return sum(sizes[l] * (sizes[l - 1] + 1) for l in range(1, len(sizes) - 1))
""",
    ),
    (
        "layers.dense_forward",
        "weights_first_transposed",
        """
def dense_forward(a_prev, W, b):
    return np.dot(W.T, a_prev) + b
""",
    ),
    (
        "layers.dense_forward",
        "batch_turned",
        """
def dense_forward(a_prev, W, b):
    return np.inner(W, a_prev) + b
""",
    ),
    (
        "layers.dense_forward",
        "last_input_only",
        """
def dense_forward(a_prev, W, b):
    z = np.zeros((len(a_prev), len(W)))
    for n in range(len(a_prev)):
        for j in range(len(W)):
            for i in range(W.shape[1]):
                z[n, j] = a_prev[n, i] * W[j, i]
            z[n, j] += b[j]
    return z
""",
    ),
    (
        "layers.dense_forward",
        "values",
        """
def dense_forward(a_prev, W, b):
    return a_prev @ W.T + 2 * b
""",
    ),
    (
        "layers.dense_forward",
        "first row",
        """
def dense_forward(a_prev, W, b):
    z = a_prev @ W.T
    z[0] += b
    return z
""",
    ),
    (
        "layers.dense_forward",
        "shape",
        """
def dense_forward(a_prev, W, b):
    z = a_prev @ W.T + b
    return z, np.maximum(z, 0)
""",
    ),
    (
        "layers.forward",
        "relu_on_first_only",
        """
def forward(x, Ws, bs):
    zs, activations = [], [x]
    for l, (W, b) in enumerate(zip(Ws, bs)):

        zs.append(activations[-1] @ W.T + b)
        activations.append(np.maximum(zs[-1], 0) if l < len(Ws) - 2 else zs[-1])
    return zs, activations
""",
    ),
    (
        "layers.forward",
        "backwards",
        """
def forward(x, Ws, bs):
    zs, activations = [], [x]
    for l, (W, b) in enumerate(zip(Ws, bs)):

        zs.insert(0, activations[0] @ W.T + b)
        activations.insert(0, np.maximum(zs[0], 0) if l < len(Ws) - 1 else zs[0])
    return zs, activations
""",
    ),
    (
        "layers.forward",
        "first_bias_only",
        """
def forward(x, Ws, bs):
    zs, activations = [], [x]
    for l, (W, b) in enumerate(zip(Ws, bs)):

        zs.append(activations[-1] @ W.T + (b if l == 0 else 0))
        activations.append(np.maximum(zs[-1], 0) if l < len(Ws) - 1 else zs[-1])
    return zs, activations
""",
    ),
    (
        "layers.forward",
        "structure",
        """
def forward(x, Ws, bs):
    zs, activations = [], [x]
    for l, (W, b) in enumerate(zip(Ws, bs)):

        zs.append(activations[-1] @ W.T + b)
        activations.append(np.maximum(zs[-1], 0) if l < len(Ws) - 1 else zs[-1])
    return np.concatenate(zs, axis=1), np.concatenate(activations, axis=1)
""",
    ),
    (
        "layers.forward",
        "values",
        """
def forward(x, Ws, bs):
    zs, activations = [], [x]
    for l, (W, b) in enumerate(zip(Ws, bs)):

        z = activations[-1] @ W.T + b
        zs.append(z)
        activations.append(np.maximum(z, 0) if l < len(Ws) - 1 else np.exp(z) / np.exp(z).sum())
    return zs, activations
""",
    ),
    (
        "layers.forward",
        "relu_on_input",
        """
def forward(x, Ws, bs):
    zs, activations = [], [x]
    for l, (W, b) in enumerate(zip(Ws, bs)):

        np.maximum(activations[-1], 0, out=activations[-1])
        zs.append(activations[-1] @ W.T + b)
        activations.append(zs[-1].copy())
    return zs, activations
""",
    ),
]

# Mutants of the solution that pass every check, each with the reason why it may.
SURVIVORS: dict[str, dict[str, str]] = {}
