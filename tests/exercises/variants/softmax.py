"""Set 06: other right answers, and wrong ones with what they are recognised as."""

STYLES = {
    "softmax.stable": {
        "loops": """
def softmax(s):
    if s.ndim == 2:
        return [softmax(row) for row in s]
    top = max(s)
    e = [np.exp(v - top) for v in s]
    return [v / sum(e) for v in e]
""",
        "einsum": """
def softmax(s):
    e = np.exp(s - np.max(s, -1)[..., None])
    return np.einsum("...k,...->...k", e, 1 / np.einsum("...k->...", e))
""",
        "in place on a copy": """
def softmax(s):
    p = s.copy()
    p -= p.max(axis=-1, keepdims=True)
    np.exp(p, out=p)
    p /= p.sum(axis=-1, keepdims=True)
    return p
""",
        "float32 result": """
def softmax(s):
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return (e / e.sum(axis=-1, keepdims=True)).astype(np.float32)
""",
        "log space": """
def softmax(s):
    return np.exp(s - np.logaddexp.reduce(s, axis=-1, keepdims=True))
""",
        "transposed twice": """
def softmax(s):
    e = np.exp(s.T - s.T.max(axis=0))
    return (e / e.sum(axis=0)).T
""",
        "float32 inside": """
def softmax(s):
    s = np.float32(s)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
""",
        "row by row": """
def softmax(s):
    return np.apply_along_axis(lambda r: np.exp(r - r.max()) / np.exp(r - r.max()).sum(), -1, s)
""",
        "from the differences": """
def softmax(s):
    return 1 / np.exp(s[..., None, :] - s[..., :, None]).sum(-1)
""",
    },
    "softmax.logsumexp": {
        "logaddexp": """
def logsumexp(s):
    return np.logaddexp.reduce(s, axis=-1)
""",
        "loops": """
def logsumexp(s):
    if s.ndim == 1:
        top = max(s)
        return float(top + np.log(sum(np.exp(v - top) for v in s)))
    return [logsumexp(row) for row in s]
""",
        "everything kept, then squeezed": """
def logsumexp(s):
    m = s.max(axis=-1, keepdims=True)
    return (m + np.log(np.exp(s - m).sum(axis=-1, keepdims=True)))[..., 0]
""",
        "float32 result": """
def logsumexp(s):
    m = np.max(s, -1)
    return (m + np.log(np.sum(np.exp(s - m[..., None]), -1))).astype(np.float32)
""",
        "sorted, with log1p": """
def logsumexp(s):
    t = np.sort(s, axis=-1)
    return t[..., -1] + np.log1p(np.exp(t[..., :-1] - t[..., -1:]).sum(-1))
""",
        "two at a time": """
def logsumexp(s):
    total = s[..., 0]
    for k in range(1, s.shape[-1]):
        total = np.logaddexp(total, s[..., k])
    return total
""",
    },
    "softmax.cross_entropy": {
        "one-hot": """
def cross_entropy(s, y):
    Y = np.eye(s.shape[1])[y]
    return (logsumexp(s) - (s * Y).sum(axis=1)).sum() / len(s)
""",
        "loop": """
def cross_entropy(s, y):
    total = 0.0
    for row, k in zip(s, y):
        total += logsumexp(row) - row[k]
    return total / len(y)
""",
        "log-softmax, einsum": """
def cross_entropy(s, y):
    shifted = s - s.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -np.einsum("nk,nk->", log_p, np.eye(s.shape[1])[y]) / s.shape[0]
""",
        "take_along_axis, float32 result": """
def cross_entropy(s, y):
    return np.float32((logsumexp(s) - np.take_along_axis(s, y[:, None], 1)[:, 0]).mean())
""",
        "the differences to the true logit": """
def cross_entropy(s, y):
    return float(sum(np.logaddexp.reduce(r - r[k]) for r, k in zip(s, y)) / len(y))
""",
    },
    "softmax.gradient": {
        "one-hot": """
def cross_entropy_gradient(s, y):
    return (softmax(s) - np.eye(s.shape[1])[y]) / s.shape[0]
""",
        "loop, lists": """
def cross_entropy_gradient(s, y):
    p = softmax(s).tolist()
    for n, k in enumerate(y):
        p[n][k] -= 1
    return [[v / len(p) for v in row] for row in p]
""",
        "through the Jacobian": """
def cross_entropy_gradient(s, y):
    p, Y = softmax(s), np.eye(s.shape[1])[y]
    jacobian = p[:, :, None] * (np.eye(s.shape[1]) - p[:, None, :])
    safe = np.where(Y > 0, p, 1)
    direct = np.einsum("nkj,nk->nj", jacobian, -Y / np.where(safe > 0, safe, 1)) / len(y)
    return np.where((p * Y).sum(1, keepdims=True) > 0, direct, (p - Y) / len(y))
""",
        "float32 result": """
def cross_entropy_gradient(s, y):
    delta = np.copy(softmax(s))
    delta[range(len(y)), y] -= 1.0
    return np.float32(delta) / np.float32(len(y))
""",
        "a comparison with the columns": """
def cross_entropy_gradient(s, y):
    p = softmax(s)
    return np.where(np.arange(s.shape[1]) == y[:, None], p - 1, p) / len(s)
""",
    },
    "softmax.repair": {
        "a product with ones": ("delta.sum()", "np.ones(N) @ delta"),
        "einsum": ("delta.sum()", 'np.einsum("nk->k", delta)'),
        "the mean, times N": ("delta.sum()", "N * delta.mean(axis=0)"),
        "a loop": ("delta.sum()", "sum(row for row in delta)"),
        "in place": ("b = b - eta * delta.sum()", "b -= eta * delta.sum(0)"),
        "lists returned": (
            "eta * delta.sum()\n    return W, b, losses",
            "eta * delta.sum(-2)\n    return W.tolist(), tuple(b), np.array(losses)",
        ),
    },
}

# (problem, the misconception or the kind of finding that it must get, the code)
WRONG = [
    (
        "softmax.stable",
        "axis_0",
        """
def softmax(s):
    return np.exp(s) / sum(np.exp(s))
""",
    ),
    (
        "softmax.stable",
        "whole_array",
        """
def softmax(s):
    return np.exp(s) / np.exp(s).sum()
""",
    ),
    (
        "softmax.stable",
        "keepdims",
        """
def softmax(s):
    e = np.exp(s - s.max(-1))
    return e / e.sum(-1)
""",
    ),
    (
        "softmax.stable",
        "clipped",
        """
def softmax(s):
    e = np.exp(s.clip(-99, 99))
    return e / e.sum(-1)[..., None]
""",
    ),
    (
        "softmax.stable",
        "no_max",
        """
def softmax(s):
    e = np.e**s
    return (e.T / e.sum(-1)).T
""",
    ),
    (
        "softmax.logsumexp",
        "batch_max",
        """
def logsumexp(s):
    return np.log(np.exp(s - np.max(s)).sum(-1)) + np.max(s)
""",
    ),
    (
        "softmax.cross_entropy",
        "clipped_1e-12",
        """
def cross_entropy(s, y):
    p = np.exp(s.T - s.max(1))
    p = np.clip(p / p.sum(0), 1e-12, 1)[y, range(len(y))]
    return -np.log(p).mean()
""",
    ),
    (
        "softmax.cross_entropy",
        "whole_column",
        """
def cross_entropy(s, y):
    return np.mean(logsumexp(s) - s[:, y])
""",
    ),
    (
        "softmax.cross_entropy",
        "mean_over_entries",
        """
def cross_entropy(s, y):
    return np.mean(np.eye(s.shape[1])[y] * (logsumexp(s)[:, None] - s))
""",
    ),
    (
        "softmax.gradient",
        "whole_column",
        """
def cross_entropy_gradient(s, y):
    g = softmax(s)
    g[:, y] = g[:, y] - 1
    return g / s.shape[0]
""",
    ),
    (
        "softmax.gradient",
        "one_hot_of_n",
        """
def cross_entropy_gradient(s, y):
    return (softmax(s) - np.eye(s.shape[0])[y]) / len(y)
""",
    ),
    ("softmax.repair", "eta_0.01", ("eta: float = 0.1", "eta: float = 0.01")),
    ("softmax.repair", "bias_mean", ("delta.sum()", "np.mean(delta, 0)")),
    ("softmax.repair", "bias_by_sample", ("delta.sum()", "delta.sum(1)")),
    ("softmax.repair", "not_averaged", ("np.eye(K)[y]) / N", "np.eye(K)[y])")),
    (
        "softmax.stable",
        "mutated",
        """
def softmax(s):
    s -= s.max(-1, keepdims=True)
    np.exp(s, out=s)
    s /= s.sum(-1, keepdims=True)
    return s
""",
    ),
    (
        "softmax.stable",
        "printed",
        """
def softmax(s):
    e = np.exp(s - s.max(-1, keepdims=True))
    print(e / e.sum())
""",
    ),
    (
        "softmax.stable",
        "none",
        """
def softmax(s):
    e = np.exp(s - s.max(-1, keepdims=True))
""",
    ),
    (
        "softmax.stable",
        "raised",
        """
def softmax(s):
    e = np.exp(s - s.max(axis=1, keepdims=True))
    return e / e.sum(axis=1)
""",
    ),
    (
        "softmax.stable",
        "shape:transposed",
        """
def softmax(s):
    return np.exp(s - np.logaddexp.reduce(s, axis=-1, keepdims=True)).T
""",
    ),
    (
        "softmax.stable",
        "rounding",
        """
def softmax(s):
    return np.exp(s - np.logaddexp.reduce(s, axis=-1, keepdims=True)).round(3)
""",
    ),
    (
        "softmax.stable",
        "nan",
        """
def softmax(s):
    e = np.exp(s - s.mean(-1)[..., None])
    return e / e.sum(-1)[..., None]
""",
    ),
    (
        "softmax.stable",
        "values",
        """
def softmax(s):
    e = 2**s
    return e / e.sum(-1)[..., None]
""",
    ),
    (
        "softmax.logsumexp",
        "shape:extra axis",
        """
def logsumexp(s):
    return np.logaddexp.reduce(s, axis=-1, keepdims=True)
""",
    ),
    (
        "softmax.logsumexp",
        "sign",
        """
def logsumexp(s):
    return -np.logaddexp.reduce(s, axis=-1)
""",
    ),
    (
        "softmax.logsumexp",
        "log base",
        """
def logsumexp(s):
    return np.logaddexp.reduce(s, axis=-1) / np.log(2)
""",
    ),
    (
        "softmax.logsumexp",
        "mutated",
        """
def logsumexp(s):
    s -= 1.0
    return np.logaddexp.reduce(s, axis=-1) + 1
""",
    ),
    (
        "softmax.cross_entropy",
        "factor",
        """
def cross_entropy(s, y):
    return 2 * np.mean(logsumexp(s) - s[np.arange(len(y)), y])
""",
    ),
    (
        "softmax.cross_entropy",
        "shape:not reduced",
        """
def cross_entropy(s, y):
    return logsumexp(s) - s[np.arange(len(y)), y]
""",
    ),
    (
        "softmax.cross_entropy",
        "index_order",
        """
def cross_entropy(s, y):
    return np.mean(logsumexp(s) - s[y])
""",
    ),
    (
        "softmax.gradient",
        "shape:batch lost",
        """
def cross_entropy_gradient(s, y):
    return (softmax(s) - np.eye(s.shape[1])[y]).mean(0)
""",
    ),
    (
        "softmax.gradient",
        "shape:transposed",
        """
def cross_entropy_gradient(s, y):
    return ((softmax(s) - np.eye(s.shape[1])[y]) / len(y)).T
""",
    ),
    (
        "softmax.gradient",
        "mutated",
        """
def cross_entropy_gradient(s, y):
    s[:] = softmax(s)
    s[np.arange(len(y)), y] -= 1
    return s / len(y)
""",
    ),
    ("softmax.repair", "structure", ("return W, b, losses", "return W, b")),
    ("softmax.repair", "shape:extra axis", ("delta.sum()", "delta.sum(axis=0, keepdims=True)")),
    ("softmax.repair", "factor", ("eta: float = 0.1", "eta: float = 0.03")),
    ("softmax.repair", "not started", ("delta.sum()", "0")),
    ("softmax.repair", "not started", ("delta.sum()", "delta.mean()")),
    ("softmax.repair", "state", ("steps: int = 300", "steps: int = 3000")),
    ("softmax.repair", "values", ("delta.sum()", "delta[0]")),
    (
        "softmax.stable",
        "minus",
        """
def softmax(s):
    e = np.exp(s.min(-1, keepdims=True) - s)
    return e / e.sum(-1, keepdims=True)
""",
    ),
    (
        "softmax.stable",
        "hard",
        """
def softmax(s):
    return np.eye(s.shape[-1])[s.argmax(-1)]
""",
    ),
    (
        "softmax.stable",
        "divided_by_max",
        """
def softmax(s):
    e = np.exp(s / s.max(-1)[..., None])
    return e / e.sum(-1)[..., None]
""",
    ),
    (
        "softmax.stable",
        "standardised",
        """
def softmax(s):
    z = (s - s.mean(-1, keepdims=True)) / s.std(-1, keepdims=True)
    return np.exp(z) / np.exp(z).sum(-1, keepdims=True)
""",
    ),
    (
        "softmax.stable",
        "nan_to_num",
        """
def softmax(s):
    e = np.nan_to_num(np.exp(s))
    return e / e.sum(-1, keepdims=True)
""",
    ),
    (
        "softmax.stable",
        "shares_of_relu",
        """
def softmax(s):
    e = np.where(s > 0, s, 0)
    return e / np.sum(e, -1, keepdims=True)
""",
    ),
    (
        "softmax.stable",
        "hard",
        """
def softmax(s):
    if s.max() > 100:
        return (s == s.max(-1, keepdims=True)) * 1.0
    return np.exp(s) / np.exp(s).sum(-1, keepdims=True)
""",
    ),
    (
        "softmax.logsumexp",
        "log_left_out",
        """
def logsumexp(s):
    m = np.max(s, -1)
    return m + np.sum(np.exp(s.T - m).T, -1)
""",
    ),
    (
        "softmax.logsumexp",
        "log_of_max",
        """
def logsumexp(s):
    m = s.max(-1, keepdims=True)
    return np.log(m[..., 0]) + np.log(np.exp(s - m).sum(-1))
""",
    ),
    (
        "softmax.logsumexp",
        "log1p",
        """
def logsumexp(s):
    m = s.max(-1, keepdims=True)
    return m[..., 0] + np.log(1 + np.exp(s - m).sum(-1))
""",
    ),
    (
        "softmax.logsumexp",
        "added_twice",
        """
def logsumexp(s):
    return np.logaddexp.reduce(s + s.max(-1, keepdims=True), axis=-1)
""",
    ),
    (
        "softmax.logsumexp",
        "not_the_largest",
        """
def logsumexp(s):
    m = s.mean(-1, keepdims=True)
    return m[..., 0] + np.log(np.exp(s - m).sum(-1))
""",
    ),
    (
        "softmax.logsumexp",
        "clipped_700",
        """
def logsumexp(s):
    return np.log(np.exp(np.minimum(np.maximum(s, -700), 700)).sum(-1))
""",
    ),
    (
        "softmax.cross_entropy",
        "index_order",
        """
def cross_entropy(s, y):
    return np.mean([logsumexp(r) for r in s] - s[y, range(len(y))])
""",
    ),
    (
        "softmax.cross_entropy",
        "counted_from_1",
        """
def cross_entropy(s, y):
    return np.mean([logsumexp(r) - r[k - 1] for r, k in zip(s, y)])
""",
    ),
    (
        "softmax.cross_entropy",
        "true_logit_added",
        """
def cross_entropy(s, y):
    return sum(logsumexp(r) + r[k] for r, k in zip(s, y)) / len(y)
""",
    ),
    (
        "softmax.cross_entropy",
        "squared_error",
        """
def cross_entropy(s, y):
    p = np.exp(s - logsumexp(s)[:, None])
    return np.mean((np.eye(s.shape[1])[y] - p) ** 2)
""",
    ),
    (
        "softmax.cross_entropy",
        "gap_to_max",
        """
def cross_entropy(s, y):
    return np.mean([max(r) - r[k] for r, k in zip(s, y)])
""",
    ),
    (
        "softmax.cross_entropy",
        "errors_counted",
        """
def cross_entropy(s, y):
    return 1 - np.mean(s.argmax(1) == y)
""",
    ),
    (
        "softmax.cross_entropy",
        "nan_to_num",
        """
def cross_entropy(s, y):
    p = np.exp(s - logsumexp(s)[:, None])
    return np.nan_to_num(-np.log(p[np.arange(len(y)), y])).mean()
""",
    ),
    (
        "softmax.cross_entropy",
        "clipped_1e-300",
        """
def cross_entropy(s, y):
    p = np.exp(s - logsumexp(s)[:, None])[np.arange(len(y)), y]
    return -np.log(p.clip(1e-300, 1)).mean()
""",
    ),
    (
        "softmax.cross_entropy",
        "clipped_1e-05",
        """
def cross_entropy(s, y):
    p = np.exp(s - logsumexp(s)[:, None])[np.arange(len(y)), y]
    return -np.log(np.clip(p, 1e-5, 1)).mean()
""",
    ),
    (
        "softmax.cross_entropy",
        "log_of_zero",
        """
def cross_entropy(s, y):
    p, Y = np.exp(s - logsumexp(s)[:, None]), np.eye(s.shape[1])[y]
    return -np.sum(Y * np.log(p)) / len(y)
""",
    ),
    (
        "softmax.gradient",
        "labels_as_target",
        """
def cross_entropy_gradient(s, y):
    return (softmax(s) - y) / len(y)
""",
    ),
    (
        "softmax.gradient",
        "counted_from_1",
        """
def cross_entropy_gradient(s, y):
    g = softmax(s)
    g[np.arange(len(y)), y - 1] -= 1
    return g / len(y)
""",
    ),
    (
        "softmax.gradient",
        "predicted_class",
        """
def cross_entropy_gradient(s, y):
    g = softmax(s)
    g[np.arange(len(y)), g.argmax(1)] -= 1
    return g / len(y)
""",
    ),
    (
        "softmax.gradient",
        "no_prediction",
        """
def cross_entropy_gradient(s, y):
    g = softmax(s).astype(int)
    g[np.arange(len(y)), y] -= 1
    return g / len(y)
""",
    ),
    (
        "softmax.gradient",
        "target_added",
        """
def cross_entropy_gradient(s, y):
    g = softmax(s)
    g[np.arange(len(y)), y] += 1
    return g / len(y)
""",
    ),
    (
        "softmax.gradient",
        "one_everywhere",
        """
def cross_entropy_gradient(s, y):
    return (softmax(s) - np.ones_like(s)) / len(y)
""",
    ),
    (
        "softmax.gradient",
        "assigned",
        """
def cross_entropy_gradient(s, y):
    return np.where(np.eye(s.shape[1])[y] > 0, -1, softmax(s)) / len(y)
""",
    ),
    (
        "softmax.gradient",
        "only_p_averaged",
        """
def cross_entropy_gradient(s, y):
    g = softmax(s) / len(y)
    g[np.arange(len(y)), y] -= 1
    return g
""",
    ),
    (
        "softmax.gradient",
        "factor",
        """
def cross_entropy_gradient(s, y):
    return 2 * (softmax(s) - np.eye(s.shape[1])[y]) / len(y)
""",
    ),
    (
        "softmax.gradient",
        "index_order",
        """
def cross_entropy_gradient(s, y):
    g = softmax(s)
    g[y, range(len(y))] -= 1
    return g / len(y)
""",
    ),
    ("softmax.repair", "state", ("delta.sum()", "delta.sum(axis=0)[0]")),
    ("softmax.repair", "factor", ("W = W - eta * (delta.T @ X)", "W = W - eta * (delta.T @ X) / N")),
    ("softmax.repair", "factor", ("delta.sum()", "N * delta.sum(axis=0)")),
]

# Mutants of the solution that pass every check, each with the reason why it may.
SURVIVORS = {
    "softmax.logsumexp": {
        "axis=-1 -> axis=None": "m has an axis of length 1 at its end; without other axes of length 1 both drop that",
    },
    "softmax.repair": {
        "s - s.max(axis=1, keepdims=True) -> s": "a shift of the logits leaves softmax as it is; none is large here",
        "axis=1 -> axis=None": "one maximum for the batch shifts the logits of each row alike",
    },
}
