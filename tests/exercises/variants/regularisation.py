"""Set 12: other right answers, and wrong ones with what they are recognised as."""

DROPOUT = """
class Dropout:
    def __init__(self, p):
        self.p = p

    def forward(self, a, mask, training=True):
        {forward}

    def backward(self, delta):
        {backward}
"""
STOPPING = """
class EarlyStopping:
    def __init__(self, patience):
        self.patience, self.best_loss, self.best_epoch, self.bad = patience, float("inf"), 0, 0

    def update(self, epoch, validation_loss):
        {update}
"""


def dropout(forward, backward="return delta * self.mask / (1 - self.p)"):
    lines = ("\n        ".join(text.split("; ")) for text in (forward, backward))
    return DROPOUT.format(**dict(zip(("forward", "backward"), lines, strict=True)))


def stopping(update):
    return STOPPING.format(update=update.strip().replace("\n", "\n        "))


STYLES = {
    "regularisation.l2": {
        "loops": """
def l2_penalty(weights, lam):
    total, gradients = 0.0, []
    for W in weights:
        for row in W:
            for w in row:
                total += w * w
        gradients.append([[lam * w for w in row] for row in W])
    return lam * total / 2, gradients
""",
        "einsum": """
def l2_penalty(weights, lam):
    return 0.5 * lam * sum(np.einsum("ij,ij->", W, W) for W in weights), [np.einsum("ij,->ij", W, lam) for W in weights]
""",
        "norms squared, a tuple": """
def l2_penalty(weights, lam):
    return lam * sum(np.linalg.norm(W) ** 2 for W in weights) / 2, tuple(W * lam for W in weights)
""",
        "float32 result": """
def l2_penalty(weights, lam):
    flat = np.concatenate([W.ravel() for W in weights]).astype(np.float32)
    return np.float32(lam) / 2 * flat @ flat, [np.float32(lam) * W.astype(np.float32) for W in weights]
""",
        "the trace, in place on copies": """
def l2_penalty(weights, lam):
    gradients = [W.copy() for W in weights]
    for G in gradients:
        G *= lam
    return sum(np.trace(W @ G.T) for W, G in zip(weights, gradients)) / 2, gradients
""",
    },
    "regularisation.dropout": {
        "the factor kept": """
class Dropout:
    def __init__(self, p):
        self.keep = 1 - p

    def forward(self, a, mask, training=True):
        self.factor = mask / self.keep if training else 1.0
        return a * self.factor

    def backward(self, delta):
        return self.factor * delta
""",
        "loops": """
class Dropout:
    def __init__(self, p):
        self.p = p

    def forward(self, a, mask, training=True):
        if not training:
            return a.tolist()
        self.mask = mask
        return [[v / (1 - self.p) if m else 0.0 for v, m in zip(*rows)] for rows in zip(a, mask)]

    def backward(self, delta):
        return [[v / (1 - self.p) if m else 0.0 for v, m in zip(*rows)] for rows in zip(delta, self.mask)]
""",
        "in place on a copy": """
class Dropout:
    def __init__(self, p):
        self.p = p

    def forward(self, a, mask, training=True):
        out = a.copy()
        if training:
            self.dropped = mask == 0
            out[self.dropped] = 0
            out /= 1 - self.p
        return out

    def backward(self, delta):
        out = delta / (1 - self.p)
        out[self.dropped] = 0
        return out
""",
        "float32 result": """
class Dropout:
    def __init__(self, p):
        self.p = np.float32(p)

    def forward(self, a, mask, training=True):
        if training:
            self.mask = np.array(mask, dtype=np.float32)
            a = a * self.mask / (1 - self.p)
        return np.float32(a)

    def backward(self, delta):
        return np.float32(np.where(self.mask > 0, delta, 0) / (1 - self.p))
""",
    },
    "regularisation.early_stopping": {
        "a counter": stopping("""
if validation_loss < self.best_loss:
    self.best_loss, self.best_epoch, self.bad = validation_loss, epoch, 0
else:
    self.bad += 1
return self.bad >= self.patience
"""),
        "a list": """
class EarlyStopping:
    def __init__(self, patience):
        self.patience, self.losses, self.epochs = patience, [], []

    def update(self, epoch, validation_loss):
        self.losses.append(validation_loss)
        self.epochs.append(epoch)
        k = int(np.argmin(self.losses))
        self.best_loss, self.best_epoch = self.losses[k], self.epochs[k]
        return len(self.losses) - 1 - k >= self.patience
""",
        "none before the first, and NumPy's bool": """
class EarlyStopping:
    best_loss = best_epoch = None

    def __init__(self, patience):
        self.patience = patience

    def update(self, epoch, validation_loss):
        better = self.best_loss is None or self.best_loss > validation_loss
        if better:
            self.best_loss, self.best_epoch = float(validation_loss), int(epoch)
        return np.bool_(not better and epoch >= self.best_epoch + self.patience)
""",
        "early returns": stopping("""
if self.best_loss > validation_loss:
    self.best_loss, self.best_epoch = validation_loss, epoch
    return False
if epoch - self.best_epoch < self.patience:
    return False
return True
"""),
    },
    "regularisation.repair": {
        "training=False": ("hidden_units(x_val, W1, p, rng)", "hidden_units(x_val, W1, p, rng, False)"),
        "written out": ("a, _ = hidden_units(x_val, W1, p, rng)", "a = np.maximum(x_val @ W1.T, 0)"),
        "p of 0": ("hidden_units(x_val, W1, p, rng)", "hidden_units(x_val, W1, 0.0, rng)"),
        "divided by the factor of ones": (
            "a, _ = hidden_units(x_val, W1, p, rng)",
            "a = np.where(x_val @ W1.T > 0, x_val @ W1.T, 0.0)",
        ),
        "lists returned": (
            "a, _ = hidden_units(x_val, W1, p, rng)\n    outputs = a @ W2.T",
            "outputs = [[float(v) for v in row] for row in np.maximum(x_val @ W1.T, 0) @ W2.T]",
        ),
        "einsum": (
            "a, _ = hidden_units(x_val, W1, p, rng)",
            'a = np.einsum("nd,md->nm", x_val, W1).clip(min=0)',
        ),
    },
}

KEEP = "self.mask = mask; "
OWN = "self.mask = np.random.default_rng(0).random(a.shape) >= self.p; "
EVALUATED = "if not training: return a.copy(); "

# (problem, the misconception or the kind of finding that it must get, the code)
WRONG = [
    (
        "regularisation.l2",
        "no_half_at_all",
        """
def l2_penalty(weights, lam):
    return lam * sum((W**2).sum() for W in weights), [2 * lam * W for W in weights]
""",
    ),
    (
        "regularisation.l2",
        "first_layer",
        """
def l2_penalty(weights, lam):
    gradients = [lam * W for W in weights]
    for W in weights:
        return lam / 2 * (W * W).sum(), gradients
""",
    ),
    (
        "regularisation.l2",
        "last_layer",
        """
def l2_penalty(weights, lam):
    for W in weights:
        penalty = lam / 2 * np.sum(np.square(W))
    return penalty, [lam * W for W in weights]
""",
    ),
    (
        "regularisation.l2",
        "structure",
        """
def l2_penalty(weights, lam):
    return lam / 2 * sum((W**2).sum() for W in weights)
""",
    ),
    (
        "regularisation.l2",
        "factor",
        """
def l2_penalty(weights, lam):
    return sum((W**2).sum() for W in weights) / 2, [lam * W for W in weights]
""",
    ),
    (
        "regularisation.l2",
        "structure",
        """
def l2_penalty(weights, lam):
    return lam / 2 * sum((W**2).sum() for W in weights), [lam * weights[0]]
""",
    ),
    (
        "regularisation.l2",
        "shape:not reduced",
        """
def l2_penalty(weights, lam):
    return [lam / 2 * (W**2).sum() for W in weights], [lam * W for W in weights]
""",
    ),
    (
        "regularisation.l2",
        "shape:transposed",
        """
def l2_penalty(weights, lam):
    return lam / 2 * sum((W**2).sum() for W in weights), [lam * W.T for W in weights]
""",
    ),
    (
        "regularisation.l2",
        "unchanged",
        """
def l2_penalty(weights, lam):
    return lam / 2 * sum((W**2).sum() for W in weights), [W + 0 for W in weights[:1]] + [lam * W for W in weights[1:]]
""",
    ),
    (
        "regularisation.l2",
        "exchanged",
        """
def l2_penalty(weights, lam):
    return [lam * W for W in weights], lam / 2 * sum((W**2).sum() for W in weights)
""",
    ),
    (
        "regularisation.l2",
        "column_left_out",
        """
def l2_penalty(weights, lam):
    return lam / 2 * sum((W[:, 1:] ** 2).sum() for W in weights), [lam * W for W in weights]
""",
    ),
    (
        "regularisation.l2",
        "column_left_out_twice",
        """
def l2_penalty(weights, lam):
    gradients = [lam * W for W in weights]
    for G in gradients:
        G[:, 0] = 0
    return lam / 2 * sum((W[:, 1:] ** 2).sum() for W in weights), gradients
""",
    ),
    (
        "regularisation.l2",
        "largest_layer",
        """
def l2_penalty(weights, lam):
    return lam / 2 * np.max([np.sum(W**2) for W in weights]), [lam * W for W in weights]
""",
    ),
    (
        "regularisation.l2",
        "decayed",
        """
def l2_penalty(weights, lam):
    return lam / 2 * sum((W**2).sum() for W in weights), [W - lam * W for W in weights]
""",
    ),
    (
        "regularisation.l2",
        "structure",
        """
def l2_penalty(weights, lam):
    return lam / 2 * sum((W**2).sum() for W in weights), [lam * w for W in weights for w in W]
""",
    ),
    ("regularisation.dropout", "state", dropout(EVALUATED + OWN + "return a * self.mask / (1 - self.p)")),
    (
        "regularisation.dropout",
        "state",
        dropout(EVALUATED + "self.mask = mask[:1]; return a * self.mask / (1 - self.p)"),
    ),
    (
        "regularisation.dropout",
        "modes_exchanged",
        dropout("if training: return a; " + KEEP + "return a * mask / (1 - self.p)"),
    ),
    (
        "regularisation.dropout",
        "brackets",
        dropout(EVALUATED + KEEP + "return a * mask / 1 - self.p", "return delta * self.mask / 1 - self.p"),
    ),
    (
        "regularisation.dropout",
        "in_place",
        dropout(
            EVALUATED + "mask /= 1 - self.p; self.mask = mask; return a * mask", "return delta * self.mask"
        ),
    ),
    (
        "regularisation.dropout",
        "shared",
        """
class Dropout:
    def __init__(self, p):
        Dropout.p = p

    def forward(self, a, mask, training=True):
        if training:
            Dropout.mask = mask
            return a * mask / (1 - Dropout.p)
        return a

    def backward(self, delta):
        return delta * Dropout.mask / (1 - Dropout.p)
""",
    ),
    (
        "regularisation.dropout",
        "no_scaling",
        dropout(EVALUATED + KEEP + "return np.where(mask, a, 0)", "return self.mask * delta"),
    ),
    ("regularisation.dropout", "no_scaling", dropout(EVALUATED + KEEP + "return a * mask")),
    (
        "regularisation.dropout",
        "classic",
        dropout(
            "if not training: return a * (1 - self.p); " + KEEP + "return a * mask",
            "return self.mask * delta",
        ),
    ),
    ("regularisation.dropout", "divided_by_p", dropout(EVALUATED + KEEP + "return a * mask / self.p")),
    ("regularisation.dropout", "times_keep", dropout(EVALUATED + KEEP + "return a * mask * (1 - self.p)")),
    (
        "regularisation.dropout",
        "mask_mean",
        dropout(EVALUATED + KEEP + "return a * mask * mask.size / mask.sum()"),
    ),
    (
        "regularisation.dropout",
        "mask_inverted",
        dropout(EVALUATED + KEEP + "return np.where(mask == 0, a, 0) / (1 - self.p)"),
    ),
    (
        "regularisation.dropout",
        "scaled_twice",
        dropout(EVALUATED + "self.mask = mask / (1 - self.p); return a * self.mask / (1 - self.p)"),
    ),
    (
        "regularisation.dropout",
        "scaled_at_evaluation",
        dropout(KEEP + "a = a / (1 - self.p); return a * mask if training else a"),
    ),
    ("regularisation.dropout", "drops_at_evaluation", dropout(KEEP + "return a * mask / (1 - self.p)")),
    (
        "regularisation.dropout",
        "drops_at_evaluation",
        dropout("if mask is None: return a; " + KEEP + "return a * mask / (1 - self.p)"),
    ),
    (
        "regularisation.dropout",
        "backward_without_mask",
        dropout(EVALUATED + KEEP + "return a * mask / (1 - self.p)", "return 1 / (1 - self.p) * delta"),
    ),
    (
        "regularisation.dropout",
        "backward_without_scaling",
        dropout(EVALUATED + KEEP + "return a * mask / (1 - self.p)", "return np.where(self.mask, delta, 0)"),
    ),
    (
        "regularisation.dropout",
        "backward_unchanged",
        dropout(EVALUATED + KEEP + "return a * mask / (1 - self.p)", "return delta"),
    ),
    (
        "regularisation.dropout",
        "old_mask_in_backward",
        dropout(EVALUATED + 'self.mask = getattr(self, "mask", mask); return a * mask / (1 - self.p)'),
    ),
    (
        "regularisation.dropout",
        "first_mask",
        dropout(EVALUATED + 'self.mask = getattr(self, "mask", mask); return a * self.mask / (1 - self.p)'),
    ),
    (
        "regularisation.dropout",
        "in_place",
        dropout(EVALUATED + KEEP + "a[mask == 0] = 0; return a / (1 - self.p)"),
    ),
    (
        "regularisation.dropout",
        "mutated",
        dropout(
            EVALUATED + KEEP + "return a * mask / (1 - self.p)",
            "delta *= self.mask / (1 - self.p); return delta",
        ),
    ),
    ("regularisation.dropout", "none", dropout(EVALUATED + KEEP + "self.a = a * mask / (1 - self.p)")),
    ("regularisation.dropout", "raised", dropout(EVALUATED + "return a * mask / (1 - self.p)")),
    (
        "regularisation.dropout",
        "shape:one number",
        dropout(EVALUATED + KEEP + "return (a * mask / (1 - self.p)).sum()"),
    ),
    ("regularisation.dropout", "missing", "class Dropout:\n    def __init__(self, p):\n        self.p = p\n"),
    (
        "regularisation.early_stopping",
        "one_late",
        stopping("""
if validation_loss < self.best_loss:
    self.best_loss, self.best_epoch, self.bad = validation_loss, epoch, 0
else:
    self.bad += 1
return self.bad > self.patience
"""),
    ),
    (
        "regularisation.early_stopping",
        "never_reset",
        stopping("""
if validation_loss < self.best_loss:
    self.best_loss, self.best_epoch = validation_loss, epoch
else:
    self.bad += 1
return self.bad >= self.patience
"""),
    ),
    (
        "regularisation.early_stopping",
        "ties_count",
        stopping("""
if validation_loss <= self.best_loss:
    self.best_loss, self.best_epoch = validation_loss, epoch
return epoch - self.best_epoch >= self.patience
"""),
    ),
    (
        "regularisation.early_stopping",
        "turned_round",
        stopping("""
if validation_loss < self.best_loss:
    self.best_loss, self.best_epoch = validation_loss, epoch
return epoch - self.best_epoch < self.patience
"""),
    ),
    (
        "regularisation.early_stopping",
        "only_true",
        stopping("""
if validation_loss < self.best_loss:
    self.best_loss, self.best_epoch = validation_loss, epoch
elif epoch - self.best_epoch >= self.patience:
    return True
"""),
    ),
    (
        "regularisation.early_stopping",
        "counts_calls",
        stopping("""
self.calls = getattr(self, "calls", 0) + 1
if validation_loss < self.best_loss:
    self.best_loss, self.best_epoch = validation_loss, self.calls
return self.calls - self.best_epoch >= self.patience
"""),
    ),
    (
        "regularisation.early_stopping",
        "starts_at_zero",
        stopping("""
self.best_loss = 0 if self.best_loss > 1e9 else self.best_loss
if validation_loss < self.best_loss:
    self.best_loss, self.best_epoch = validation_loss, epoch
return epoch - self.best_epoch >= self.patience
"""),
    ),
    (
        "regularisation.early_stopping",
        "type",
        stopping("""
if validation_loss < self.best_loss:
    self.best_loss, self.best_epoch = validation_loss, epoch
return int(epoch - self.best_epoch >= self.patience)
"""),
    ),
    (
        "regularisation.early_stopping",
        "state",
        stopping("""
if validation_loss < self.best_loss:
    self.best_loss, self.best_epoch = validation_loss, epoch
return epoch - self.best_epoch >= 2 * self.patience
"""),
    ),
    (
        "regularisation.early_stopping",
        "loss_not_stored",
        stopping("""
if validation_loss < self.best_loss:
    self.best_epoch = epoch
return False
"""),
    ),
    (
        "regularisation.early_stopping",
        "never_stops",
        stopping("""
if validation_loss < self.best_loss:
    self.best_loss, self.best_epoch = validation_loss, epoch
return False
"""),
    ),
    (
        "regularisation.early_stopping",
        "always_stops",
        stopping("""
if validation_loss < self.best_loss:
    self.best_loss, self.best_epoch = validation_loss, epoch
return True
"""),
    ),
    (
        "regularisation.early_stopping",
        "needs_more",
        stopping("""
if self.best_loss - validation_loss > 1e-3:
    self.best_loss, self.best_epoch = validation_loss, epoch
return epoch - self.best_epoch >= self.patience
"""),
    ),
    (
        "regularisation.early_stopping",
        "epoch_before",
        stopping("""
if validation_loss < self.best_loss:
    self.best_loss, self.best_epoch = validation_loss, epoch - 1
return epoch - self.best_epoch > self.patience
"""),
    ),
    (
        "regularisation.early_stopping",
        "starts_at_one",
        stopping("""
self.best_loss = min(self.best_loss, 1.0)
if validation_loss < self.best_loss:
    self.best_loss, self.best_epoch = validation_loss, epoch
return epoch - self.best_epoch >= self.patience
"""),
    ),
    (
        "regularisation.early_stopping",
        "state",
        stopping("""
if validation_loss < self.best_loss:
    self.best_loss, self.best_epoch = validation_loss, epoch
return epoch >= self.patience
"""),
    ),
    ("regularisation.repair", "off_everywhere", ("training=True):", "training=False):")),
    (
        "regularisation.early_stopping",
        "epoch_not_stored",
        """
class EarlyStopping:
    def __init__(self, patience):
        self.patience, self.best_loss, self.best_epoch, self.bad = patience, float("inf"), None, 0

    def update(self, epoch, validation_loss):
        self.bad = 0 if validation_loss < self.best_loss else self.bad + 1
        self.best_loss = min(self.best_loss, validation_loss)
        return self.bad >= self.patience
""",
    ),
    (
        "regularisation.repair",
        "off_everywhere",
        ("    a = np.maximum(x @ W1.T, 0)\n", "    a, p = np.maximum(x @ W1.T, 0), 0\n"),
    ),
    (
        "regularisation.repair",
        "exchanged",
        ("hidden_units(x, W1, p, rng)", "hidden_units(x, W1, p, rng, training=False)"),
    ),
    (
        "regularisation.repair",
        "shrunk",
        ("a, _ = hidden_units(x_val, W1, p, rng)", "a = (1 - p) * np.maximum(x_val @ W1.T, 0)"),
    ),
    (
        "regularisation.repair",
        "shrunk",
        (
            "a, _ = hidden_units(x_val, W1, p, rng)\n    outputs = a @ W2.T",
            "a, _ = hidden_units(x_val, W1, p, rng, False)\n    outputs = a @ W2.T * (1 - p)",
        ),
    ),
    (
        "regularisation.repair",
        "seeded_again",
        ("hidden_units(x_val, W1, p, rng)", "hidden_units(x_val, W1, p, np.random.default_rng(seed))"),
    ),
    ("regularisation.repair", "unscaled_everywhere", (">= p) / (1 - p)", ">= p) * 1.0")),
    (
        "regularisation.repair",
        "not started",
        ("hidden_units(x_val, W1, p, rng)", "hidden_units(x_val, W1, p, rng, True)"),
    ),
    (
        "regularisation.repair",
        "values",
        ("hidden_units(x_val, W1, p, rng)", "hidden_units(x_val, W1, p, np.random.default_rng(5))"),
    ),
    (
        "regularisation.repair",
        "fixed_generator",
        ("hidden_units(x_val, W1, p, rng)", "hidden_units(x_val, W1, p, np.random.default_rng(0))"),
    ),
    (
        "regularisation.repair",
        "state",
        (
            "a, _ = hidden_units(x_val, W1, p, rng)",
            "a = np.mean([hidden_units(x_val, W1, p, rng)[0] for _ in range(200)], axis=0)",
        ),
    ),
    ("regularisation.repair", "other_settings", ("steps=200", "steps=20")),
    ("regularisation.repair", "other_settings", ("p=0.5", "p=0.1")),
    ("regularisation.repair", "structure", ("return W1, W2, outputs, np", "return outputs, np")),
]

# Mutants of the solution that pass every check, each with the reason why it may.
SURVIVORS = {
    "regularisation.repair": {
        "rng.random(a.shape) >= p -> rng.random(a.shape) > p": "a drawn number is never exactly p",
    },
}
