"""Set 14: other right answers, and wrong ones with what they are recognised as."""

NORM = """
class BatchNorm:
    def __init__(self, n, momentum=0.9, eps=1e-5):
        self.momentum, self.eps = momentum, eps
        self.gamma, self.beta = np.ones(n), np.zeros(n)
        self.running_mean, self.running_var = np.zeros(n), np.ones(n)

    def forward(self, z, training=True):
        if not training:
            return self.gamma * (z - self.running_mean) / np.sqrt(self.running_var + self.eps) + self.beta
        mean, var = z.mean(axis=0), z.var(axis=0)
        self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mean
        self.running_var = self.momentum * self.running_var + (1 - self.momentum) * var
        self.std = np.sqrt(var + self.eps)
        self.x_hat = (z - mean) / self.std
        return self.gamma * self.x_hat + self.beta

    def backward(self, delta):
        self.dgamma, self.dbeta = (delta * self.x_hat).sum(0), delta.sum(0)
        g = self.gamma * delta
        return (g - g.mean(0) - self.x_hat * (g * self.x_hat).mean(0)) / self.std
"""


def norm(old, new):
    assert NORM.count(old) == 1, old
    return NORM.replace(old, new)


EVALUATED = "return self.gamma * (z - self.running_mean) / np.sqrt(self.running_var + self.eps) + self.beta"
MEAN_VAR = "mean, var = z.mean(axis=0), z.var(axis=0)"
RESULT = "return (g - g.mean(0) - self.x_hat * (g * self.x_hat).mean(0)) / self.std"
FORWARD = """
def residual_forward(x, W1, W2):
    return x + np.maximum(x @ W1.T, 0) @ W2.T
"""

BACKWARD = """
def residual_backward(delta, x, W1, W2):
    h = np.maximum(x @ W1.T, 0)
    d1 = delta @ W2 * (h > 0)
    return delta + d1 @ W1, d1.T @ x, delta.T @ h
"""

STYLES = {
    "deeper.batch_norm": {
        "step by step": """
class BatchNorm:
    def __init__(self, n, momentum=0.9, eps=1e-5):
        self.m, self.eps = momentum, eps
        self.gamma, self.beta, self.dgamma, self.dbeta = np.ones(n), np.zeros(n), np.zeros(n), np.zeros(n)
        self.running_mean, self.running_var = np.zeros(n), np.ones(n)

    def forward(self, z, training=True):
        if training:
            mean = z.sum(axis=0) / len(z)
            var = ((z - mean) ** 2).sum(axis=0) / len(z)
            self.running_mean += (1 - self.m) * (mean - self.running_mean)
            self.running_var += (1 - self.m) * (var - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        self.c, self.s = z - mean, (var + self.eps) ** -0.5
        return self.gamma * self.c * self.s + self.beta

    def backward(self, delta):
        N = len(delta)
        self.dbeta[:] = np.sum(delta, 0)
        self.dgamma[:] = np.sum(delta * self.c * self.s, 0)
        dx_hat = delta * self.gamma
        dvar = (dx_hat * self.c).sum(0) * -0.5 * self.s**3
        dmean = -(dx_hat * self.s).sum(0)
        return dx_hat * self.s + dvar * 2 * self.c / N + dmean / N
""",
        "loops over the units": """
class BatchNorm:
    def __init__(self, n, momentum=0.9, eps=1e-5):
        self.n, self.momentum, self.eps = n, momentum, eps
        self.gamma, self.beta = [1.0] * n, [0.0] * n
        self.dgamma, self.dbeta = [0.0] * n, [0.0] * n
        self.running_mean, self.running_var = [0.0] * n, [1.0] * n

    def forward(self, z, training=True):
        self.x_hat, self.std = np.zeros(z.shape), []
        for i in range(self.n):
            mean, var = self.running_mean[i], self.running_var[i]
            if training:
                mean, var = z[:, i].mean(), z[:, i].var()
                self.running_mean[i] = self.momentum * self.running_mean[i] + (1 - self.momentum) * mean
                self.running_var[i] = self.momentum * self.running_var[i] + (1 - self.momentum) * var
            self.std.append(np.sqrt(var + self.eps))
            self.x_hat[:, i] = (z[:, i] - mean) / self.std[i]
        return np.array(self.gamma) * self.x_hat + np.array(self.beta)

    def backward(self, delta):
        dz = np.zeros(delta.shape)
        for i in range(self.n):
            d, x = delta[:, i], self.x_hat[:, i]
            self.dgamma[i], self.dbeta[i] = d @ x, d.sum()
            g = self.gamma[i] * d
            dz[:, i] = (g - g.mean() - x * (g @ x) / len(g)) / self.std[i]
        return dz.tolist()
""",
        "rows of shape (1, n) inside": norm(
            MEAN_VAR, "mean, var = np.mean(z, 0), np.square(z - z.mean(0, keepdims=True)).mean(0)"
        ),
        "one fraction": norm(
            RESULT,
            "return (len(g) * g - g.sum(0) - self.x_hat * (g * self.x_hat).sum(0)) / (len(g) * self.std)",
        ),
        "in place on a copy": norm(
            "self.x_hat = (z - mean) / self.std",
            "self.x_hat = z.copy(); self.x_hat -= mean; self.x_hat /= self.std",
        ),
        "float32 result": norm(
            RESULT, "return np.float32((g - g.mean(0) - self.x_hat * (g * self.x_hat).mean(0)) / self.std)"
        ),
    },
    "deeper.layer_norm": {
        "loop": """
def layer_norm(z, gamma, beta, eps=1e-5):
    rows = []
    for row in z:
        m = sum(row) / len(row)
        v = sum((t - m) ** 2 for t in row) / len(row)
        rows.append([g * (t - m) / (v + eps) ** 0.5 + b for t, g, b in zip(row, gamma, beta)])
    return rows
""",
        "transposed twice": """
def layer_norm(z, gamma, beta, eps=1e-5):
    t = z.T - z.mean(1)
    return (t / np.sqrt((t * t).mean(0) + eps)).T * gamma + beta
""",
        "einsum": """
def layer_norm(z, gamma, beta, eps=1e-5):
    c = z - np.einsum("ni->n", z)[:, None] / z.shape[1]
    s = 1 / np.sqrt(np.einsum("ni,ni->n", c, c) / z.shape[1] + eps)
    return np.einsum("ni,n,i->ni", c, s, gamma) + beta
""",
        "in place on a copy": """
def layer_norm(z, gamma, beta, eps=1e-5):
    a = np.array(z)
    a -= a.mean(axis=-1, keepdims=True)
    a /= np.sqrt(np.square(a).mean(axis=-1, keepdims=True) + eps)
    a *= gamma
    a += beta
    return a
""",
        "float32 result": """
def layer_norm(z, gamma, beta, eps=1e-5):
    return (gamma * (z - z.mean(1, keepdims=True)) / np.sqrt(z.var(1, keepdims=True) + eps) + beta).astype(np.float32)
""",
    },
    "deeper.residual": {
        "loops": """
def residual_forward(x, W1, W2):
    return [xn + W2 @ np.where(W1 @ xn > 0, W1 @ xn, 0) for xn in x]


def residual_backward(delta, x, W1, W2):
    dx, dW1, dW2 = np.zeros(x.shape), np.zeros(W1.shape), np.zeros(W2.shape)
    for n in range(len(x)):
        z = W1 @ x[n]
        d1 = W2.T @ delta[n] * (z > 0)
        dx[n] = delta[n] + W1.T @ d1
        dW1 += np.outer(d1, x[n])
        dW2 += np.outer(delta[n], z * (z > 0))
    return dx, dW1, dW2
""",
        "einsum": """
def residual_forward(x, W1, W2):
    return x + np.einsum("im,nm->ni", W2, np.einsum("mj,nj->nm", W1, x).clip(0))


def residual_backward(delta, x, W1, W2):
    h = np.einsum("mj,nj->nm", W1, x).clip(0)
    d1 = np.where(h > 0, np.einsum("ni,im->nm", delta, W2), 0)
    return [delta + np.einsum("nm,mj->nj", d1, W1), np.einsum("nm,nj->mj", d1, x), np.einsum("ni,nm->im", delta, h)]
""",
        "in place on a copy": """
def residual_forward(x, W1, W2):
    a = x.copy()
    a += np.maximum(0, x.dot(W1.T)).dot(W2.T)
    return a


def residual_backward(delta, x, W1, W2):
    dx, z = delta.copy(), x.dot(W1.T)
    d1 = delta.dot(W2)
    d1[z <= 0] = 0
    dx += d1.dot(W1)
    z[z < 0] = 0
    return dx, d1.T.dot(x), delta.T.dot(z)
""",
        "float32 result": """
def residual_forward(x, W1, W2):
    return np.float32(x + np.maximum(x @ W1.T, 0) @ W2.T)


def residual_backward(delta, x, W1, W2):
    z = x @ W1.T
    d1 = delta @ W2 * np.sign(np.maximum(z, 0))
    return np.float32(delta + d1 @ W1), np.float32(d1.T @ x), np.float32(delta.T @ np.maximum(z, 0))
""",
    },
    "deeper.repair": {
        "axis 0, axis kept": (
            "x.mean(axis=1, keepdims=True), x.std(axis=1, keepdims=True)",
            "x.mean(axis=0, keepdims=True), x.std(axis=0, keepdims=True)",
        ),
        "NumPy's functions": (
            "x.mean(axis=1, keepdims=True), x.std(axis=1, keepdims=True)",
            "np.mean(x, 0), np.std(x, 0)",
        ),
        "from the variance": (
            "x.mean(axis=1, keepdims=True), x.std(axis=1, keepdims=True)",
            "x.mean(0), np.sqrt(((x - x.mean(0)) ** 2).mean(0))",
        ),
        "einsum": (
            "x.mean(axis=1, keepdims=True), x.std(axis=1, keepdims=True)",
            'np.einsum("nd->d", x) / len(x), x.std(axis=0)',
        ),
        "a small number for safety": (
            "x.mean(axis=1, keepdims=True), x.std(axis=1, keepdims=True)",
            "x.mean(axis=0), x.std(axis=0) + 1e-8",
        ),
        "float32 in between": (
            "x.mean(axis=1, keepdims=True), x.std(axis=1, keepdims=True)",
            "x.mean(axis=0).astype(np.float32), x.std(axis=0).astype(np.float32)",
        ),
        "loops": (
            "mean, deviation = x.mean(axis=1, keepdims=True), x.std(axis=1, keepdims=True)",
            "mean = np.array([c.mean() for c in x.T]); deviation = np.array([c.std() for c in x.T])",
        ),
    },
}

# (problem, the misconception or the kind of finding that it must get, the code)
WRONG = [
    (
        "deeper.batch_norm",
        "axis_1",
        norm(MEAN_VAR, "mean, var = z.mean(axis=1)[:, None], z.var(axis=1)[:, None]")
        .replace("self.running_mean = ", "pass  # ")
        .replace("self.running_var = self", "pass  # "),
    ),
    ("deeper.batch_norm", "raised", norm(MEAN_VAR, "mean, var = z.mean(axis=1), z.var(axis=1)")),
    ("deeper.batch_norm", "whole_array", norm(MEAN_VAR, "mean, var = z.mean(), z.var()")),
    (
        "deeper.batch_norm",
        "unbiased",
        norm(MEAN_VAR, "mean = z.mean(0); var = np.square(z - mean).sum(0) / (len(z) - 1)"),
    ),
    (
        "deeper.batch_norm",
        "eps_outside",
        norm("self.std = np.sqrt(var + self.eps)", "self.std = z.std(0) + self.eps"),
    ),
    ("deeper.batch_norm", "no_eps", norm("self.std = np.sqrt(var + self.eps)", "self.std = z.std(0)")),
    (
        "deeper.batch_norm",
        "variance",
        norm("self.std = np.sqrt(var + self.eps)", "self.std = var + self.eps"),
    ),
    (
        "deeper.batch_norm",
        "momentum_exchanged",
        NORM.replace("self.momentum * self", "(1 - self.momentum) * self").replace(
            "+ (1 - self.momentum) *", "+ self.momentum *"
        ),
    ),
    (
        "deeper.batch_norm",
        "running_unbiased",
        norm("(1 - self.momentum) * var", "(1 - self.momentum) * z.var(0, ddof=1)"),
    ),
    (
        "deeper.batch_norm",
        "running_deviation",
        norm("(1 - self.momentum) * var", "(1 - self.momentum) * z.std(0)"),
    ),
    (
        "deeper.batch_norm",
        "batch_at_evaluation",
        norm(
            EVALUATED,
            "return self.gamma * (z - z.mean(0)) / np.sqrt(z.var(0) + self.eps) + self.beta",
        ),
    ),
    ("deeper.batch_norm", "training_ignored", norm("if not training:", "if False:")),
    (
        "deeper.batch_norm",
        "unchanged_at_evaluation",
        norm(EVALUATED, "return z"),
    ),
    ("deeper.batch_norm", "constants", norm(RESULT, "return g / self.std")),
    ("deeper.batch_norm", "without_variance", norm(RESULT, "return g / self.std - (g / self.std).mean(0)")),
    (
        "deeper.batch_norm",
        "without_mean",
        norm(RESULT, "return (g - self.x_hat * np.mean(g * self.x_hat, 0)) / self.std"),
    ),
    (
        "deeper.batch_norm",
        "sums",
        norm(RESULT, "return (g - g.sum(0) - self.x_hat * (g * self.x_hat).sum(0)) / self.std"),
    ),
    (
        "deeper.batch_norm",
        "not_divided",
        norm(RESULT, "return g - g.mean(0) - self.x_hat * (g * self.x_hat).mean(0)"),
    ),
    ("deeper.batch_norm", "variance_sign", norm("g.mean(0) - self.x_hat", "g.mean(0) + self.x_hat")),
    (
        "deeper.batch_norm",
        "parameter_means",
        norm("(delta * self.x_hat).sum(0), delta.sum(0)", "(delta * self.x_hat).mean(0), delta.mean(0)"),
    ),
    ("deeper.batch_norm", "exchanged", norm("self.dgamma, self.dbeta", "self.dbeta, self.dgamma")),
    (
        "deeper.batch_norm",
        "parameters_by_sample",
        norm("(delta * self.x_hat).sum(0), delta.sum(0)", "delta * self.x_hat, delta"),
    ),
    (
        "deeper.batch_norm",
        "in_place",
        norm("self.x_hat = (z - mean) / self.std", "z -= mean; self.x_hat = z / self.std"),
    ),
    (
        "deeper.batch_norm",
        "mutated",
        norm(RESULT, "delta -= g.mean(0); return (delta - self.x_hat * (g * self.x_hat).mean(0)) / self.std"),
    ),
    ("deeper.batch_norm", "missing", NORM.replace("running_mean", "mean")),
    ("deeper.batch_norm", "none", norm("return (g - ", "dz = (g - ")),
    (
        "deeper.batch_norm",
        "gamma_from_0",
        norm("= np.ones(n), np.zeros(n)\n        self.r", "= np.zeros(n), np.zeros(n)\n        self.r"),
    ),
    ("deeper.batch_norm", "default_momentum", norm("momentum=0.9", "momentum=0.1")),
    (
        "deeper.batch_norm",
        "running_exchanged",
        norm(MEAN_VAR, MEAN_VAR + "; var, mean = mean, var").replace(
            "self.std = np.sqrt(var", "var, mean = mean, var; self.std = np.sqrt(var"
        ),
    ),
    (
        "deeper.batch_norm",
        "running_in_training",
        norm(
            "self.std = np.sqrt(var",
            "mean, var = self.running_mean, self.running_var; self.std = np.sqrt(var",
        ),
    ),
    (
        "deeper.batch_norm",
        "evaluation_variance",
        norm(EVALUATED, EVALUATED.replace("np.sqrt", "")),
    ),
    ("deeper.batch_norm", "evaluation_no_eps", norm(EVALUATED, EVALUATED.replace(" + self.eps", ""))),
    (
        "deeper.batch_norm",
        "evaluation_not_centred",
        norm(EVALUATED, EVALUATED.replace("(z - self.running_mean)", "z")),
    ),
    ("deeper.batch_norm", "values", norm("np.sqrt(var + self.eps)", "np.sqrt(var + 2 * self.eps)")),
    ("deeper.batch_norm", "nan", norm("np.sqrt(var + self.eps)", "np.sqrt(var - self.eps)")),
    ("deeper.batch_norm", "mean_sign", norm("(g - g.mean(0)", "(g + g.mean(0)")),
    ("deeper.batch_norm", "variance_half", norm("- self.x_hat * (g", "- self.x_hat / 2 * (g")),
    ("deeper.batch_norm", "gamma_twice_back", norm(RESULT, RESULT.replace("return", "return self.gamma *"))),
    (
        "deeper.batch_norm",
        "gamma_not_everywhere",
        norm("(g * self.x_hat).mean(0)", "(delta * self.x_hat).mean(0)"),
    ),
    ("deeper.batch_norm", "returns_three", norm(RESULT, RESULT + ", self.dgamma, self.dbeta")),
    ("deeper.batch_norm", "mutated", norm(RESULT, "delta *= self.gamma; " + RESULT)),
    ("deeper.batch_norm", "factor", norm(RESULT, RESULT + " / len(g)")),
    ("deeper.batch_norm", "missing", norm("self.dgamma, self.dbeta = ", "dgamma, dbeta = ")),
    (
        "deeper.layer_norm",
        "root_mean_square",
        """
def layer_norm(z, gamma, beta, eps=1e-5):
    return gamma * (z - z.mean(1, keepdims=True)) / np.sqrt((z * z).mean(1, keepdims=True) + eps) + beta
""",
    ),
    (
        "deeper.layer_norm",
        "rms_norm",
        """
def layer_norm(z, gamma, beta, eps=1e-5):
    return gamma * z / np.sqrt((z * z).mean(1, keepdims=True) + eps) + beta
""",
    ),
    (
        "deeper.layer_norm",
        "only_centred",
        """
def layer_norm(z, gamma, beta, eps=1e-5):
    return beta + gamma * (z.T - z.mean(1)).T
""",
    ),
    (
        "deeper.layer_norm",
        "variance_over_batch",
        """
def layer_norm(z, gamma, beta, eps=1e-5):
    return beta + gamma * (z.T - z.mean(1)).T / np.sqrt(z.var(0) + eps)
""",
    ),
    (
        "deeper.layer_norm",
        "mean_over_batch",
        """
def layer_norm(z, gamma, beta, eps=1e-5):
    return beta + gamma * (z - z.mean(0)) / np.sqrt(z.var(1) + eps)[:, None]
""",
    ),
    (
        "deeper.layer_norm",
        "first row",
        """
def layer_norm(z, gamma, beta, eps=1e-5):
    return gamma * (z - z[0].mean()) / np.sqrt(z[0].var() + eps) + beta
""",
    ),
    (
        "deeper.residual",
        "mutated",
        "def residual_forward(x, W1, W2):\n    x += np.maximum(x @ W1.T, 0) @ W2.T\n    return x\n"
        + BACKWARD,
    ),
    ("deeper.residual", "subtracted", FORWARD.replace("x + np", "x - np") + BACKWARD),
    (
        "deeper.residual",
        "order_of_two",
        FORWARD + BACKWARD.replace("d1.T @ x, delta.T @ h", "delta.T @ h, d1.T @ x"),
    ),
    (
        "deeper.residual",
        "skip_multiplied",
        FORWARD + BACKWARD.replace("delta + d1 @ W1", "delta * (d1 @ W1)"),
    ),
    ("deeper.residual", "skip_twice", FORWARD + BACKWARD.replace("delta + d1 @ W1", "2 * delta + d1 @ W1")),
    ("deeper.residual", "dW1_without_relu", FORWARD + BACKWARD.replace("d1.T @ x", "(delta @ W2).T @ x")),
    ("deeper.residual", "dW2_of_on", FORWARD + BACKWARD.replace("delta.T @ h", "delta.T @ (h > 0)")),
    (
        "deeper.residual",
        "shape:batch lost",
        FORWARD + BACKWARD.replace("delta + d1 @ W1", "(delta + d1 @ W1).sum(0)"),
    ),
    ("deeper.residual", "raised", FORWARD + BACKWARD.replace("delta @ W2 *", "delta @ W2.T *")),
    (
        "deeper.repair",
        "not_centred",
        ("x.mean(axis=1, keepdims=True), x.std(axis=1, keepdims=True)", "0, x.std(axis=0)"),
    ),
    (
        "deeper.repair",
        "length",
        (
            "x.mean(axis=1, keepdims=True), x.std(axis=1, keepdims=True)",
            "x.mean(axis=0), np.linalg.norm(x - x.mean(axis=0), axis=0)",
        ),
    ),
    ("deeper.repair", "not started", ("steps=100", "steps=500")),
    (
        "deeper.layer_norm",
        "axis_0",
        """
def layer_norm(z, gamma, beta, eps=1e-5):
    return gamma * (z - z.mean(0)) / np.sqrt(z.var(0) + eps) + beta
""",
    ),
    (
        "deeper.layer_norm",
        "whole_array",
        """
def layer_norm(z, gamma, beta, eps=1e-5):
    return gamma * (z - z.mean()) / np.sqrt(z.var() + eps) + beta
""",
    ),
    (
        "deeper.layer_norm",
        "shift_first",
        """
def layer_norm(z, gamma, beta, eps=1e-5):
    x = (z - z.mean(1, keepdims=True)) / np.sqrt(z.var(1, keepdims=True) + eps)
    return gamma * (beta + x)
""",
    ),
    (
        "deeper.layer_norm",
        "eps_outside",
        """
def layer_norm(z, gamma, beta, eps=1e-5):
    return gamma * ((z.T - z.mean(1)) / (eps + z.std(1))).T + beta
""",
    ),
    (
        "deeper.layer_norm",
        "mutated",
        """
def layer_norm(z, gamma, beta, eps=1e-5):
    z -= z.mean(1, keepdims=True)
    z /= np.sqrt((z**2).mean(1, keepdims=True) + eps)
    return gamma * z + beta
""",
    ),
    (
        "deeper.layer_norm",
        "keepdims",
        """
def layer_norm(z, gamma, beta, eps=1e-5):
    return gamma * (z - z.mean(1)) / np.sqrt(z.var(1) + eps) + beta
""",
    ),
    (
        "deeper.layer_norm",
        "unchanged",
        """
def layer_norm(z, gamma, beta, eps=1e-5):
    x = (z - z.mean(1, keepdims=True)) / np.sqrt(z.var(1, keepdims=True) + eps)
    return z
""",
    ),
    (
        "deeper.residual",
        "no_skip",
        """
def residual_forward(x, W1, W2):
    return np.maximum(x @ W1.T, 0) @ W2.T


def residual_backward(delta, x, W1, W2):
    z = x @ W1.T
    d1 = delta @ W2 * (z > 0)
    return d1 @ W1, d1.T @ x, delta.T @ np.maximum(z, 0)
""",
    ),
    (
        "deeper.residual",
        "backward_no_skip",
        FORWARD
        + """
def residual_backward(delta, x, W1, W2):
    z = x @ W1.T
    d1 = delta @ W2 * (z > 0)
    return d1 @ W1, d1.T @ x, delta.T @ np.maximum(z, 0)
""",
    ),
    (
        "deeper.residual",
        "relu_forgotten",
        FORWARD
        + """
def residual_backward(delta, x, W1, W2):
    return delta + delta @ W2 @ W1, (delta @ W2).T @ x, delta.T @ np.maximum(x @ W1.T, 0)
""",
    ),
    (
        "deeper.residual",
        "transposed",
        FORWARD
        + """
def residual_backward(delta, x, W1, W2):
    z = x @ W1.T
    d1 = delta @ W2 * (z > 0)
    return delta + d1 @ W1, x.T @ d1, np.maximum(z, 0).T @ delta
""",
    ),
    (
        "deeper.residual",
        "order",
        FORWARD
        + """
def residual_backward(delta, x, W1, W2):
    z = x @ W1.T
    d1 = delta @ W2 * (z > 0)
    return d1.T @ x, delta.T @ np.maximum(z, 0), delta + d1 @ W1
""",
    ),
    (
        "deeper.residual",
        "structure",
        FORWARD
        + """
def residual_backward(delta, x, W1, W2):
    return delta + delta @ W2 * (x @ W1.T > 0) @ W1
""",
    ),
    (
        "deeper.residual",
        "factor",
        FORWARD
        + """
def residual_backward(delta, x, W1, W2):
    z = x @ W1.T
    d1 = delta @ W2 * (z > 0)
    return delta + d1 @ W1, d1.T @ x, 2 * delta.T @ np.maximum(z, 0)
""",
    ),
    (
        "deeper.residual",
        "W2_not_transposed",
        """
def residual_forward(x, W1, W2):
    return x + np.maximum(x @ W1.T, 0) @ W2


def residual_backward(delta, x, W1, W2):
    return ...
""",
    ),
    (
        "deeper.repair",
        "whole_array",
        ("x.mean(axis=1, keepdims=True), x.std(axis=1, keepdims=True)", "x.mean(), x.std()"),
    ),
    ("deeper.repair", "deviation_axis", ("x.mean(axis=1, keepdims=True)", "x.mean(axis=0)")),
    ("deeper.repair", "mean_axis", ("x.std(axis=1, keepdims=True)", "x.std(axis=0, keepdims=True)")),
    ("deeper.repair", "removed", ("x_hat = (x - mean) / deviation", "x_hat = x")),
    (
        "deeper.repair",
        "only_centred",
        ("x.mean(axis=1, keepdims=True), x.std(axis=1, keepdims=True)", "x.mean(axis=0), 1"),
    ),
    (
        "deeper.repair",
        "variance",
        ("x.mean(axis=1, keepdims=True), x.std(axis=1, keepdims=True)", "x.mean(axis=0), x.var(axis=0)"),
    ),
    ("deeper.repair", "not started", ("x.mean(axis=1, keepdims=True)", "x.mean(axis=-1)[:, None]")),
    (
        "deeper.repair",
        "raised",
        ("x.mean(axis=1, keepdims=True), x.std(axis=1, keepdims=True)", "x.mean(axis=1), x.std(axis=1)"),
    ),
    ("deeper.repair", "structure", ("return x_hat, w, b, losses", "return w, b, losses")),
]

# Mutants of the solution that pass every check, each with the reason why it may.
SURVIVORS = {
    "deeper.residual": {"z > 0 -> z >= 0": "what the slope is at exactly 0 is not asked, and no z is 0"},
}
