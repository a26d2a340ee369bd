"""Set 07: other right answers, and wrong ones with what they are recognised as."""

RELU = """
def relu(x):
    return np.maximum(x, 0)
"""

STYLES = {
    "approximation.triangle": {
        "the factor inside": f"""{RELU}
def triangle(x):
    return relu(x) - relu(2 * x - 2) + relu(x - 2)

def absolute(x):
    return relu(-x) + relu(x)
""",
        "from right to left": f"""{RELU}
def triangle(x):
    return relu(2 - x) - 2 * relu(1 - x) + relu(-x)

def absolute(x):
    return x + 2 * relu(-x)
""",
        "two ReLUs, one in the other": f"""{RELU}
def triangle(x):
    return relu(1 - absolute(x - 1))

def absolute(x):
    return 2 * relu(x) - x
""",
        "a network with weights": f"""{RELU}
def triangle(x):
    return relu(np.asarray(x)[..., None] - np.arange(3.0)) @ np.array([1.0, -2.0, 1.0])

def absolute(x):
    return np.einsum("...m->...", relu(np.stack([x, -x], axis=-1)))
""",
        "loops": """
def relu(v):
    return v if v > 0 else 0.0

def triangle(x):
    flat = [relu(v) - 2 * relu(v - 1) + relu(v - 2) for v in x.ravel()]
    return np.reshape(flat, x.shape)

def absolute(x):
    out = x.copy()
    out[x < 0] *= -1
    return out
""",
        "float32 result": f"""{RELU}
def triangle(x):
    return np.float32(relu(x) - 2 * relu(x - 1) + relu(x - 2))

def absolute(x):
    return (relu(x) + relu(-x)).astype("float32")
""",
        "where, np.abs": """
def relu(x):
    return np.maximum(x, 0)


def absolute(x):
    return np.abs(x)


def triangle(x):
    return np.where(x < 1, relu(x), relu(2 - x))
""",
        "lists": """
def relu(x):
    return np.maximum(x, 0)


def absolute(x):
    return np.abs(x).tolist()


def triangle(x):
    return np.interp(x, [0, 1, 2], [0, 1, 0]).tolist()
""",
    },
    "approximation.hinges": {
        "a loop": """
def hinge_network(xs, ys):
    w2, before = [], 0.0
    for m in range(len(xs) - 1):
        slope = (ys[m + 1] - ys[m]) / (xs[m + 1] - xs[m])
        w2.append(slope - before)
        before = slope
    return [1.0] * len(w2), [-x for x in xs[:-1]], w2, ys[0]
""",
        "from right to left": """
def hinge_network(xs, ys):
    slopes = np.diff(ys) / np.diff(xs)
    w2 = np.diff(slopes, append=0.0)
    return -np.ones(len(w2)), xs[1:].copy(), w2, ys[-1]
""",
        "scaled units": """
def hinge_network(xs, ys):
    slopes = np.diff(ys) / np.diff(xs)
    w1 = 1 / np.diff(xs)
    return w1, -xs[:-1] * w1, np.diff(slopes, prepend=0.0) / w1, ys[0]
""",
        "a linear system": """
def hinge_network(xs, ys):
    A = np.maximum(xs[1:, None] - xs[None, :-1], 0)
    return np.ones(len(xs) - 1), -xs[:-1], np.linalg.solve(A, ys[1:] - ys[0]), ys[0]
""",
        "the first unit is a line": """
def hinge_network(xs, ys):
    M = len(xs) - 1
    slopes = (ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])
    kinks = np.append(xs[0] - 1, xs[1:-1])
    w2 = slopes - np.append(0, slopes[:-1])
    return np.ones(M), -kinks, w2, ys[0] - slopes[0]
""",
        "the offset in an array": """
def hinge_network(xs, ys):
    slopes = np.diff(ys) / np.diff(xs)
    slopes[1:] -= slopes[:-1].copy()
    return np.ones_like(slopes), -1.0 * xs[:-1], slopes, np.array(ys[0])
""",
        "float32, lists": """
def hinge_network(xs, ys):
    s = np.diff(ys) / np.diff(xs)
    w2 = np.diff(s, prepend=0).astype(np.float32)
    return [1.0] * len(s), (-xs[:-1]).astype(np.float32), w2.tolist(), np.float32(ys[0])
""",
        "the first kink earlier": """
def hinge_network(xs, ys):
    s = np.diff(ys) / np.diff(xs)
    b1 = -xs[:-1]
    b1[0] += 3
    return np.ones(len(s)), b1, np.diff(s, prepend=0), ys[0] - 3 * s[0]
""",
    },
    "approximation.bump": {
        "a stable sigmoid by cases": """
def bump(x, left, right, height, steepness):
    def sigmoid(z):
        e = np.exp(-abs(z))
        return np.where(z < 0, e, 1.0) / (1 + e)
    return height * sigmoid(steepness * (x - left)) - height * sigmoid(steepness * (x - right))
""",
        "clipped exponents": """
def bump(x, left, right, height, steepness):
    rise, fall = (1 / (1 + np.exp(np.clip(steepness * (c - x), -500, 500))) for c in (left, right))
    return (rise - fall) * height
""",
        "loops": """
def bump(x, left, right, height, steepness):
    out = np.zeros(x.shape)
    for i in np.ndindex(*x.shape):
        for edge, sign in ((left, 1), (right, -1)):
            out[i] += sign * height / 2 * (1 + np.tanh(steepness * (x[i] - edge) / 2))
    return out
""",
        "a network, with einsum": """
def bump(x, left, right, height, steepness):
    z = steepness * (x[..., None] - np.array([left, right]))
    return np.einsum("...m,m->...", np.exp(-np.logaddexp(0, -z)), [height, -height])
""",
        "in place on a copy, float32": """
def bump(x, left, right, height, steepness):
    z = (x - left) * (steepness / 2)
    y = z - (right - left) * (steepness / 2)
    np.tanh(z, out=z)
    z -= np.tanh(y)
    return np.float32(z * (height / 2))
""",
        "a difference of logarithms": """
def bump(x, left, right, height, steepness):
    rise, fall = (np.exp(-np.logaddexp(0, steepness * (c - x))) for c in (left, right))
    return (height * rise - height * fall).tolist()
""",
    },
}

# (problem, the misconception or the kind of finding that it must get, the code)
WRONG = [
    (
        "approximation.triangle",
        "falls_for_ever",
        ("return relu(x) - 2 * relu(x - 1) + relu(x - 2)", "return np.where(x < 1, relu(x), 2 - x)"),
    ),
    ("approximation.triangle", "no_two", ("2 * relu(x - 1)", "relu(x - 1)")),
    (
        "approximation.triangle",
        "upside_down",
        ("relu(x) - 2 * relu(x - 1) + relu(x - 2)", "2 * relu(x - 1) - relu(x) - relu(x - 2)"),
    ),
    (
        "approximation.triangle",
        "not_clipped",
        ("return relu(x) - 2 * relu(x - 1) + relu(x - 2)", "return x - 2 * relu(x - 1)"),
    ),
    ("approximation.triangle", "difference", ("relu(x) + relu(-x)", "x")),
    ("approximation.triangle", "raised", ("np.maximum(x, 0)", "max(x, 0)")),
    ("approximation.triangle", "mutated", ("return np.maximum(x, 0)", "return np.maximum(x, 0, out=x)")),
    ("approximation.triangle", "none", ("return relu(x) + relu(-x)", "relu(x) + relu(-x)")),
    (
        "approximation.triangle",
        "printed",
        ("return relu(x) + relu(-x)", "print(relu(x) + relu(-x))"),
    ),
    ("approximation.triangle", "sign", ("relu(x) + relu(-x)", "-relu(x) - relu(-x)")),
    (
        "approximation.hinges",
        "slopes",
        """
def hinge_network(xs, ys):
    w2 = [(b - a) / (d - c) for a, b, c, d in zip(ys, ys[1:], xs, xs[1:])]
    return [1] * len(w2), list(-xs[:-1]), w2, ys[0]
""",
    ),
    ("approximation.hinges", "no_offset", ("w1, b1, w2, ys[0]", "w1, b1, w2, 0")),
    ("approximation.hinges", "kink_sign", ("-xs[:-1]", "xs[:-1]")),
    ("approximation.hinges", "kinks_late", ("-xs[:-1]", "-xs[1:]")),
    ("approximation.hinges", "rise_only", ("np.diff(ys) / np.diff(xs)", "np.diff(ys)")),
    ("approximation.hinges", "structure", ("return w1, b1, w2, ys[0]", "return w1, b1, w2")),
    ("approximation.hinges", "shape", ("return w1, b1, w2, ys[0]", "return w1, b1, w2, ys[:1]")),
    ("approximation.hinges", "shape", ("np.diff(slopes, prepend=0)", "np.diff(slopes)")),
    ("approximation.hinges", "type", ("return w1, b1, w2, ys[0]", 'return w1, "b1", w2, ys[0]')),
    (
        "approximation.hinges",
        "nan",
        ("np.diff(ys) / np.diff(xs)", "np.diff(ys) / np.diff(xs, prepend=xs[0])[:-1]"),
    ),
    (
        "approximation.hinges",
        "mutated",
        (
            "slopes = np.diff(ys) / np.diff(xs)",
            "slopes = np.diff(ys) / np.diff(xs)\n    xs *= 2\n    xs /= 2\n    ys += 1\n    ys = ys - 1",
        ),
    ),
    ("approximation.bump", "sum", ("(rise - fall)", "(rise + fall + 2)")),
    (
        "approximation.bump",
        "hard_step",
        """
def bump(x, left, right, height, steepness):
    return np.where((left <= x) & (x <= right), height, 0.0)
""",
    ),
    (
        "approximation.bump",
        "overflow",
        """
def bump(x, left, right, height, steepness):
    def sigmoid(z):
        return np.exp(z) / (np.exp(z) + 1)
    return height * (sigmoid(steepness * (x - left)) - sigmoid(steepness * (x - right)))
""",
    ),
    ("approximation.bump", "factor", ("(rise - fall) / 2", "(rise - fall)")),
    ("approximation.bump", "none", ("return height", "result = height")),
    (
        "approximation.bump",
        "mutated",
        ("rise = np.tanh", "x -= left\n    right, left = right - left, 0\n    rise = np.tanh"),
    ),
    ("approximation.bump", "zeros", ("(x - right)", "(x - left)")),
    ("approximation.bump", "not started", ("return height * (rise - fall) / 2", "return ...")),
    (
        "approximation.triangle",
        "wide",
        """
def relu(x):
    return np.maximum(x, 0)


def absolute(x):
    return relu(x) + relu(-x)


def triangle(x):
    return relu(x) - 2 * relu(x - 2) + relu(x - 4)
""",
    ),
    (
        "approximation.triangle",
        "centred",
        """
def relu(x):
    return np.maximum(x, 0)


def absolute(x):
    return relu(x) + relu(-x)


def triangle(x):
    return relu(x + 1) - 2 * relu(x) + relu(x - 1)
""",
    ),
    (
        "approximation.triangle",
        "rises_again",
        """
def relu(x):
    return np.maximum(x, 0)


def absolute(x):
    return relu(x) + relu(-x)


def triangle(x):
    return 2 * relu(x) - relu(x) - 2 * relu(x - 1) + 2 * relu(x - 2)
""",
    ),
    (
        "approximation.triangle",
        "all_added",
        """
def relu(x):
    return np.maximum(x, 0)


def absolute(x):
    return relu(x) + relu(-x)


def triangle(x):
    return sum(relu(x - c) for c in range(3))
""",
    ),
    (
        "approximation.triangle",
        "product",
        """
def relu(x):
    return np.maximum(x, 0)


def absolute(x):
    return relu(x) + relu(-x)


def triangle(x):
    return np.clip(x, 0, 2) * relu(2 - x)
""",
    ),
    (
        "approximation.triangle",
        "factor",
        """
def relu(x):
    return np.maximum(x, 0)


def absolute(x):
    return relu(x) + relu(-x)


def triangle(x):
    return 2 * relu(x) - 4 * relu(x - 1) + 2 * relu(x - 2)
""",
    ),
    (
        "approximation.triangle",
        "some inputs",
        """
def relu(x):
    return np.maximum(x, 0)


def triangle(x):
    return np.minimum(relu(x), relu(2 - x))


def absolute(x):
    return relu(-x) - relu(x)
""",
    ),
    (
        "approximation.triangle",
        "cancelled",
        """
def relu(x):
    return np.maximum(x, 0)


def triangle(x):
    return np.minimum(relu(x), relu(2 - x))


def absolute(x):
    return relu(x) + (-relu(x))
""",
    ),
    (
        "approximation.triangle",
        "cancelled",
        """
def relu(x):
    return np.maximum(x, 0)


def triangle(x):
    return np.minimum(relu(x), relu(2 - x))


def absolute(x):
    return relu(x) * relu(-x)
""",
    ),
    (
        "approximation.hinges",
        "offset_last",
        """
def hinge_network(xs, ys):
    s = np.diff(ys) / np.diff(xs)
    return np.ones(len(s)), -xs[:-1], np.append(s[0], np.diff(s)), ys[-1]
""",
    ),
    (
        "approximation.hinges",
        "first_gap",
        """
def hinge_network(xs, ys):
    s = np.diff(ys) / (xs[1] - xs[0])
    return np.ones(len(s)), -xs[:-1], np.append(s[0], np.diff(s)), ys[0]
""",
    ),
    (
        "approximation.hinges",
        "slopes_added_up",
        """
def hinge_network(xs, ys):
    s = np.diff(ys) / np.diff(xs)
    return np.ones(len(s)), -xs[:-1], [sum(s[: m + 1]) for m in range(len(s))], ys[0]
""",
    ),
    (
        "approximation.hinges",
        "slopes_in_w1",
        """
def hinge_network(xs, ys):
    s = np.diff(ys) / np.diff(xs)
    return s, -s * xs[:-1], np.ones(len(s)), ys[0]
""",
    ),
    (
        "approximation.hinges",
        "changes_in_w1",
        """
def hinge_network(xs, ys):
    s = np.diff(ys) / np.diff(xs)
    c = np.append(s[0], np.diff(s))
    return c, -c * xs[:-1], np.ones(len(s)), ys[0]
""",
    ),
    (
        "approximation.hinges",
        "no_kinks_placed",
        """
def hinge_network(xs, ys):
    s = np.diff(ys) / np.diff(xs)
    return np.ones(len(s)), np.zeros(len(s)), np.append(s[0], np.diff(s)), ys[0]
""",
    ),
    (
        "approximation.hinges",
        "state",
        """
def hinge_network(xs, ys):
    s = np.diff(ys) / np.diff(xs)
    return np.ones(len(s)), -xs[:-1], np.append(s[0], np.diff(s)), ys.mean()
""",
    ),
    (
        "approximation.hinges",
        "state",
        """
def hinge_network(xs, ys):
    s = np.gradient(ys, xs)[:-1]
    return np.ones(len(s)), -xs[:-1], np.append(s[0], np.diff(s)), ys[0]
""",
    ),
    (
        "approximation.hinges",
        "state",
        """
def hinge_network(xs, ys):
    s = np.diff(ys) / np.diff(xs)
    return np.ones(len(s)), -(xs[:-1] + xs[1:]) / 2, np.append(s[0], np.diff(s)), ys[0]
""",
    ),
    (
        "approximation.bump",
        "minimum",
        """
def bump(x, left, right, height, steepness):
    def sig(z):
        return (1 + np.tanh(z / 2)) / 2

    return np.minimum(height * sig(steepness * (x - left)), height * sig(steepness * (right - x))) if height > 0 else height * np.minimum(sig(steepness * (x - left)), sig(steepness * (right - x)))
""",
    ),
    (
        "approximation.bump",
        "one_step",
        """
def bump(x, left, right, height, steepness):
    def sig(z):
        return (1 + np.tanh(z / 2)) / 2

    return height * sig(steepness * x - steepness * left)
""",
    ),
    (
        "approximation.bump",
        "steepness_outside",
        """
def bump(x, left, right, height, steepness):
    def sig(z):
        return (1 + np.tanh(z / 2)) / 2

    return steepness * (height * sig(x - left) - height * sig(x - right))
""",
    ),
    (
        "approximation.bump",
        "tanh_argument",
        (
            "/ 2)  # σ(z) = (1 + tanh(z/2)) / 2 never overflows\n    fall = np.tanh(steepness * (x - right) / 2)",
            ")\n    fall = np.tanh(steepness * (x - right))",
        ),
    ),
    (
        "approximation.bump",
        "nan_to_num",
        """
def bump(x, left, right, height, steepness):
    def sig(z):
        return np.nan_to_num(np.exp(z) / (1 + np.exp(z)))

    return height * (sig(steepness * (x - left)) - sig(steepness * (x - right)))
""",
    ),
]

# Mutants of the solution that pass every check, each with the reason why it may.
SURVIVORS: dict[str, dict[str, str]] = {}
