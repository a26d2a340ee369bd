"""Set 05: other right answers, and wrong ones with what they are recognised as."""

STYLES = {
    "depth.collapse": {
        "loops": """
def collapse(W1, b1, W2, b2):
    W = np.zeros((len(W2), W1.shape[1]))
    b = b2.copy()
    for k in range(len(W2)):
        for j in range(len(W1)):
            b[k] += W2[k, j] * b1[j]
            for i in range(W1.shape[1]):
                W[k, i] += W2[k, j] * W1[j, i]
    return W, b
""",
        "einsum": """
def collapse(W1, b1, W2, b2):
    return np.einsum("kj,ji->ki", W2, W1), np.einsum("kj,j->k", W2, b1) + b2
""",
        "transposed twice": """
def collapse(W1, b1, W2, b2):
    return (W1.T @ W2.T).T, b1 @ W2.T + b2
""",
        "one big matrix": """
def collapse(W1, b1, W2, b2):
    first = np.vstack([np.column_stack([W1, b1]), np.append(np.zeros(W1.shape[1]), 1)])
    both = np.column_stack([W2, b2]) @ first
    return both[:, :-1], both[:, -1]
""",
        "float32 lists": """
def collapse(W1, b1, W2, b2):
    W = np.float32(W2 @ W1)
    b = b2.copy()
    b += np.dot(W2, b1)
    return [W.tolist(), b.astype(np.float32).tolist()]
""",
        "by feeding in the unit vectors": """
def collapse(W1, b1, W2, b2):
    b = W2 @ b1 + b2
    outputs = (np.eye(W1.shape[1]) @ W1.T + b1) @ W2.T + b2
    return (outputs - b).T, b
""",
    },
    "depth.logistic": {
        "transposed": """
def as_logistic_regression(W1, b1, w2, b2):
    return W1.T @ w2, float(np.dot(w2, b1) + b2)
""",
        "loops": """
def as_logistic_regression(W1, b1, w2, b2):
    w, b = [0.0] * W1.shape[1], b2
    for j in range(len(w2)):
        b += w2[j] * b1[j]
        for i in range(len(w)):
            w[i] += w2[j] * W1[j, i]
    return w, b
""",
        "broadcast and summed": """
def as_logistic_regression(W1, b1, w2, b2):
    return (w2[:, None] * W1).sum(0), (w2 * b1).sum() + b2
""",
        "einsum, float32": """
def as_logistic_regression(W1, b1, w2, b2):
    return np.einsum("j,ji->i", w2, W1).astype(np.float32), np.float32(np.einsum("j,j->", w2, b1) + b2)
""",
        "in place on a copy": """
def as_logistic_regression(W1, b1, w2, b2):
    paths = W1.copy()
    paths *= w2.reshape(-1, 1)
    return sum(paths), b2 + sum(w2 * b1)
""",
    },
    "depth.kinks": {
        "activity at the middle of each piece": """
def kinks(w1, b1, w2, b2):
    keep = (w1 * w2) != 0
    w1, b1, w2 = w1[keep], b1[keep], w2[keep]
    positions = np.unique(-b1 / w1)
    if len(positions) == 0:
        return positions, np.zeros(1)
    middles = np.concatenate([positions[:1] - 1, (positions[1:] + positions[:-1]) / 2, positions[-1:] + 1])
    on = np.multiply.outer(middles, w1) + b1 > 0
    return positions, on @ (w1 * w2)
""",
        "plain loops and lists": """
def kinks(w1, b1, w2, b2):
    change, slope = {}, 0.0
    for w, b, v in zip(w1, b1, w2):
        if w == 0 or v == 0:
            continue
        place = -b / w
        change[place] = change.get(place, 0.0) + v * abs(w)
        if w < 0:
            slope += w * v
    positions, slopes = sorted(change), [slope]
    for place in positions:
        slopes.append(slopes[-1] + change[place])
    return positions, slopes
""",
        "measured on the values": """
def kinks(w1, b1, w2, b2):
    keep = np.logical_and(w1, w2)
    positions = np.array(sorted(set((-b1[keep] / w1[keep]).tolist())))
    def y(x):
        return np.maximum(0, x * w1 + b1) @ w2 + b2
    ends = [-9.0, *positions, 9.0]
    slopes = []
    for left, right in zip(ends, ends[1:]):
        p, q = left + (right - left) / 4, right - (right - left) / 4
        slopes.append((y(q) - y(p)) / (q - p))
    return positions, np.array(slopes)
""",
        "cumsum, float32": """
def kinks(w1, b1, w2, b2):
    keep = (w1 != 0) & (w2 != 0)
    positions, which = np.unique(-b1[keep] / w1[keep], return_inverse=True)
    jumps = np.zeros(len(positions))
    np.add.at(jumps, which, np.abs(w1[keep]) * w2[keep])
    left = (np.minimum(w1, 0) * w2).sum()
    return positions.astype(np.float32), np.float32(left + np.append(0, np.cumsum(jumps)))
""",
    },
    "depth.tent": {
        "single precision": """
def tent(x):
    x = np.asarray(x, dtype=np.float32)
    return 2 * np.maximum(x, 0) - 4 * np.maximum(x - np.float32(0.5), 0)
def sawtooth(x, depth):
    for _ in range(depth):
        x = tent(x)
    return x
""",
        "recursion": """
def tent(x):
    return 2 * (np.maximum(0, x) - 2 * np.maximum(0, x - 1 / 2))
def sawtooth(x, depth):
    return x if depth == 0 else tent(sawtooth(x, depth - 1))
""",
        "a matrix of two units": """
def tent(x):
    x = np.asarray(x)
    hidden = np.maximum(np.stack([x, x - 0.5], axis=-1), 0)
    return hidden @ np.array([2.0, -4.0])
def sawtooth(x, depth):
    y = tent(x)
    while depth > 1:
        y, depth = tent(y), depth - 1
    return y
""",
        "constants inside, masks": """
def relu(z):
    return z * (z > 0)
def tent(x):
    return relu(2 * x) - relu(4 * x - 2)
def sawtooth(x, depth):
    for step in range(1, depth + 1):
        x = tent(x)
    return x
""",
        "in place on a copy": """
def tent(x):
    y = np.array(x, dtype=float)
    np.clip(y, 0, None, out=y)
    y *= 2
    y -= 4 * np.where(np.asarray(x) > 0.5, np.asarray(x) - 0.5, 0.0)
    return y
def sawtooth(x, depth):
    y = np.copy(x)
    for _ in range(depth):
        y = tent(y)
    return y
""",
        "loops over the entries, lists": """
def tent(x):
    if np.ndim(x):
        return [tent(v) for v in x]
    return 2 * max(x, 0.0) - 4 * max(x - 0.5, 0.0)
def sawtooth(x, depth):
    for _ in range(depth):
        x = tent(x)
    return x
""",
    },
}

# (problem, the misconception or the kind of finding that it must get, the code)
WRONG = [
    (
        "depth.collapse",
        "other_order",
        "def collapse(W1, b1, W2, b2):\n    return np.dot(W1, W2), np.dot(W2, b1) + b2",
    ),
    (
        "depth.collapse",
        "biases_added",
        "def collapse(W1, b1, W2, b2):\n    b = b1 + b2\n    return np.einsum('kj,ji->ki', W2, W1), b",
    ),
    (
        "depth.collapse",
        "bias_through_product",
        "def collapse(W1, b1, W2, b2):\n    W = W2 @ W1\n    return W, W @ b1 + b2",
    ),
    (
        "depth.collapse",
        "transposed",
        "def collapse(W1, b1, W2, b2):\n    return (W2 @ W1).T, b1 @ W2.T + b2",
    ),
    ("depth.collapse", "structure", "def collapse(W1, b1, W2, b2):\n    return W2 @ W1"),
    ("depth.collapse", "structure", "def collapse(W1, b1, W2, b2):\n    return W2 @ W1, b1, b2"),
    (
        "depth.collapse",
        "mutated",
        "def collapse(W1, b1, W2, b2):\n    W, b = W2 @ W1, W2 @ b1\n    b2 += b\n    return W, b2",
    ),
    (
        "depth.collapse",
        "shape",
        "def collapse(W1, b1, W2, b2):\n    return (W2 @ W1).ravel(), W2 @ b1 + b2",
    ),
    ("depth.collapse", "structure", "def collapse(W1, b1, W2, b2):\n    return W2 @ b1 + b2, W2 @ W1"),
    (
        "depth.collapse",
        "inputs_in_rows",
        "def collapse(W1, b1, W2, b2):\n    return W1.dot(W2), b1.dot(W2) + b2",
    ),
    (
        "depth.kinks",
        "structure",
        """
def kinks(w1, b1, w2, b2):
    bends = (w1 != 0) & (w2 != 0)
    places, changes = -b1[bends] / w1[bends], (w2 * np.abs(w1))[bends]
    positions, slopes = np.unique(places), [np.sum((w1 * w2)[w1 < 0])]
    for position in positions:
        slopes.append(slopes[-1] + changes[places == position].sum())
    return slopes, positions
""",
    ),
    ("depth.collapse", "printed", "def collapse(W1, b1, W2, b2):\n    print(W2 @ W1, W2 @ b1 + b2)"),
    ("depth.collapse", "sign", "def collapse(W1, b1, W2, b2):\n    return -W2 @ W1, W2 @ b1 + b2"),
    (
        "depth.logistic",
        "not_transposed",
        "def as_logistic_regression(W1, b1, w2, b2):\n    return np.dot(W1, w2), np.dot(w2, b1) + b2",
    ),
    (
        "depth.logistic",
        "unweighted",
        "def as_logistic_regression(W1, b1, w2, b2):\n    return sum(W1), sum(b1) + b2",
    ),
    (
        "depth.logistic",
        "output_bias_weighted",
        "def as_logistic_regression(W1, b1, w2, b2):\n    return w2 @ W1, sum(w2 * (b1 + b2))",
    ),
    (
        "depth.logistic",
        "shape:extra axis",
        "def as_logistic_regression(W1, b1, w2, b2):\n    return w2[None] @ W1, w2 @ b1 + b2",
    ),
    (
        "depth.logistic",
        "structure",
        "def as_logistic_regression(W1, b1, w2, b2):\n    return np.append(w2 @ W1, w2 @ b1 + b2)",
    ),
    (
        "depth.logistic",
        "none",
        "def as_logistic_regression(W1, b1, w2, b2):\n    w, b = w2 @ W1, w2 @ b1 + b2",
    ),
    (
        "depth.logistic",
        "mutated",
        "def as_logistic_regression(W1, b1, w2, b2):\n    W1 *= w2[:, None]\n    return W1.sum(0), w2 @ b1 + b2",
    ),
    (
        "depth.logistic",
        "values",
        "def as_logistic_regression(W1, b1, w2, b2):\n    return w2 @ W1, w2 @ W1 @ np.ones(W1.shape[1]) + b2",
    ),
    (
        "depth.kinks",
        "sign_by_changes",
        """
def kinks(w1, b1, w2, b2):
    keep = (w1 != 0) & (w2 != 0)
    places, changes = b1[keep] / w1[keep], (w2 * abs(w1))[keep]
    positions, slopes = np.unique(places), [np.sum((w1 * w2)[w1 < 0])]
    for p in positions:
        slopes.append(slopes[-1] + changes[places == p].sum())
    return positions, slopes
""",
    ),
    (
        "depth.kinks",
        "starts_flat",
        """
def kinks(w1, b1, w2, b2):
    keep = (w1 != 0) & (w2 != 0)
    places, changes = -b1[keep] / w1[keep], (w2 * abs(w1))[keep]
    positions, slopes = np.unique(places), [0.0]
    for p in positions:
        slopes.append(slopes[-1] + changes[places == p].sum())
    return positions, slopes
""",
    ),
    (
        "depth.kinks",
        "all_look_right",
        """
def kinks(w1, b1, w2, b2):
    keep = (w1 != 0) & (w2 != 0)
    places, changes = -b1[keep] / w1[keep], (w2 * w1)[keep]
    positions, slopes = np.unique(places), [0.0]
    for p in positions:
        slopes.append(slopes[-1] + changes[places == p].sum())
    return positions, slopes
""",
    ),
    (
        "depth.kinks",
        "doubles",
        """
def kinks(w1, b1, w2, b2):
    keep = (w1 != 0) & (w2 != 0)
    slopes, units = [np.sum((w1 * w2)[w1 < 0])], []
    for w, b, v in zip(w1[keep], b1[keep], w2[keep]):
        units.append((-b / w, v * abs(w)))
    units.sort(key=lambda unit: unit[0])
    for _, change in units:
        slopes.append(slopes[-1] + change)
    return [place for place, _ in units], slopes
""",
    ),
    (
        "depth.kinks",
        "all_units",
        """
def kinks(w1, b1, w2, b2):
    places, slopes = -b1 / w1, [np.sum((w1 * w2)[w1 < 0])]
    positions = np.unique(places)
    for p in positions:
        slopes.append(slopes[-1] + (w2 * abs(w1))[places == p].sum())
    return positions, slopes
""",
    ),
    (
        "depth.kinks",
        "unread_units",
        """
def kinks(w1, b1, w2, b2):
    keep = w1 != 0
    w1, b1, w2 = w1[keep], b1[keep], w2[keep]
    positions = np.unique(-b1 / w1)
    middles = [positions[0] - 1, *((positions[1:] + positions[:-1]) / 2), positions[-1] + 1]
    return positions, [(w1 * w2)[w1 * x + b1 > 0].sum() for x in middles]
""",
    ),
    (
        "depth.kinks",
        "inner_pieces_only",
        """
def kinks(w1, b1, w2, b2):
    keep = (w1 != 0) & (w2 != 0)
    positions = np.unique(-b1[keep] / w1[keep])
    middles = (positions[1:] + positions[:-1]) / 2
    return positions, [((w1 * x + b1 > 0) * w1 * w2).sum() for x in middles]
""",
    ),
    (
        "depth.kinks",
        "structure",
        "def kinks(w1, b1, w2, b2):\n    return np.unique(-b1 / w1)",
    ),
    (
        "depth.kinks",
        "structure",
        "def kinks(w1, b1, w2, b2):\n    return np.unique(-b1 / w1), [0.0]",
    ),
    (
        "depth.kinks",
        "raised",
        """
def kinks(w1, b1, w2, b2):
    positions = sorted(set((-b1 / w1).tolist()))
    ends = [positions[0] - 1, *positions, positions[-1] + 1]
    middles = [(p + q) / 2 for p, q in zip(ends, ends[1:])]
    return positions, [[v for w, b, v in zip(w1, b1, w2) if w * x + b > 0][0] for x in middles]
""",
    ),
    (
        "depth.tent",
        "bends_too_early",
        """
def tent(x):
    return np.maximum(2 * x, 0) - np.maximum(4 * x - 0.5, 0)
def sawtooth(x, depth):
    for _ in range(depth):
        x = tent(x)
    return x
""",
    ),
    (
        "depth.tent",
        "absolute",
        """
def tent(x):
    return np.where(x < 0.5, 2 * x, 2 - 2 * x)
def sawtooth(x, depth):
    for _ in range(depth):
        x = tent(x)
    return x
""",
    ),
    (
        "depth.tent",
        "only_once",
        """
def tent(x):
    return 2 * np.maximum(x, 0) - 4 * np.maximum(x - 0.5, 0)
def sawtooth(x, depth):
    for _ in range(depth):
        y = tent(x)
    return y
""",
    ),
    (
        "depth.tent",
        "one_more",
        """
def tent(x):
    return 2 * np.maximum(x, 0) - 4 * np.maximum(x - 0.5, 0)
def sawtooth(x, depth):
    y = tent(x)
    for _ in range(depth):
        y = tent(y)
    return y
""",
    ),
    (
        "depth.tent",
        "stretched_power",
        """
def tent(x):
    return 2 * np.maximum(x, 0) - 4 * np.maximum(x - 0.5, 0)
def sawtooth(x, depth):
    return tent(x * 2 ** (depth - 1))
""",
    ),
    (
        "depth.tent",
        "raised",
        """
def tent(x):
    if x < 0.5:
        return 2 * max(x, 0)
    return 2 - 2 * x
def sawtooth(x, depth):
    for _ in range(depth):
        x = tent(x)
    return x
""",
    ),
    (
        "depth.tent",
        "mutated",
        """
def tent(x):
    y = 4 * np.maximum(x - 0.5, 0)
    if np.ndim(x):
        x *= x > 0
    return 2 * np.maximum(x, 0) - y
def sawtooth(x, depth):
    x = x + 0.0
    for _ in range(depth):
        x = tent(x)
    return x
""",
    ),
    (
        "depth.tent",
        "none",
        """
def tent(x):
    y = 2 * np.maximum(x, 0) - 4 * np.maximum(x - 0.5, 0)
def sawtooth(x, depth):
    return tent(x)
""",
    ),
    (
        "depth.collapse",
        "both_biases_through",
        """
def collapse(W1, b1, W2, b2):
    return W2 @ W1, W2 @ b1 + W2 @ b2
""",
    ),
    (
        "depth.collapse",
        "values",
        """
def collapse(W1, b1, W2, b2):
    return W2 @ W1, W2 @ b1 - b2
""",
    ),
    (
        "depth.collapse",
        "shape:extra axis",
        """
def collapse(W1, b1, W2, b2):
    return W2 @ W1, (W2 @ b1 + b2)[:, None]
""",
    ),
    (
        "depth.collapse",
        "structure",
        """
def collapse(W1, b1, W2, b2):
    return np.column_stack([W2 @ W1, W2 @ b1 + b2])
""",
    ),
    (
        "depth.logistic",
        "values",
        """
def as_logistic_regression(W1, b1, w2, b2):
    return (w2 * W1.T).sum(0) * 2, w2 @ b1 - b2
""",
    ),
    (
        "depth.logistic",
        "structure",
        """
def as_logistic_regression(W1, b1, w2, b2):
    return w2 @ b1 + b2, w2 @ W1
""",
    ),
    (
        "depth.kinks",
        "signed_changes",
        """
def kinks(w1, b1, w2, b2):
    bends = (w1 != 0) & (w2 != 0)
    places, changes = -b1[bends] / w1[bends], (w2 * w1)[bends]
    positions, slopes = np.unique(places), [np.sum((w1 * w2)[w1 < 0])]
    for position in positions:
        slopes.append(slopes[-1] + changes[places == position].sum())
    return positions, slopes
""",
    ),
    (
        "depth.kinks",
        "offset",
        """
def kinks(w1, b1, w2, b2):
    bends = (w1 != 0) & (w2 != 0)
    places, changes = -b1[bends] / w1[bends], (w2 * np.abs(w1))[bends]
    positions, slopes = np.unique(places), [np.sum((w1 * w2)[w1 > 0])]
    for position in positions:
        slopes.append(slopes[-1] + changes[places == position].sum())
    return positions, slopes
""",
    ),
    (
        "depth.kinks",
        "permuted",
        """
def kinks(w1, b1, w2, b2):
    bends = (w1 != 0) & (w2 != 0)
    places, changes = -b1[bends] / w1[bends], (w2 * np.abs(w1))[bends]
    positions, slopes = np.unique(places), [np.sum((w1 * w2)[w1 < 0])]
    for position in positions:
        slopes.append(slopes[-1] + changes[places == position].sum())
    return positions, slopes[::-1]
""",
    ),
    (
        "depth.kinks",
        "raised",
        """
def kinks(w1, b1, w2, b2):
    keep = (w1 != 0) & (w2 != 0)
    w1, b1, w2 = w1[keep], b1[keep], w2[keep]
    positions = np.unique(-b1 / w1)
    middles = [positions[0] - 1, *((positions[1:] + positions[:-1]) / 2), positions[-1] + 1]
    return positions, [((w1 * x + b1 > 0) * w1 * w2).sum() for x in middles]
""",
    ),
    (
        "depth.tent",
        "absolute",
        """
def tent(x):
    return np.minimum(2 * x, 2 - 2 * x)
def sawtooth(x, depth):
    for _ in range(depth):
        x = tent(x)
    return x
""",
    ),
    (
        "depth.tent",
        "only_once",
        """
def tent(x):
    return 2 * np.maximum(x, 0) - 4 * np.maximum(x - 0.5, 0)
def sawtooth(x, depth):
    for _ in range(depth):
        x = tent(x)
        return x
""",
    ),
    (
        "depth.tent",
        "factor",
        """
def tent(x):
    return 2 * np.maximum(x, 0) - 4 * np.maximum(x - 0.5, 0)
def sawtooth(x, depth):
    for _ in range(depth):
        x = tent(x)
    return x / 2**depth
""",
    ),
    (
        "depth.tent",
        "raised",
        """
def tent(x):
    return 2 * np.maximum(x, 0) - 4 * np.maximum(x - 0.5, 0)
def sawtooth(x, depth):
    return tent(sawtooth(x, depth - 1))
""",
    ),
    (
        "depth.tent",
        "mutated",
        """
def tent(x):
    return 2 * np.maximum(x, 0) - 4 * np.maximum(x - 0.5, 0)
def sawtooth(x, depth):
    for _ in range(depth):
        x[...] = tent(x)
    return x
""",
    ),
]

# Mutants of the solution that pass every check, each with the reason why it may.
SURVIVORS = {
    "depth.logistic": {
        "w2 @ b1 -> b1 @ w2": "the product of two vectors is the same in either order",
    },
    "depth.kinks": {
        "w1 < 0 -> w1 <= 0": "a unit with w1 = 0 adds 0 · w2 to the slope at the far left",
    },
}
