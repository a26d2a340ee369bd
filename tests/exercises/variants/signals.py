"""Set 10: other right answers, and wrong ones with what they are recognised as."""

HE = """
def he_normal(n_out, n_in, seed):
    return np.random.default_rng(seed).normal(0, (2 / n_in) ** 0.5, (n_out, n_in))
"""
XAVIER = """
def xavier_normal(n_out, n_in, seed):
    return np.random.default_rng(seed).normal(0, (2 / (n_in + n_out)) ** 0.5, (n_out, n_in))
"""
LEGACY = """
def he_normal(n_out, n_in, seed):
    np.random.seed(seed)
    return np.random.randn(n_out, n_in) * np.sqrt(2 / n_in)
"""
DRAW = "[rng.normal(0, std, (d, d))] * depth"


def norms(size="np.sqrt((a**2).mean())", z="a @ W.T", before="", after="", end=""):
    """Write a program for signal_norms from its parts."""
    return f"""
def size(a):
    return {size}

def signal_norms(x, Ws, phi):
    act = dict(relu=lambda z: z * (z > 0), tanh=np.tanh, identity=lambda z: z)[phi]
    a, sizes = x, [size(x)]
    for W in Ws:
        z = {z}
        a = act(z)
        sizes.append(size({before or "a"}))
    return sizes{end}
"""


def clip(norm="np.sqrt(sum(np.vdot(g, g) for g in grads))", factor="min(1, max_norm / max(norm, 1e-300))"):
    """Write a program for clip_gradient from its parts."""
    return f"""
def clip_gradient(grads, max_norm):
    norm = {norm}
    factor = {factor}
    return [g * factor for g in grads], norm
"""


STYLES = {
    "signals.initialisers": {
        "standard normal, scaled": """
def he_normal(n_out, n_in, seed):
    rng = np.random.default_rng(seed)
    return rng.standard_normal((n_out, n_in)) * np.sqrt(2.0) / np.sqrt(n_in)

def xavier_normal(n_out, n_in, seed):
    rng = np.random.default_rng(seed)
    return rng.standard_normal(size=(n_out, n_in)) / np.sqrt((n_in + n_out) / 2)
""",
        "by keywords, a helper": """
def draw(n_out, n_in, seed, fan):
    return np.random.default_rng(seed=seed).normal(loc=0.0, scale=np.sqrt(2 / fan), size=(n_out, n_in))

def he_normal(n_out, n_in, seed):
    return draw(n_out, n_in, seed, n_in)

def xavier_normal(n_out, n_in, seed):
    return draw(n_out, n_in, seed, n_in + n_out)
""",
        "loops, lists": """
def he_normal(n_out, n_in, seed):
    rng = np.random.default_rng(seed)
    return [[rng.normal(0, (2 / n_in) ** 0.5) for _ in range(n_in)] for _ in range(n_out)]

def xavier_normal(n_out, n_in, seed):
    rng = np.random.default_rng(seed)
    return [rng.normal(0, (2 / (n_in + n_out)) ** 0.5, n_in).tolist() for _ in range(n_out)]
""",
        "filled in place, float32 result": """
def he_normal(n_out, n_in, seed):
    W = np.empty((n_out, n_in))
    np.random.default_rng(seed).standard_normal(out=W)
    W *= np.sqrt(2 / n_in)
    return W.astype(np.float32)

def xavier_normal(n_out, n_in, seed):
    W = np.empty((n_out, n_in))
    np.random.default_rng(seed).standard_normal(out=W)
    W /= np.sqrt((n_in + n_out) / 2)
    return W.astype(np.float32)
""",
    },
    "signals.forward_scale": {
        "a helper, and a dict of functions": norms(),
        "einsum": norms(
            size="np.einsum('nj,nj->', a, a) ** 0.5 / a.size ** 0.5", z="np.einsum('nd,md->nm', a, W)"
        ),
        "by np.linalg.norm, float32 result": norms(size="np.linalg.norm(a) / np.sqrt(a.size)").replace(
            "return sizes", "return np.array(sizes, dtype=np.float32)"
        ),
        "loops, and a choice by if": """
def signal_norms(x, Ws, phi):
    layers = [x.tolist()]
    for W in Ws:
        layer = []
        for row in layers[-1]:
            z = [sum(w * v for w, v in zip(weights, row)) for weights in W]
            if phi == "relu":
                z = [max(v, 0.0) for v in z]
            elif phi == "tanh":
                z = [float(np.tanh(v)) for v in z]
            layer.append(z)
        layers.append(layer)
    squares = [[v * v for row in layer for v in row] for layer in layers]
    return tuple((sum(s) / len(s)) ** 0.5 for s in squares)
""",
        "in place on new arrays": """
def signal_norms(x, Ws, phi):
    sizes, a = [], x.copy()
    for W in [None, *Ws]:
        if W is not None:
            a = a @ W.T
            if phi == "relu":
                a[a < 0] = 0
            if phi == "tanh":
                np.tanh(a, out=a)
        sizes.append((a * a).mean() ** 0.5)
    return np.array(sizes)
""",
    },
    "signals.clip": {
        "one factor, at most 1": clip(),
        "all in one vector": clip(
            norm="np.linalg.norm(np.concatenate([g.ravel() for g in grads]))",
            factor="1 if norm <= max_norm else max_norm / norm",
        ),
        "a small number for safety": clip(factor="min(1.0, max_norm / (norm + 1e-9))"),
        "loops, in place on copies": """
def clip_gradient(grads, max_norm):
    total = 0.0
    for g in grads:
        for v in g.ravel():
            total += v * v
    norm, clipped = total**0.5, [g.copy() for g in grads]
    if norm > max_norm:
        for g in clipped:
            g *= max_norm
            g /= norm
    return clipped, norm
""",
        "lists, float32 result": """
def clip_gradient(grads, max_norm):
    norm = np.sqrt(np.sum([np.vdot(g, g) for g in grads]))
    factor = np.float32(max_norm / np.maximum(norm, max_norm))
    return [(np.float32(g) * factor).tolist() for g in grads], np.float32(norm)
""",
    },
    "signals.repair": {
        "drawn all at once": (DRAW, "list(rng.normal(0, std, (depth, d, d)))"),
        "a loop": (
            f"Ws = {DRAW}",
            "Ws = []\n    for l in range(depth):\n        Ws.append(std * rng.standard_normal((d, d)))",
        ),
        "one array of all layers": (DRAW, "rng.normal(scale=std, size=(depth, d, d))"),
        "a dict for a while": (
            DRAW,
            "list({l: rng.normal(0, std, (d, d)) for l in range(depth)}.values())",
        ),
    },
}

# (problem, the misconception or the kind of finding that it must get, the code)
WRONG = [
    ("signals.initialisers", "he_is_lecun", HE.replace("2 / n_in", "1 / n_in") + XAVIER),
    ("signals.initialisers", "he_variance", HE.replace(" ** 0.5", "") + XAVIER),
    ("signals.initialisers", "he_n_out", HE.replace("2 / n_in", "2 / n_out") + XAVIER),
    ("signals.initialisers", "he_is_xavier", HE.replace("2 / n_in", "2 / (n_out + n_in)") + XAVIER),
    (
        "signals.initialisers",
        "he_root_of_two_lost",
        HE.replace("(2 / n_in) ** 0.5", "np.sqrt(2) / n_in") + XAVIER,
    ),
    (
        "signals.initialisers",
        "he_unscaled",
        HE.replace("normal(0, (2 / n_in) ** 0.5, (", "standard_normal((") + XAVIER,
    ),
    ("signals.initialisers", "he_one_seed", HE.replace("rng(seed)", "rng(0)") + XAVIER),
    ("signals.initialisers", "he_turned", HE.replace("(n_out, n_in))", "(n_in, n_out)).T") + XAVIER),
    ("signals.initialisers", "he_transposed", HE.replace("(n_out, n_in))", "(n_in, n_out))") + XAVIER),
    ("signals.initialisers", "xavier_is_lecun", HE + XAVIER.replace("2 / (n_in + n_out)", "1 / n_in")),
    ("signals.initialisers", "xavier_is_he", HE + XAVIER.replace("2 / (n_in + n_out)", "2 / n_in")),
    ("signals.initialisers", "xavier_no_two", HE + XAVIER.replace("2 / (n_in", "1 / (n_in")),
    ("signals.initialisers", "xavier_limit", HE + XAVIER.replace("2 / (n_in", "6 / (n_in")),
    ("signals.initialisers", "xavier_bracket", HE + XAVIER.replace("2 / (n_in + n_out)", "2 / n_in + n_out")),
    ("signals.initialisers", "he_legacy", LEGACY + XAVIER),
    (
        "signals.initialisers",
        "xavier_legacy",
        HE + LEGACY.replace("he_normal", "xavier_normal").replace("2 / n_in", "2 / (n_in + n_out)"),
    ),
    ("signals.initialisers", "xavier_one_seed", HE + XAVIER.replace("rng(seed)", "rng(7 * 0)")),
    (
        "signals.initialisers",
        "xavier_unscaled",
        HE + XAVIER.replace("(0, (2 / (n_in + n_out)) ** 0.5, ", "(0, 1, "),
    ),
    ("signals.initialisers", "xavier_turned", HE + XAVIER.replace("(n_out, n_in))", "(n_in, n_out)).T")),
    ("signals.initialisers", "xavier_variance", HE + XAVIER.replace(" ** 0.5", "")),
    ("signals.initialisers", "he_root_below", HE.replace("(2 / n_in) ** 0.5", "2 / n_in**0.5") + XAVIER),
    (
        "signals.initialisers",
        "he_as_mean",
        HE.replace("normal(0, ", "normal(").replace(", (n_out", ", size=(n_out") + XAVIER,
    ),
    (
        "signals.initialisers",
        "he_row_by_row",
        """
def he_normal(n_out, n_in, seed):
    return np.array([np.random.default_rng(seed).normal(0, np.sqrt(2 / n_in), n_in) for _ in range(n_out)])
"""
        + XAVIER,
    ),
    (
        "signals.initialisers",
        "state",
        "rng = np.random.default_rng(0)\n" + HE.replace("np.random.default_rng(seed)", "rng") + XAVIER,
    ),
    ("signals.initialisers", "state", HE + XAVIER.replace("rng(seed)", "rng()")),
    ("signals.initialisers", "raised", HE.replace("(n_out, n_in))", "n_out, n_in)") + XAVIER),
    ("signals.initialisers", "shape:batch lost", HE.replace("(n_out, n_in))", "n_in)") + XAVIER),
    ("signals.initialisers", "not started", HE + "def xavier_normal(n_out, n_in, seed):\n    return ...\n"),
    ("signals.forward_scale", "length", norms(size="np.linalg.norm(a)")),
    ("signals.forward_scale", "no_root", norms(size="np.mean(a * a)")),
    ("signals.forward_scale", "deviation", norms(size="a.std()")),
    ("signals.forward_scale", "mean_size", norms(size="abs(a).mean()")),
    (
        "signals.forward_scale",
        "by_sample",
        norms(size="np.mean(np.linalg.norm(a, axis=1)) / a.shape[1] ** 0.5"),
    ),
    ("signals.forward_scale", "sum_over_units", norms(size="np.linalg.norm(a) / len(a) ** 0.5")),
    ("signals.forward_scale", "pre_activations", norms(before="z")),
    ("signals.forward_scale", "no_x", norms(end="[1:]")),
    ("signals.forward_scale", "no_last", norms(end="[:-1]")),
    ("signals.forward_scale", "only_last", norms(end="[-1]")),
    ("signals.forward_scale", "not_transposed", norms(z="a @ W")),
    ("signals.forward_scale", "not_chained", norms(z="x @ W.T")),
    ("signals.forward_scale", "divided_outside", norms(size="np.sqrt((a**2).sum()) / a.size")),
    (
        "signals.forward_scale",
        "relative",
        norms(end="/ np.sqrt((x**2).mean())").replace("sizes/", "np.array(sizes)/"),
    ),
    ("signals.forward_scale", "first_layer_only", norms().replace("    return", "        return")),
    ("signals.forward_scale", "values", norms().replace("z * (z > 0)", "abs(z)")),
    ("signals.forward_scale", "structure", norms(size="np.sqrt((a**2).mean(axis=0))")),
    ("signals.forward_scale", "raised", norms(z="W @ a")),
    ("signals.forward_scale", "structure", norms(end=", a")),
    ("signals.forward_scale", "sign", norms(size="-np.sqrt((a**2).mean())")),
    (
        "signals.forward_scale",
        "mutated",
        norms().replace("    a, sizes", "    Ws[0] /= 1.0000001\n    a, sizes"),
    ),
    ("signals.clip", "no_root", clip(norm="sum((g**2).sum() for g in grads)")),
    ("signals.clip", "sum_of_norms", clip(norm="sum(np.linalg.norm(g) for g in grads)")),
    ("signals.clip", "largest_norm", clip(norm="max(np.linalg.norm(g) for g in grads)")),
    ("signals.clip", "largest_entry", clip(norm="max(abs(g).max() for g in grads)")),
    ("signals.clip", "first_only", clip(norm="np.linalg.norm(grads[0])")),
    ("signals.clip", "last_only", clip(norm="[np.sqrt((g * g).sum()) for g in grads][-1]")),
    ("signals.clip", "matrices_only", clip(norm="np.sqrt(sum((g * g).sum() for g in grads if g.ndim > 1))")),
    ("signals.clip", "mean_of_norms", clip(norm="np.mean([np.linalg.norm(g) for g in grads])")),
    ("signals.clip", "square_compared", clip(factor="max_norm / norm if norm**2 > max_norm else 1")),
    ("signals.clip", "factor", clip(factor="1 / max_norm if norm > max_norm else 1")),
    (
        "signals.clip",
        "each_compared",
        """
def clip_gradient(grads, max_norm):
    norm, out = np.sqrt(sum((g * g).sum() for g in grads)), []
    for g in grads:
        out.append(g * max_norm / norm if np.linalg.norm(g) > max_norm else g)
    return out, norm
""",
    ),
    ("signals.clip", "none", clip().replace("    return", "    if norm > max_norm:\n        return")),
    ("signals.clip", "sum_of_sizes", clip(norm="sum(abs(g).sum() for g in grads)")),
    ("signals.clip", "always", clip(factor="max_norm / norm if norm > 0 else 1")),
    ("signals.clip", "always_zero", clip(factor="max_norm / norm")),
    ("signals.clip", "unit", clip(factor="1 / norm if norm > max_norm else 1")),
    ("signals.clip", "lengthened", clip(factor="max(1, max_norm / max(norm, 1e-300)) if norm else 1")),
    ("signals.clip", "upside_down", clip(factor="max(1, norm / max_norm)")),
    ("signals.clip", "not_clipped", clip(factor="1.0")),
    (
        "signals.clip",
        "by_value",
        """
def clip_gradient(grads, max_norm):
    norm = np.sqrt(sum((g * g).sum() for g in grads))
    return [np.minimum(np.maximum(g, -max_norm), max_norm) for g in grads], norm
""",
    ),
    (
        "signals.clip",
        "each_by_itself",
        """
def clip_gradient(grads, max_norm):
    total, clipped = 0, []
    for g in grads:
        norm = np.linalg.norm(g)
        clipped.append(g * min(1, max_norm / max(norm, 1e-300)))
        total += norm**2
    return clipped, total**0.5
""",
    ),
    (
        "signals.clip",
        "mutated",
        """
def clip_gradient(grads, max_norm):
    norm = np.sqrt(sum((g * g).sum() for g in grads))
    if norm > max_norm:
        for g in grads:
            g *= max_norm / norm
    return grads, norm
""",
    ),
    ("signals.clip", "structure", clip().replace(", norm\n", "\n")),
    ("signals.clip", "factor", clip(norm="2 * np.sqrt(sum((g**2).sum() for g in grads))")),
    ("signals.repair", "alike", (DRAW, "[W.copy() for W in " + DRAW + "]")),
    (
        "signals.repair",
        "alike",
        (DRAW, "[np.random.default_rng(seed).normal(0, std, (d, d)) for _ in range(depth)]"),
    ),
    ("signals.repair", "alike", ("Ws[l] -= eta * dW", "Ws[l] = Ws[l] - eta * dW")),
    ("signals.repair", "zeros", (DRAW, "[np.zeros((d, d)) for _ in range(depth)]")),
    ("signals.repair", "reversed", (DRAW, "list(rng.normal(0, std, (depth, d, d)))[::-1]")),
    ("signals.repair", "unscaled", (DRAW, "[rng.normal(size=(d, d)) for _ in range(depth)]")),
    (
        "signals.repair",
        "seed_by_layer",
        (DRAW, "[np.random.default_rng(seed + l).normal(0, std, (d, d)) for l in range(depth)]"),
    ),
    ("signals.repair", "other_settings", ("eta=0.1", "eta=0.01")),
    ("signals.repair", "other_settings", ("eta=0.1", "eta=0.5")),
    ("signals.repair", "other_settings", ("steps=20", "steps=200")),
    ("signals.repair", "state", ("seed=0", "seed=1")),
    ("signals.repair", "structure", ("return Ws, losses", "return Ws")),
    ("signals.repair", "structure", (DRAW, "[rng.normal(0, std, (d, d)) for _ in range(depth + 1)][1:] * 2")),
    ("signals.repair", "state", (DRAW, "[2 * rng.normal(0, std, (d, d))] * depth")),
    ("signals.repair", "factor", (DRAW, "[2 * rng.normal(0, std, (d, d)) for _ in range(depth)]")),
    ("signals.repair", "not started", (DRAW, "[rng.normal(0, std, (d, d))] * int(depth)")),
]

# Mutants of the solution that pass every check, each with the reason why it may.
SURVIVORS = {
    "signals.clip": {
        "norm > max_norm -> norm >= max_norm": "where the two are equal the factor is 1 either way"
    },
}
