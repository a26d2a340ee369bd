"""Set 08: other right answers, and wrong ones with what they are recognised as."""

GIVEN = """
def gradient_of_cubic(theta, *h):
    return numerical_gradient(lambda t: np.sum(t**3), theta, *h)

def gradient_of_product(theta, *h):
    return numerical_gradient(np.prod, theta, *h)
"""
ERROR = """
def relative_error(g, n):
    return np.max(np.abs(g - n) / np.maximum(1e-12, np.abs(g) + np.abs(n)))
"""
CENTRAL = """
def numerical_gradient(f, theta, h=1e-5):
    theta = np.array(theta, dtype=float)
    steps = h * np.eye(theta.size).reshape(theta.size, *theta.shape)
    return np.reshape([(f(theta + s) - f(theta - s)) / (2 * h) for s in steps], theta.shape)
"""

STYLES = {
    "backprop.dense_backward": {
        "loops": """
def dense_backward(delta, a_prev, W):
    N, n_out = delta.shape
    n_in = a_prev.shape[1]
    dW = [[sum(delta[n, i] * a_prev[n, j] for n in range(N)) for j in range(n_in)] for i in range(n_out)]
    db = [sum(delta[:, i]) for i in range(n_out)]
    back = [[sum(delta[n, i] * W[i, j] for i in range(n_out)) for j in range(n_in)] for n in range(N)]
    return dW, db, back
""",
        "einsum": """
def dense_backward(delta, a_prev, W):
    dW = np.einsum("ni,nj->ij", delta, a_prev)
    return dW, np.einsum("ni->i", delta), np.einsum("ni,ij->nj", delta, W)
""",
        "outer products, a list": """
def dense_backward(delta, a_prev, W):
    dW = np.zeros_like(W, dtype=float)
    for d, a in zip(delta, a_prev):
        dW += np.outer(d, a)
    return [dW, np.ones(len(delta)) @ delta, (W.T @ delta.T).T]
""",
        "transposed twice": """
def dense_backward(delta, a_prev, W):
    return (a_prev.T @ delta).T, N_times_mean(delta), np.dot(delta, W)

def N_times_mean(delta):
    return len(delta) * delta.mean(0)
""",
        "float32 result": """
def dense_backward(delta, a_prev, W):
    return (delta.T @ a_prev).astype("f4"), delta.sum(0).astype("f4"), (delta @ W).astype("f4")
""",
        "tensordot, lists": """
def dense_backward(delta, a_prev, W):
    dW, back = np.tensordot(delta, a_prev, (0, 0)), np.inner(delta, W.T)
    return [dW.tolist(), np.add.reduce(delta).tolist(), back.tolist()]
""",
    },
    "backprop.two_layer": {
        "without dense_backward": """
def two_layer(x, y, W1, b1, W2, b2):
    r = {}
    r["z1"] = np.dot(x, W1.T) + b1
    r["a1"] = np.tanh(r["z1"])
    r["z2"] = np.dot(r["a1"], W2.T) + b2
    r["loss"] = ((r["z2"] - y) ** 2).sum(axis=1).mean() / 2
    r["delta2"] = (r["z2"] - y) / y.shape[0]
    r["dW2"], r["db2"] = r["delta2"].T @ r["a1"], r["delta2"].sum(0)
    r["delta1"] = r["delta2"] @ W2 / np.cosh(r["z1"]) ** 2
    r["dW1"], r["db1"] = r["delta1"].T @ x, r["delta1"].sum(0)
    return r
""",
        "einsum": """
def two_layer(x, y, W1, b1, W2, b2):
    z1 = np.einsum("ni,mi->nm", x, W1) + b1
    a1 = np.tanh(z1)
    z2 = np.einsum("nm,km->nk", a1, W2) + b2
    e = z2 - y
    loss = np.einsum("nk,nk->", e, e) / (2 * len(x))
    delta2 = e / len(x)
    delta1 = np.einsum("nk,km,nm->nm", delta2, W2, 1 - a1 * a1)
    return dict(z1=z1, a1=a1, z2=z2, loss=loss, delta2=delta2, delta1=delta1,
                dW2=np.einsum("nk,nm->km", delta2, a1), db2=np.einsum("nk->k", delta2),
                dW1=np.einsum("nm,ni->mi", delta1, x), db1=np.einsum("nm->m", delta1))
""",
        "sample by sample": """
def two_layer(x, y, W1, b1, W2, b2):
    N = len(x)
    out = {k: [] for k in ("z1", "a1", "z2", "delta2", "delta1")}
    loss, dW1, db1, dW2, db2 = 0.0, 0 * W1, 0 * b1, 0 * W2, 0 * b2
    for row, target in zip(x, y):
        z1 = W1 @ row + b1
        a1 = np.tanh(z1)
        z2 = W2 @ a1 + b2
        loss += 0.5 * sum((z2 - target) ** 2) / N
        delta2 = (z2 - target) / N
        delta1 = (W2.T @ delta2) * (1 - a1) * (1 + a1)
        dW2 = dW2 + np.outer(delta2, a1)
        db2 = db2 + delta2
        dW1 = dW1 + np.outer(delta1, row)
        db1 = db1 + delta1
        for k, v in zip(out, (z1, a1, z2, delta2, delta1)):
            out[k].append(v)
    return {**out, "loss": loss, "dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
""",
        "tanh from the sigmoid, in place on copies": """
def two_layer(x, y, W1, b1, W2, b2):
    z1 = x @ W1.T
    z1 += b1
    a1 = 2 / (1 + np.exp(-2 * z1)) - 1
    z2 = a1 @ W2.T
    z2 += b2
    delta2 = z2.copy()
    delta2 -= y
    loss = np.mean(np.sum(delta2**2, axis=1)) / 2
    delta2 /= len(y)
    dW2, db2, back = dense_backward(delta2, a1, W2)
    s = (1 + a1) / 2
    dW1, db1, dx = dense_backward(4 * s * (1 - s) * back, x, W1)
    return {"z1": z1, "a1": a1, "z2": z2, "loss": loss, "delta2": delta2, "dW2": dW2, "db2": db2,
            "delta1": 4 * s * (1 - s) * back, "dW1": dW1, "db1": db1, "dx": dx}
""",
        "float32 results": """
def two_layer(x, y, W1, b1, W2, b2):
    N = len(x)
    z1 = x @ W1.T + b1
    a1 = np.tanh(z1)
    z2 = a1 @ W2.T + b2
    loss = 0.5 * np.sum((z2 - y) ** 2) / N
    delta2 = (z2 - y) / N
    dW2, db2 = delta2.T @ a1, delta2.sum(0)
    delta1 = (delta2 @ W2) * (1 - a1**2)
    dW1, db1 = delta1.T @ x, delta1.sum(0)
    result = dict(z1=z1, a1=a1, z2=z2, loss=loss, delta2=delta2, dW2=dW2, db2=db2, delta1=delta1, dW1=dW1, db1=db1)
    return {name: np.float32(value) for name, value in result.items()}
""",
    },
    "backprop.gradient_check": {
        "steps from the identity": CENTRAL + ERROR + GIVEN,
        "flat copies": """
def numerical_gradient(f, theta, h=1e-5):
    flat = np.ravel(theta).astype(np.float64)
    slopes = np.empty(flat.size)
    for i in range(flat.size):
        up, down = flat.copy(), flat.copy()
        up[i], down[i] = flat[i] + h, flat[i] - h
        slopes[i] = 0.5 * (f(up.reshape(theta.shape)) - f(down.reshape(theta.shape))) / h
    return slopes.reshape(theta.shape)

def relative_error(g, n):
    worst = 0.0
    for a, b in zip(np.ravel(g), np.ravel(n)):
        worst = max(worst, abs(a - b) / max(1e-12, abs(a) + abs(b)))
    return worst
"""
        + GIVEN,
        "in place on a copy, put back": """
def numerical_gradient(f, theta, h=1e-5):
    work, result = theta.astype(np.float64), np.zeros(theta.shape)
    places = np.nditer(work, flags=["multi_index"])
    for old in places:
        i, old = places.multi_index, float(old)
        work[i] = old + h
        above = f(work)
        work[i] = old - h
        below = f(work)
        work[i] = old
        result[i] = (above - below) / (2 * h)
    return result

def relative_error(g, n):
    s = abs(g) + abs(n)
    return float((abs(g - n) / np.where(s < 1e-12, 1e-12, s)).max())
"""
        + GIVEN,
        "the mean of forward and backward": """
def numerical_gradient(f, theta, h=1e-5):
    theta = np.asarray(theta, dtype=np.float64)
    here, result = f(theta), np.zeros(theta.shape)
    for i in np.ndindex(theta.shape):
        e = np.zeros(theta.shape)
        e[i] = h
        result[i] = ((f(theta + e) - here) / h + (here - f(theta - e)) / h) / 2
    return result
"""
        + ERROR
        + GIVEN,
        "float32 result": """
def central(f, theta, h):
    for i in np.ndindex(theta.shape):
        e = np.zeros(theta.shape)
        e[i] = h
        yield (f(theta + e) - f(theta - e)) / (2 * h)

def numerical_gradient(f, theta, h=1e-5):
    theta = np.float64(theta)
    return np.array(list(central(f, theta, h)), dtype=np.float32).reshape(theta.shape)
"""
        + ERROR
        + GIVEN,
    },
    "backprop.repair": {
        "times 1/N": ("np.exp(log_p) - Y", "(np.exp(log_p) - Y) * (1 / len(x))"),
        "in place": ("delta2 = np.exp(log_p) - Y", "delta2 = np.exp(log_p) - Y\n        delta2 /= N"),
        "both terms": ("np.exp(log_p) - Y", "np.exp(log_p) / N - Y / len(y)"),
        "smaller steps instead, N times": (
            "N, losses = len(x), []",
            "N, losses = len(x), []\n    eta = eta / N",
        ),
        "a loop": ("np.exp(log_p) - Y", "np.array([(np.exp(r) - t) / N for r, t in zip(log_p, Y)])"),
        "the product first": (
            "np.exp(log_p) - Y",
            "(-Y + np.exp(log_p)) * np.full((N, 1), 1 / N)",
        ),
    },
}

# (problem, the misconception or the kind of finding that it must get, the code)
WRONG = [
    (
        "backprop.dense_backward",
        "dW_transposed",
        """
def dense_backward(delta, a_prev, W):
    return np.einsum("ni,nj->ji", delta, a_prev), delta.sum(0), delta @ W
""",
    ),
    (
        "backprop.dense_backward",
        "averaged",
        """
def dense_backward(delta, a_prev, W):
    dW = np.mean([np.outer(d, a) for d, a in zip(delta, a_prev)], axis=0)
    return dW, delta.mean(0), np.dot(delta, W)
""",
    ),
    (
        "backprop.dense_backward",
        "db_averaged",
        """
def dense_backward(delta, a_prev, W):
    return delta.T @ a_prev, np.average(delta, axis=0), delta @ W
""",
    ),
    (
        "backprop.dense_backward",
        "db_over_units",
        """
def dense_backward(delta, a_prev, W):
    return delta.T @ a_prev, [sum(row) for row in delta], delta @ W
""",
    ),
    (
        "backprop.dense_backward",
        "db_one_number",
        """
def dense_backward(delta, a_prev, W):
    return delta.T @ a_prev, np.sum(delta), delta @ W
""",
    ),
    (
        "backprop.dense_backward",
        "one_for_each_sample",
        """
def dense_backward(delta, a_prev, W):
    return np.array([np.outer(d, a) for d, a in zip(delta, a_prev)]), delta.sum(0), delta @ W
""",
    ),
    (
        "backprop.dense_backward",
        "back_with_slope",
        """
def dense_backward(delta, a_prev, W):
    return delta.T @ a_prev, delta.sum(0), delta @ W - (delta @ W) * a_prev**2
""",
    ),
    (
        "backprop.dense_backward",
        "back_transposed_weights",
        """
def dense_backward(delta, a_prev, W):
    grad = delta @ np.transpose(W)
    return delta.T @ a_prev, delta.sum(0), grad
""",
    ),
    (
        "backprop.dense_backward",
        "back_first",
        """
def dense_backward(delta, a_prev, W):
    return delta @ W, delta.T @ a_prev, delta.sum(0)
""",
    ),
    (
        "backprop.dense_backward",
        "structure",
        """
def dense_backward(delta, a_prev, W):
    return delta.T @ a_prev, delta.sum(0)
""",
    ),
    (
        "backprop.dense_backward",
        "mutated",
        """
def dense_backward(delta, a_prev, W):
    dW, db = delta.T @ a_prev, delta.sum(0)
    g = delta @ W
    delta *= 0
    return dW, db, g
""",
    ),
    (
        "backprop.dense_backward",
        "printed",
        """
def dense_backward(delta, a_prev, W):
    print(delta.T @ a_prev, delta.sum(0), delta @ W)
""",
    ),
    (
        "backprop.dense_backward",
        "factor",
        """
def dense_backward(delta, a_prev, W):
    return 2 * delta.T @ a_prev, delta.sum(0), delta @ W
""",
    ),
    (
        "backprop.two_layer",
        "delta_not_averaged",
        """
def two_layer(x, y, W1, b1, W2, b2):
    z1 = x @ W1.T + b1
    a1 = np.tanh(z1)
    z2 = a1 @ W2.T + b2
    e = z2 - y
    dW2, db2, g = dense_backward(e, a1, W2)
    d1 = g * (1 - a1 * a1)
    dW1, db1, _ = dense_backward(d1, x, W1)
    return dict(z1=z1, a1=a1, z2=z2, loss=(e * e).sum(1).mean() / 2, delta2=e, dW2=dW2, db2=db2, delta1=d1,
                dW1=dW1, db1=db1)
""",
    ),
    ("backprop.two_layer", "slope_at_a1", ("(1 - a1**2)", "(1 - np.tanh(a1) * np.tanh(a1))")),
    ("backprop.two_layer", "no_slope", ("grad_a1 * (1 - a1**2)", "1.0 * grad_a1")),
    ("backprop.two_layer", "sigmoid_slope", ("(1 - a1**2)", "(a1 - a1**2)")),
    ("backprop.two_layer", "delta_sign", ("delta2 = (z2 - y) / len(x)", "delta2 = (y - z2) / y.shape[0]")),
    ("backprop.two_layer", "factor_2", ("delta2 = (z2 - y)", "delta2 = 2.0 * (z2 - y)")),
    ("backprop.two_layer", "by_z1", ("dense_backward(delta2, a1, W2)", "dense_backward(delta2, z1, W2)")),
    ("backprop.two_layer", "not_transposed", ("x @ W1.T", "np.matmul(x, W1)")),
    (
        "backprop.two_layer",
        "loss_mean_of_entries",
        ("np.sum((z2 - y) ** 2) / len(x)", "np.mean((z2 - y) ** 2)"),
    ),
    ("backprop.two_layer", "loss_summed", ("np.sum((z2 - y) ** 2) / len(x)", "np.sum((z2 - y) ** 2)")),
    ("backprop.two_layer", "skipped_activation", ("z2 = a1 @ W2.T", "z2 = z1 @ W2.T")),
    (
        "backprop.two_layer",
        "grad_a1_for_delta1",
        ("dense_backward(delta1, x, W1)", "dense_backward(grad_a1, x, W1)"),
    ),
    ("backprop.two_layer", "sigmoid_forward", ("np.tanh(z1)", "1 / (1 + np.exp(-z1))")),
    (
        "backprop.two_layer",
        "loss_mean_squared",
        ("0.5 * np.sum((z2 - y) ** 2) / len(x)", "np.mean((z2 - y) ** 2)"),
    ),
    ("backprop.two_layer", "structure", ('"loss": loss, ', "")),
    (
        "backprop.two_layer",
        "structure",
        ("return {", "return (z1, a1, z2, loss, *back.values())\n    return {"),
    ),
    ("backprop.two_layer", "mutated", ("delta2 = (z2 - y) / len(x)", "y -= z2\n    delta2 = -y / len(x)")),
    ("backprop.two_layer", "samples_in_columns", ("x @ W1.T + b1", "W1 @ x + b1")),
    ("backprop.two_layer", "raised", ("a1 @ W2.T + b2", "a1 @ W2 + b2")),
    ("backprop.two_layer", "shape:extra axis", ('"db2": db2', '"db2": db2[None]')),
    (
        "backprop.gradient_check",
        "forward",
        CENTRAL.replace("f(theta - s)", "f(theta)").replace("2 * h", "h") + ERROR + GIVEN,
    ),
    ("backprop.gradient_check", "over_h", CENTRAL.replace("(2 * h)", "h") + ERROR + GIVEN),
    ("backprop.gradient_check", "times_h", CENTRAL.replace("(2 * h)", "2 * h") + ERROR + GIVEN),
    (
        "backprop.gradient_check",
        "own_h",
        CENTRAL.replace("    theta =", "    h = 1e-5\n    theta =") + ERROR + GIVEN,
    ),
    (
        "backprop.gradient_check",
        "flat",
        CENTRAL.replace("np.reshape(", "list(").replace(", theta.shape)", ")") + ERROR + GIVEN,
    ),
    (
        "backprop.gradient_check",
        "all_at_once",
        """
def numerical_gradient(f, theta, h=1e-5):
    up, down = theta + h, theta - h
    return (f(up) - f(down)) / h / 2
"""
        + ERROR
        + GIVEN,
    ),
    (
        "backprop.gradient_check",
        "type_of_theta",
        """
def numerical_gradient(f, theta, h=1e-5):
    flat, out = theta.ravel(), []
    for i in range(theta.size):
        up, down = flat.copy(), flat.copy()
        up[i] = up[i] + h
        down[i] = down[i] - h
        out.append((f(up.reshape(theta.shape)) - f(down.reshape(theta.shape))) / (2 * h))
    return np.reshape(out, theta.shape)
"""
        + ERROR
        + GIVEN,
    ),
    (
        "backprop.gradient_check",
        "put_back_by_sums",
        """
def numerical_gradient(f, theta, h=1e-5):
    if theta.dtype != float:
        theta = theta.astype(float)
    out = np.zeros(theta.shape)
    for i in np.ndindex(theta.shape):
        theta[i] = theta[i] + h
        high = f(theta)
        theta[i] = theta[i] - 2 * h
        low = f(theta)
        theta[i] = theta[i] + h
        out[i] = (high - low) / (2 * h)
    return out
"""
        + ERROR
        + GIVEN,
    ),
    (
        "backprop.gradient_check",
        "absolute",
        CENTRAL
        + GIVEN
        + """
def relative_error(g, n):
    return abs(g - n).max()
""",
    ),
    (
        "backprop.gradient_check",
        "no_floor",
        CENTRAL
        + GIVEN
        + """
def relative_error(g, n):
    return max(np.ravel(abs(g - n) / (abs(g) + abs(n))))
""",
    ),
    (
        "backprop.gradient_check",
        "by_larger",
        CENTRAL
        + GIVEN
        + """
def relative_error(g, n):
    return np.max(np.abs(g - n) / np.clip(np.maximum(np.abs(g), np.abs(n)), 1e-12, None))
""",
    ),
    ("backprop.gradient_check", "every_entry", CENTRAL + GIVEN + ERROR.replace("np.max(", "(")),
    ("backprop.gradient_check", "none", CENTRAL.replace("return", "answer =") + ERROR + GIVEN),
    ("backprop.repair", "loss_summed", ("(Y * log_p).sum() / N", "(Y * log_p).sum()")),
    ("backprop.repair", "divided_by_classes", ("np.exp(log_p) - Y", "(np.exp(log_p) - Y) / len(b2)")),
    ("backprop.repair", "divided_by_entries", ("np.exp(log_p) - Y", "(np.exp(log_p) - Y) / Y.size")),
    ("backprop.repair", "square_root", ("np.exp(log_p) - Y", "(np.exp(log_p) - Y) / N**0.5")),
    ("backprop.repair", "sign", ("np.exp(log_p) - Y", "(Y - np.exp(log_p)) / N")),
    (
        "backprop.repair",
        "second_layer_only",
        (
            "W2 - eta * (delta2.T @ a1), b2 - eta * delta2.sum(axis=0)",
            "W2 - eta * (delta2.T @ a1) / N, b2 - eta * delta2.mean(axis=0)",
        ),
    ),
    ("backprop.repair", "first_layer_only", ("* (z1 > 0)", "* (z1 > 0) / N")),
    ("backprop.repair", "eta_0.03", ("eta: float = 0.3", "eta: float = 0.03")),
    ("backprop.repair", "not started", ("np.exp(log_p) - Y", "-(Y - np.exp(log_p))")),
    ("backprop.repair", "structure", ("return W1, b1, W2, b2, losses", "return losses")),
    ("backprop.repair", "factor", ("eta: float = 0.3", "eta: float = 0.07")),
    ("backprop.repair", "values", ("np.exp(log_p) - Y", "np.exp(log_p) / N - Y")),
    (
        "backprop.dense_backward",
        "back_with_relu",
        """
def dense_backward(delta, a_prev, W):
    return delta.T @ a_prev, delta.sum(0), np.where(a_prev > 0, delta @ W, 0)
""",
    ),
    (
        "backprop.dense_backward",
        "back_with_sigmoid",
        """
def dense_backward(delta, a_prev, W):
    return delta.T @ a_prev, delta.sum(0), (delta @ W) * (a_prev - a_prev**2)
""",
    ),
    (
        "backprop.dense_backward",
        "new_weights",
        """
def dense_backward(delta, a_prev, W):
    dW = delta.T @ a_prev
    W = W - dW
    return dW, delta.sum(0), delta @ W
""",
    ),
    (
        "backprop.dense_backward",
        "last_sample",
        """
def dense_backward(delta, a_prev, W):
    for d, a in zip(delta, a_prev):
        dW, db = np.outer(d, a), d
    return dW, db, delta @ W
""",
    ),
    (
        "backprop.dense_backward",
        "last_sample_in_dW",
        """
def dense_backward(delta, a_prev, W):
    for d, a in zip(delta, a_prev):
        dW = d[:, None] * a
    return dW, delta.sum(0), delta @ W
""",
    ),
    (
        "backprop.dense_backward",
        "factor",
        """
def dense_backward(delta, a_prev, W):
    return delta.T @ a_prev, delta.sum(0), delta @ W / len(W)
""",
    ),
    (
        "backprop.two_layer",
        "relu_slope",
        """
def two_layer(x, y, W1, b1, W2, b2):
    N = len(x)
    z1 = x @ W1.T + b1
    a1 = np.tanh(z1)
    z2 = a1 @ W2.T + b2
    loss = 0.5 * np.sum((z2 - y) ** 2) / N
    delta2 = (z2 - y) / N
    dW2, db2 = delta2.T @ a1, delta2.sum(0)
    delta1 = (delta2 @ W2) * np.where(z1 > 0, 1, 0)
    dW1, db1 = delta1.T @ x, delta1.sum(0)
    return dict(z1=z1, a1=a1, z2=z2, loss=loss, delta2=delta2, dW2=dW2, db2=db2, delta1=delta1, dW1=dW1, db1=db1)
""",
    ),
    (
        "backprop.two_layer",
        "slope_sign",
        """
def two_layer(x, y, W1, b1, W2, b2):
    N = len(x)
    z1 = x @ W1.T + b1
    a1 = np.tanh(z1)
    z2 = a1 @ W2.T + b2
    loss = 0.5 * np.sum((z2 - y) ** 2) / N
    delta2 = (z2 - y) / N
    dW2, db2 = delta2.T @ a1, delta2.sum(0)
    delta1 = (delta2 @ W2) * (1 + a1**2)
    dW1, db1 = delta1.T @ x, delta1.sum(0)
    return dict(z1=z1, a1=a1, z2=z2, loss=loss, delta2=delta2, dW2=dW2, db2=db2, delta1=delta1, dW1=dW1, db1=db1)
""",
    ),
    (
        "backprop.two_layer",
        "delta_over_outputs",
        """
def two_layer(x, y, W1, b1, W2, b2):
    N = len(x)
    z1 = x @ W1.T + b1
    a1 = np.tanh(z1)
    z2 = a1 @ W2.T + b2
    loss = 0.5 * np.sum((z2 - y) ** 2) / N
    delta2 = (z2 - y) / len(b2)
    dW2, db2 = delta2.T @ a1, delta2.sum(0)
    delta1 = (delta2 @ W2) * (1 - a1**2)
    dW1, db1 = delta1.T @ x, delta1.sum(0)
    return dict(z1=z1, a1=a1, z2=z2, loss=loss, delta2=delta2, dW2=dW2, db2=db2, delta1=delta1, dW1=dW1, db1=db1)
""",
    ),
    (
        "backprop.two_layer",
        "delta_with_sigmoid",
        """
def two_layer(x, y, W1, b1, W2, b2):
    N = len(x)
    z1 = x @ W1.T + b1
    a1 = np.tanh(z1)
    z2 = a1 @ W2.T + b2
    loss = 0.5 * np.sum((z2 - y) ** 2) / N
    delta2 = (z2 - y) / N * (z2 - z2**2)
    dW2, db2 = delta2.T @ a1, delta2.sum(0)
    delta1 = (delta2 @ W2) * (1 - a1**2)
    dW1, db1 = delta1.T @ x, delta1.sum(0)
    return dict(z1=z1, a1=a1, z2=z2, loss=loss, delta2=delta2, dW2=dW2, db2=db2, delta1=delta1, dW1=dW1, db1=db1)
""",
    ),
    (
        "backprop.two_layer",
        "no_biases",
        """
def two_layer(x, y, W1, b1, W2, b2):
    N = len(x)
    z1 = x @ W1.T
    a1 = np.tanh(z1)
    z2 = a1 @ W2.T
    loss = 0.5 * np.sum((z2 - y) ** 2) / N
    delta2 = (z2 - y) / N
    dW2, db2 = delta2.T @ a1, delta2.sum(0)
    delta1 = (delta2 @ W2) * (1 - a1**2)
    dW1, db1 = delta1.T @ x, delta1.sum(0)
    return dict(z1=z1, a1=a1, z2=z2, loss=loss, delta2=delta2, dW2=dW2, db2=db2, delta1=delta1, dW1=dW1, db1=db1)
""",
    ),
    (
        "backprop.two_layer",
        "biases_over_units",
        """
def two_layer(x, y, W1, b1, W2, b2):
    N = len(x)
    z1 = x @ W1.T + b1
    a1 = np.tanh(z1)
    z2 = a1 @ W2.T + b2
    loss = 0.5 * np.sum((z2 - y) ** 2) / N
    delta2 = (z2 - y) / N
    dW2, db2 = delta2.T @ a1, delta2.sum(1)
    delta1 = (delta2 @ W2) * (1 - a1**2)
    dW1, db1 = delta1.T @ x, delta1.sum(1)
    return dict(z1=z1, a1=a1, z2=z2, loss=loss, delta2=delta2, dW2=dW2, db2=db2, delta1=delta1, dW1=dW1, db1=db1)
""",
    ),
    (
        "backprop.two_layer",
        "factor",
        """
def two_layer(x, y, W1, b1, W2, b2):
    N = len(x)
    z1 = x @ W1.T + b1
    a1 = np.tanh(z1)
    z2 = a1 @ W2.T + b2
    loss = 0.5 * np.sum((z2 - y) ** 2) / N
    delta2 = (z2 - y) / N
    dW2, db2 = delta2.T @ a1, delta2.sum(0)
    delta1 = (delta2 @ W2) * (1 - a1**2) / N
    dW1, db1 = delta1.T @ x, delta1.sum(0)
    return dict(z1=z1, a1=a1, z2=z2, loss=loss, delta2=delta2, dW2=dW2, db2=db2, delta1=delta1, dW1=dW1, db1=db1)
""",
    ),
    (
        "backprop.gradient_check",
        "own_h",
        """
def numerical_gradient(f, theta, h=1e-5):
    theta = np.array(theta, dtype=float)
    steps = h * np.eye(theta.size).reshape(theta.size, *theta.shape)
    return np.reshape([(8 * (f(theta + s) - f(theta - s)) - (f(theta + 2 * s) - f(theta - 2 * s))) / (12 * h) for s in steps], theta.shape)

def relative_error(g, n):
    return np.max(np.abs(g - n) / np.maximum(1e-12, np.abs(g) + np.abs(n)))

def gradient_of_cubic(theta, *h):
    return numerical_gradient(lambda t: np.sum(t**3), theta, *h)

def gradient_of_product(theta, *h):
    return numerical_gradient(np.prod, theta, *h)
""",
    ),
    (
        "backprop.gradient_check",
        "slopes_added_up",
        """
def numerical_gradient(f, theta, h=1e-5):
    theta = np.array(theta, dtype=float)
    steps = h * np.eye(theta.size).reshape(theta.size, *theta.shape)
    return sum([(f(theta + s) - f(theta - s)) / (2 * h) for s in steps])

def relative_error(g, n):
    return np.max(np.abs(g - n) / np.maximum(1e-12, np.abs(g) + np.abs(n)))

def gradient_of_cubic(theta, *h):
    return numerical_gradient(lambda t: np.sum(t**3), theta, *h)

def gradient_of_product(theta, *h):
    return numerical_gradient(np.prod, theta, *h)
""",
    ),
    (
        "backprop.gradient_check",
        "first row",
        """
def numerical_gradient(f, theta, h=1e-5):
    theta = np.array(theta, dtype=float)
    steps = h * np.eye(theta.size).reshape(theta.size, *theta.shape)
    out = np.zeros(theta.size)
    for i, s in enumerate(steps):
        out[i] = (f(theta + s) - f(theta - s)) / (2 * h)
        return out.reshape(theta.shape)

def relative_error(g, n):
    return np.max(np.abs(g - n) / np.maximum(1e-12, np.abs(g) + np.abs(n)))

def gradient_of_cubic(theta, *h):
    return numerical_gradient(lambda t: np.sum(t**3), theta, *h)

def gradient_of_product(theta, *h):
    return numerical_gradient(np.prod, theta, *h)
""",
    ),
    (
        "backprop.gradient_check",
        "by_n",
        """
def numerical_gradient(f, theta, h=1e-5):
    theta = np.array(theta, dtype=float)
    steps = h * np.eye(theta.size).reshape(theta.size, *theta.shape)
    return np.reshape([(f(theta + s) - f(theta - s)) / (2 * h) for s in steps], theta.shape)

def gradient_of_cubic(theta, *h):
    return numerical_gradient(lambda t: np.sum(t**3), theta, *h)

def gradient_of_product(theta, *h):
    return numerical_gradient(np.prod, theta, *h)

def relative_error(g, n):
    return np.max(np.abs(g - n) / np.maximum(1e-12, np.abs(n)))
""",
    ),
    (
        "backprop.gradient_check",
        "by_smaller",
        """
def numerical_gradient(f, theta, h=1e-5):
    theta = np.array(theta, dtype=float)
    steps = h * np.eye(theta.size).reshape(theta.size, *theta.shape)
    return np.reshape([(f(theta + s) - f(theta - s)) / (2 * h) for s in steps], theta.shape)

def gradient_of_cubic(theta, *h):
    return numerical_gradient(lambda t: np.sum(t**3), theta, *h)

def gradient_of_product(theta, *h):
    return numerical_gradient(np.prod, theta, *h)

def relative_error(g, n):
    return np.max(np.abs(g - n) / np.minimum(np.abs(g), np.abs(n)).clip(1e-12))
""",
    ),
    (
        "backprop.gradient_check",
        "errors_added_up",
        """
def numerical_gradient(f, theta, h=1e-5):
    theta = np.array(theta, dtype=float)
    steps = h * np.eye(theta.size).reshape(theta.size, *theta.shape)
    return np.reshape([(f(theta + s) - f(theta - s)) / (2 * h) for s in steps], theta.shape)

def gradient_of_cubic(theta, *h):
    return numerical_gradient(lambda t: np.sum(t**3), theta, *h)

def gradient_of_product(theta, *h):
    return numerical_gradient(np.prod, theta, *h)

def relative_error(g, n):
    return np.sum(np.abs(g - n) / np.maximum(1e-12, np.abs(g) + np.abs(n)))
""",
    ),
    (
        "backprop.gradient_check",
        "median_error",
        """
def numerical_gradient(f, theta, h=1e-5):
    theta = np.array(theta, dtype=float)
    steps = h * np.eye(theta.size).reshape(theta.size, *theta.shape)
    return np.reshape([(f(theta + s) - f(theta - s)) / (2 * h) for s in steps], theta.shape)

def gradient_of_cubic(theta, *h):
    return numerical_gradient(lambda t: np.sum(t**3), theta, *h)

def gradient_of_product(theta, *h):
    return numerical_gradient(np.prod, theta, *h)

def relative_error(g, n):
    return np.median(np.abs(g - n) / np.maximum(1e-12, np.abs(g) + np.abs(n)))
""",
    ),
    (
        "backprop.gradient_check",
        "floor_outside",
        """
def numerical_gradient(f, theta, h=1e-5):
    theta = np.array(theta, dtype=float)
    steps = h * np.eye(theta.size).reshape(theta.size, *theta.shape)
    return np.reshape([(f(theta + s) - f(theta - s)) / (2 * h) for s in steps], theta.shape)

def gradient_of_cubic(theta, *h):
    return numerical_gradient(lambda t: np.sum(t**3), theta, *h)

def gradient_of_product(theta, *h):
    return numerical_gradient(np.prod, theta, *h)

def relative_error(g, n):
    return max(1e-12, np.max(np.abs(g - n) / (np.abs(g) + np.abs(n))))
""",
    ),
    (
        "backprop.gradient_check",
        "booleans",
        """
def numerical_gradient(f, theta, h=1e-5):
    theta = np.array(theta, dtype=float)
    steps = h * np.eye(theta.size).reshape(theta.size, *theta.shape)
    return np.reshape([(f(theta + s) - f(theta - s)) / (2 * h) for s in steps], theta.shape)

def gradient_of_cubic(theta, *h):
    return numerical_gradient(lambda t: np.sum(t**3), theta, *h)

def gradient_of_product(theta, *h):
    return numerical_gradient(np.prod, theta, *h)

def relative_error(g, n):
    return np.allclose(g, n)
""",
    ),
    (
        "backprop.repair",
        "factor",
        (
            "N, losses = len(x), []",
            "x, kept = np.unique(x, axis=0, return_index=True)\n    y = y[kept]\n    N, losses = len(x), []",
        ),
    ),
]

# Mutants of the solution that pass every check, each with the reason why it may.
SURVIVORS = {
    "backprop.gradient_check": {
        "1e-05 -> 2e-05": "a step of twice the size gives the same slopes to nine digits",
    },
    "backprop.repair": {
        "s - s.max(axis=1, keepdims=True) -> s": "a shift of the logits leaves softmax as it is; none is large",
        "z1 > 0 -> z1 >= 0": "no z1 is exactly 0 here, and at the kink either slope will do",
        "axis=1 -> axis=None": "one maximum for the batch shifts the logits of each row alike",
    },
}
