"""Set 11: other right answers, and wrong ones with what they are recognised as."""

HEAD = "def train(x, y, W1, b1, W2, b2, eta, epochs, batch_size, seed):"

STYLES = {
    "training.loop": {
        "in place on copies": f"""
{HEAD}
    theta = [np.array(v, dtype=float) for v in (W1, b1, W2, b2)]
    rng = np.random.default_rng(seed)
    losses = []
    for epoch in range(epochs):
        order = rng.permutation(len(x))
        each = []
        for i in range(0, len(x), batch_size):
            part = order[i : i + batch_size]
            xb, yb = x[part], y[part]
            a = np.tanh(xb @ theta[0].T + theta[1])
            z = a @ theta[2].T + theta[3]
            e = np.exp(z - z.max(axis=1, keepdims=True))
            p = e / e.sum(axis=1, keepdims=True)
            each.extend(-np.log(p[np.arange(len(part)), yb]))
            delta = p.copy()
            delta[np.arange(len(part)), yb] -= 1
            delta /= len(part)
            back = delta @ theta[2]
            back *= 1 - a * a
            for v, g in zip(theta, (back.T @ xb, back.sum(0), delta.T @ a, delta.sum(0))):
                v -= eta * g
        losses.append(sum(each) / len(each))
    return (*theta, losses)
""",
        "one example at a time": f"""
{HEAD}
    rng = np.random.default_rng(seed)
    losses = np.zeros(epochs)
    for t in range(epochs):
        left = list(rng.permutation(len(x)))
        while left:
            batch, left = left[:batch_size], left[batch_size:]
            g = [0 * W1, 0 * b1, 0 * W2, 0 * b2]
            for n in batch:
                a = np.tanh(W1 @ x[n] + b1)
                z = W2 @ a + b2
                p = np.exp(z) / np.sum(np.exp(z))
                losses[t] -= np.log(p[y[n]]) / len(x)
                delta = p - np.eye(len(b2))[y[n]]
                back = delta @ W2 / np.cosh(np.arctanh(a)) ** 2
                for i, v in enumerate((np.outer(back, x[n]), back, np.outer(delta, a), delta)):
                    g[i] = g[i] + v
            W1, b1, W2, b2 = (v - eta * s / len(batch) for v, s in zip((W1, b1, W2, b2), g))
    return W1, b1, W2, b2, losses
""",
        "einsum, the mean late": f"""
{HEAD}
    rng, N = np.random.default_rng(seed), x.shape[0]
    losses = []
    for _ in range(epochs):
        order = rng.permutation(N)
        total = 0
        for batch in np.array_split(order, range(batch_size, N, batch_size)):
            B = len(batch)
            a = np.tanh(np.einsum("nd,hd->nh", x[batch], W1) + b1)
            z = np.einsum("nh,kh->nk", a, W2) + b2
            lse = np.log(np.exp(z).sum(1))
            total += B * np.mean(lse - z[range(B), y[batch]])
            delta = np.exp(z - lse[:, None]) - (y[batch][:, None] == np.arange(len(b2)))
            back = np.einsum("nk,kh,nh->nh", delta, W2, 1 - np.square(a))
            step = eta / B
            W1 = W1 - step * np.einsum("nh,nd->hd", back, x[batch])
            b1 = b1 - step * np.einsum("nh->h", back)
            W2 = W2 - step * np.einsum("nk,nh->kh", delta, a)
            b2 = b2 - step * np.einsum("nk->k", delta)
        losses.append(total / N)
    return [W1, b1, W2, b2, losses]
""",
        "lists returned": (
            "return W1, b1, W2, b2, np.array(losses)",
            "return W1.tolist(), b1.tolist(), W2.tolist(), b2.tolist(), losses",
        ),
        "shuffled copies": (
            "order, total = rng.permutation(N), 0.0\n",
            "p, order, total = rng.permutation(N), np.arange(N), 0.0\n        x, y = x, y\n        order = order[p]\n",
        ),
    },
    "training.accuracy": {
        "loop": """
def accuracy(z, y):
    right = 0
    for row, label in zip(z, y):
        if len(row) == 1:
            decision = 1 if row[0] > 0 else 0
        else:
            decision = int(np.argmax(row))
        right += decision == label
    return right / len(y)
""",
        "a zero for class 0": """
def accuracy(z, y):
    if z.shape[1] == 1:
        z = np.hstack([0 * z, z])
    return float(np.sum(np.argmax(z, -1) == y) / y.size)
""",
        "through probabilities": """
def accuracy(z, y):
    if z.shape[1] == 1:
        decisions = 1 / (1 + np.exp(-z.ravel())) > 0.5
    else:
        p = np.exp(z - z.max(1, keepdims=True))
        decisions = (p / p.sum(1, keepdims=True)).argmax(1)
    return 1 - np.count_nonzero(decisions.astype(int) - y) / len(y)
""",
        "float32 result": """
def accuracy(z, y):
    decisions = (z > 0)[:, 0] if z.shape[-1] < 2 else np.argsort(z, axis=1)[:, -1]
    return np.float32((decisions == y).mean())
""",
        "einsum": """
def accuracy(z, y):
    s = np.concatenate([np.zeros((len(z), 1)), z], 1) if z.shape[1] == 1 else z
    hot = np.eye(s.shape[1])
    return np.einsum("nk,nk->", hot[s.argmax(1)], hot[y]) / len(s)
""",
    },
    "training.window": {
        "loops": """
def window_scores(words, E, W, b, u, c):
    out = []
    for row in words:
        x = np.concatenate([E[w] for w in row])
        out.append(float(u @ np.tanh(W @ x + b) + c))
    return out

def window_gradient(words, E, W, b, u, c, y):
    dE, d = np.zeros_like(E), E.shape[1]
    for row, label in zip(words, y):
        x = np.concatenate([E[w] for w in row])
        a = np.tanh(W @ x + b)
        p = 1 / (1 + np.exp(-(u @ a + c)))
        dx = W.T @ ((p - label) / len(y) * u * (1 - a * a))
        for j, w in enumerate(row):
            dE[w] += dx[j * d : (j + 1) * d]
    return dE
""",
        "einsum and one-hot": """
def forward(words, E, W, b, u, c):
    W3 = W.reshape(len(b), 5, E.shape[1])
    a = np.tanh(np.einsum("njd,hjd->nh", E[words], W3) + b)
    return a, W3

def window_scores(words, E, W, b, u, c):
    return np.einsum("nh,h->n", forward(words, E, W, b, u, c)[0], u) + c

def window_gradient(words, E, W, b, u, c, y):
    a, W3 = forward(words, E, W, b, u, c)
    delta = (0.5 + 0.5 * np.tanh((a @ u + c) / 2) - y) / len(y)
    return np.einsum("n,h,nh,hjd,njv->vd", delta, u, 1 - a**2, W3, np.eye(len(E))[words])
""",
        "a loop over positions, float32": """
def window_scores(words, E, W, b, u, c):
    x = np.hstack([E[words[:, j]] for j in range(5)])
    return np.float32(np.tanh(x @ W.T + b) @ u + c)

def window_gradient(words, E, W, b, u, c, y):
    x = np.hstack([E[words[:, j]] for j in range(5)])
    a = np.tanh(x @ W.T + b)
    s = a @ u + c
    g = np.outer((1 / (1 + np.exp(-s)) - y) / len(y), u) * (1 - a * a) @ W
    dE = np.zeros(E.shape)
    for j in range(5):
        np.add.at(dE, words[:, j], g[:, j * E.shape[1] : (j + 1) * E.shape[1]])
    return np.float32(dE)
""",
        "the mean at the end, in place": """
def window_scores(words, E, W, b, u, c):
    x = np.take(E, words, axis=0).reshape(words.shape[0], -1)
    z = np.dot(x, W.T)
    z += b
    np.tanh(z, out=z)
    return z.dot(u) + c

def window_gradient(words, E, W, b, u, c, y):
    p = 1 / (1 + np.exp(-window_scores(words, E, W, b, u, c)))
    x = E[words].reshape(len(words), -1)
    back = np.outer(p - y, u) / np.cosh(x @ W.T + b) ** 2
    flat = (back @ W).reshape(-1, E.shape[1])
    dE = E * 0.0
    for w, g in zip(words.ravel(), flat):
        dE[w] += g
    dE /= len(y)
    return dE
""",
    },
}

# (problem, the misconception or the kind of finding that it must get, the code)
WRONG = [
    ("training.loop", "not_averaged", ("(np.exp(log_p) - Y) / len(batch)", "np.exp(log_p) - Y")),
    ("training.loop", "divided_by_all", ("- Y) / len(batch)", "- Y) / N")),
    ("training.loop", "no_prime", ("(delta2 @ W2) * (1 - a1**2)", "delta2 @ W2")),
    ("training.loop", "prime_of_a", ("(1 - a1**2)", "(1 - np.tanh(a1)**2)")),
    ("training.loop", "sigmoid_prime", ("(1 - a1**2)", "a1 * (1 - a1)")),
    (
        "training.loop",
        "same_order_always",
        (
            "order, total = rng.permutation(N), 0.0",
            "order, total = np.random.default_rng(seed).permutation(N), 0.0",
        ),
    ),
    (
        "training.loop",
        "drawn_for_each_batch",
        (
            "            batch = order[start : start + batch_size]",
            "            batch = order[start : start + batch_size]\n            order = rng.permutation(N)",
        ),
    ),
    ("training.loop", "no_shuffle", ("rng.permutation(N), 0.0", "np.arange(N), 0.0")),
    (
        "training.loop",
        "last_dropped_of_all",
        ("range(0, N, batch_size)", "range(0, N - batch_size + 1, batch_size)"),
    ),
    (
        "training.loop",
        "whole_loss_after",
        (
            "losses.append(total / N)",
            "z2 = np.tanh(x @ W1.T + b1) @ W2.T + b2\n"
            "        losses.append(np.mean(np.log(np.exp(z2).sum(1)) - z2[range(N), y]))",
        ),
    ),
    ("training.loop", "loss_summed", ("total / N", "total")),
    (
        "training.loop",
        "new_weights_back",
        (
            "            delta1 = (delta2 @ W2) * (1 - a1**2)  # with W2 as it was in the forward pass\n",
            "            W2_old, W2 = W2, W2 - eta * (delta2.T @ a1)\n"
            "            delta1 = (delta2 @ W2) * (1 - a1**2)\n            W2 = W2_old\n",
        ),
    ),
    (
        "training.loop",
        "mutated",
        ("W2, b2 = W2 - eta * (delta2.T @ a1), b2 -", "W2 -= eta * (delta2.T @ a1)\n            b2 = b2 -"),
    ),
    ("training.loop", "structure", ("return W1, b1, W2, b2, np.array(losses)", "return W1, b1, W2, b2")),
    ("training.loop", "none", ("return W1, b1, W2, b2, np.array(losses)", "pass")),
    ("training.loop", "raised", ("delta2.T @ a1", "delta2 @ a1")),
    ("training.loop", "no_tanh", ("np.tanh(x[batch] @ W1.T + b1)", "x[batch] @ W1.T + b1")),
    (
        "training.loop",
        "sigmoid_units",
        ("np.tanh(x[batch] @ W1.T + b1)", "1 / (1 + np.exp(-(x[batch] @ W1.T + b1)))"),
    ),
    ("training.loop", "relu_units", ("np.tanh(x[batch] @ W1.T + b1)", "np.maximum(x[batch] @ W1.T + b1, 0)")),
    ("training.loop", "no_b1", ("x[batch] @ W1.T + b1", "x[batch] @ W1.T")),
    ("training.loop", "no_b2", ("a1 @ W2.T + b2", "a1 @ W2.T")),
    ("training.loop", "softmax_down", ("reduce(z2, axis=1, keepdims=True)", "reduce(z2, axis=0)")),
    ("training.loop", "log base", ("(log_p * Y).sum()", "(log_p * Y).sum() / np.log(2)")),
    (
        "training.loop",
        "output_only",
        ("W1, b1 = W1 - eta * (delta1.T @ x[batch]), b1 - eta * delta1.sum(axis=0)", ""),
    ),
    (
        "training.loop",
        "hidden_only",
        ("W2, b2 = W2 - eta * (delta2.T @ a1), b2 - eta * delta2.sum(axis=0)", ""),
    ),
    (
        "training.loop",
        "no_eta",
        ("log_p = z2 -", "eta = 1\n            log_p = z2 -"),
    ),
    ("training.loop", "with_replacement", ("rng.permutation(N), 0.0", "rng.integers(0, N, size=N), 0.0")),
    ("training.loop", "values", ("rng.permutation(N), 0.0", "rng.choice(N, N, replace=False), 0.0")),
    (
        "training.loop",
        "older_generator",
        (
            "rng, N, losses = np.random.default_rng(seed)",
            "np.random.seed(seed)\n    rng, N, losses = np.random",
        ),
    ),
    (
        "training.loop",
        "shuffled_again",
        (
            "order, total = rng.permutation(N), 0.0",
            "order, total = rng.permutation(N), 0.0\n        x, y, order = x[order], y[order], np.arange(N)",
        ),
    ),
    (
        "training.loop",
        "equal_parts",
        (
            "batch = order[start : start + batch_size]",
            "batch = np.array_split(order, -(-N // batch_size))[start // batch_size]",
        ),
    ),
    (
        "training.loop",
        "first_epoch_only",
        ("    return W1, b1, W2, b2, np.array(losses)", "        return W1, b1, W2, b2, np.array(losses)"),
    ),
    (
        "training.loop",
        "total_not_reset",
        (
            "for _ in range(epochs):\n        order, total = rng.permutation(N), 0.0",
            "total = 0.0\n    for _ in range(epochs):\n        order = rng.permutation(N)",
        ),
    ),
    (
        "training.loop",
        "structure",
        ("        losses.append(total / N)", "            losses.append(total / N)"),
    ),
    (
        "training.loop",
        "structure",
        ("return W1, b1, W2, b2, np.array(losses)", "return losses, W1, b1, W2, b2"),
    ),
    (
        "training.loop",
        "structure",
        ("np.array(losses)", "np.array([l for l in losses for _ in range(N)])"),
    ),
    ("training.accuracy", "argmax_of_all", ("z.argmax(axis=1)", "np.argmax(z)")),
    ("training.accuracy", "argmax_down", ("z.argmax(axis=1)", "np.argmax(z, 0)")),
    ("training.accuracy", "zero_is_one", ("z[:, 0] > 0", "1 / (1 + np.exp(-z[:, 0])) >= 0.5")),
    (
        "training.accuracy",
        "more_than_half",
        (
            "np.mean(z.argmax(axis=1) == y)",
            "np.mean((np.exp(z) / np.exp(z).sum(1, keepdims=True))[range(len(y)), y] > 0.5)",
        ),
    ),
    (
        "training.accuracy",
        "first_row",
        """
def accuracy(z, y):
    right = 0
    for row, label in zip(z, y):
        right += (row.argmax() if len(row) > 1 else row[0] > 0) == label
        return right / len(y)
""",
    ),
    (
        "training.accuracy",
        "rounding",
        ("return np.mean(z.argmax(axis=1) == y)", "return round(np.mean(z.argmax(axis=1) == y), 2)"),
    ),
    (
        "training.accuracy",
        "integers",
        ("return np.mean(z.argmax(axis=1) == y)", "return int(np.mean(z.argmax(axis=1) == y))"),
    ),
    ("training.accuracy", "argmax_of_one", ("z[:, 0] > 0", "z.argmax(axis=1)")),
    ("training.accuracy", "threshold_half", ("z[:, 0] > 0", "z[:, 0] > 0.5")),
    ("training.accuracy", "broadcast", ("z[:, 0] > 0", "z > 0")),
    ("training.accuracy", "smallest", ("z.argmax(axis=1)", "z.argmin(axis=1)")),
    (
        "training.accuracy",
        "count",
        """
def accuracy(z, y):
    return sum((z[:, 0] > 0 if z.shape[1] == 1 else z.argmax(1)) == y)
""",
    ),
    ("training.accuracy", "labels_of_sign", ("(z[:, 0] > 0)", "np.sign(z)[:, 0]")),
    ("training.accuracy", "shape:not reduced", ("np.mean(z.argmax(axis=1) == y)", "z.argmax(axis=1) == y")),
    ("training.accuracy", "none", ("return np.mean(z.argmax(axis=1) == y)", "pass")),
    (
        "training.accuracy",
        "mutated",
        ("return np.mean((z[:, 0] > 0) == y)", "z[:, 0] = z[:, 0] > 0\n        return np.mean(z[:, 0] == y)"),
    ),
    (
        "training.window",
        "last_part_wins",
        ("np.add.at(dE, words, dx.reshape(N, 5, d))", "dE[words] += dx.reshape(N, 5, d)"),
    ),
    (
        "training.window",
        "last_part_wins",
        ("np.add.at(dE, words, dx.reshape(N, 5, d))", "dE[words] = dx.reshape(N, 5, d)"),
    ),
    ("training.window", "gradient_no_c", ("(a @ u + c)", "(a @ u)")),
    ("training.window", "gradient_no_b", ("@ W.T + b)\n    p", "@ W.T)\n    p")),
    ("training.window", "no_u", ("delta[:, np.newaxis] * u *", "delta[:, np.newaxis] *")),
    ("training.window", "prime_of_a", ("(1 - a**2)", "(1 - np.tanh(a) ** 2)")),
    ("training.window", "sigmoid_prime", ("(1 - a**2)", "a * (1 - a)")),
    (
        "training.window",
        "interleaved_back",
        ("dx.reshape(N, 5, d)", "dx.reshape(N, d, 5).transpose(0, 2, 1)"),
    ),
    ("training.window", "stepped", ("    return dE", "    return E - dE")),
    (
        "training.window",
        "averaged_by_word",
        (
            "    return dE",
            "    return dE / np.maximum(np.bincount(words.ravel(), minlength=len(E)), 1)[:, None]",
        ),
    ),
    ("training.window", "integers", ("np.zeros(E.shape)", "np.zeros(E.shape, dtype=int)")),
    (
        "training.window",
        "last_part_wins",
        (
            "np.add.at(dE, words, dx.reshape(N, 5, d))",
            "for n in range(N):\n        dE[words[n]] += dx[n].reshape(5, d)\n",
        ),
    ),
    ("training.window", "not_averaged", ("(p - y) / N", "p - y")),
    ("training.window", "target_minus", ("(p - y) / N", "(y - p) / N")),
    ("training.window", "no_prime", (" * u * (1 - a**2)", " * u")),
    ("training.window", "no_c", ("@ u + c\n", "@ u\n")),
    ("training.window", "squared_error", ("(p - y) / N", "(p - y) * p * (1 - p) / N")),
    (
        "training.window",
        "shape",
        (
            "dE = np.zeros(E.shape)\n    np.add.at(dE, words, dx.reshape(N, 5, d))  # adds again where a word comes again\n"
            "    return dE",
            "return dx.reshape(N, 5, d)",
        ),
    ),
    (
        "training.window",
        "mutated",
        ("dE = np.zeros(E.shape)", "dE = E\n    dE[...] = 0"),
    ),
    ("training.window", "raised", ("dx = delta_hidden @ W\n", "dx = delta_hidden @ W.T\n")),
    ("training.window", "none", ("    return dE", "    pass")),
]

# Mutants of the solution that pass every check, each with the reason why it may.
SURVIVORS = {
    "training.accuracy": {"line 5: 0 -> -1": "of a single column, the first and the last are the same"},
}
