"""Set 03: other right answers, and wrong ones with what they are recognised as."""

RELU_PRIME = """
def relu_prime(z):
    return np.heaviside(z, 0)
"""
RELU = """
def relu(z):
    return np.maximum(z, 0)
"""
SIGMOID = """
def sigmoid(z):
    return (1 + np.tanh(z / 2)) / 2
"""
SIGMOID_PRIME = """
def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))
"""
LEAKY = """
def leaky_relu(z, alpha=0.01):
    return np.where(z > 0, z, alpha * z)
"""
ELU = """
def elu(z, alpha=1.0):
    return np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0)))
"""
SILU = """
def silu(z):
    return z * sigmoid(z)
"""
SOFTPLUS = """
def softplus(z):
    return np.logaddexp(0, z)
"""

STYLES = {
    "activations.relu": {
        "products, booleans": """
def relu(z):
    return z * (z > 0)

def relu_prime(z):
    return z > 0
""",
        "loops, lists": """
def relu(z):
    return [relu(row) if np.ndim(row) else max(row, 0.0) for row in z]

def relu_prime(z):
    return [relu_prime(row) if np.ndim(row) else (1 if row > 0 else 0) for row in z]
""",
        "in place on a copy": """
def relu(z):
    a = z.copy()
    a[a < 0] = 0
    return a

def relu_prime(z):
    slope = np.zeros_like(z)
    slope[z > 0] = 1
    return slope
""",
        "absolute value, float32 result": """
def relu(z):
    return ((z + np.abs(z)) / 2).astype(np.float32)

def relu_prime(z):
    return np.float32(np.sign(np.maximum(z, 0)))
""",
    },
    "activations.sigmoid": {
        "by tanh": SIGMOID + SIGMOID_PRIME,
        "masks": """
def sigmoid(z):
    a = np.empty(z.shape)
    up = z >= 0
    a[up] = 1 / (1 + np.exp(-z[up]))
    e = np.exp(z[~up])
    a[~up] = e / (1 + e)
    return a

def sigmoid_prime(z):
    a = sigmoid(z)
    return a - a**2
""",
        "clipped exponent, float32 result": """
def sigmoid(z):
    return (1 / (1 + np.exp(-np.clip(z, -60, 60)))).astype(np.float32)

def sigmoid_prime(z):
    return sigmoid(z) * sigmoid(-z)
""",
        "loops": """
import math

def one(v):
    return 1 / (1 + math.exp(-v)) if v >= 0 else math.exp(v) / (1 + math.exp(v))

def sigmoid(z):
    return np.array([one(v) for v in z.ravel()]).reshape(z.shape)

def sigmoid_prime(z):
    return np.array([one(v) * (1 - one(v)) for v in z.ravel()]).reshape(z.shape)
""",
        "log space": """
def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))

def sigmoid_prime(z):
    return np.exp(-np.logaddexp(0, -z) - np.logaddexp(0, z))
""",
    },
    "activations.family": {
        "maxima and minima": """
def leaky_relu(z, alpha=0.01):
    return np.maximum(z, alpha * z)

def elu(z, alpha=1.0):
    return np.maximum(z, 0) + alpha * np.expm1(np.minimum(z, 0))

def silu(z):
    return z * (1 + np.tanh(z / 2)) / 2
"""
        + SOFTPLUS,
        "loops": """
import math

def each(f, z):
    return np.array([f(v) for v in z.ravel().tolist()]).reshape(z.shape)

def leaky_relu(z, alpha=0.01):
    return each(lambda v: v if v > 0 else alpha * v, z)

def elu(z, alpha=1.0):
    return each(lambda v: v if v > 0 else alpha * (math.exp(v) - 1), z)

def silu(z):
    return each(lambda v: v * float(sigmoid(np.array([v]))[0]), z)

def softplus(z):
    return each(lambda v: v + math.log(1 + math.exp(-v)) if v > 0 else math.log(1 + math.exp(v)), z)
""",
        "in place on a copy": """
def leaky_relu(z, alpha=0.01):
    a = z.copy()
    a[z < 0] *= alpha
    return a

def elu(z, alpha=1.0):
    a = z.copy()
    a[z < 0] = alpha * (np.exp(z[z < 0]) - 1)
    return a

def silu(z):
    a = sigmoid(z)
    a *= z
    return a

def softplus(z):
    a = z.copy()
    a[z < 30] = np.log1p(np.exp(z[z < 30]))
    return a
""",
        "float32 result, everything worked out on both sides": """
def leaky_relu(z, alpha=0.01):
    return (z * np.where(z > 0, 1, alpha)).astype(np.float32)

def elu(z, alpha=1.0):
    return np.where(z > 0, z, alpha * (np.exp(z) - 1)).astype(np.float32)

def silu(z):
    return (z / (1 + np.exp(-z))).astype(np.float32)

def softplus(z):
    return np.logaddexp(z, 0.0).astype(np.float32)
""",
    },
    "activations.repair": {
        "from the activation": ("tanh_prime(a1)", "(1 - a1**2)"),
        "cosh": ("tanh_prime(a1)", "np.cosh(z1) ** -2"),
        "two factors": ("tanh_prime(a1)", "(1 + a1) * (1 - a1)"),
        "the helper changed instead": ("return 1 - np.tanh(z) ** 2", "return 1 - z**2"),
        "einsum": (
            "(delta2 @ W2) * tanh_prime(a1)",
            'np.einsum("nk,km,nm->nm", delta2, W2, 1 - np.square(a1))',
        ),
        "float32 slope": ("tanh_prime(a1)", "tanh_prime(z1).astype(np.float32)"),
    },
}

# (problem, the misconception or the kind of finding that it must get, the code)
WRONG = [
    ("activations.relu", "reduced", "def relu(z):\n    return z.max(0)\n" + RELU_PRIME),
    ("activations.relu", "absolute", "def relu(z):\n    return np.sqrt(z**2)\n" + RELU_PRIME),
    ("activations.relu", "leaky", "def relu(z):\n    return np.maximum(0.01 * z, z)\n" + RELU_PRIME),
    ("activations.relu", "minimum", "def relu(z):\n    return z * (z < 0)\n" + RELU_PRIME),
    ("activations.relu", "step", "def relu(z):\n    return np.where(z > 0, 1, 0)\n" + RELU_PRIME),
    ("activations.relu", "slope_one_at_0", RELU + "def relu_prime(z):\n    return np.heaviside(z, 1)\n"),
    ("activations.relu", "slope_half_at_0", RELU + "def relu_prime(z):\n    return np.heaviside(z, 0.5)\n"),
    ("activations.relu", "slope_is_value", RELU + "def relu_prime(z):\n    return relu(z)\n"),
    ("activations.relu", "raised", "def relu(z):\n    return max(0, z)\n" + RELU_PRIME),
    (
        "activations.relu",
        "raised",
        "def relu(z):\n    if z > 0:\n        return z\n    return 0\n" + RELU_PRIME,
    ),
    ("activations.relu", "mutated", "def relu(z):\n    z[z < 0] = 0\n    return z\n" + RELU_PRIME),
    ("activations.relu", "unchanged", "def relu(z):\n    np.maximum(z, 0)\n    return z\n" + RELU_PRIME),
    ("activations.relu", "sign", "def relu(z):\n    return np.minimum(-z, 0)\n" + RELU_PRIME),
    ("activations.relu", "printed", "def relu(z):\n    print(np.maximum(z, 0))\n" + RELU_PRIME),
    ("activations.relu", "none", RELU + "def relu_prime(z):\n    z > 0\n"),
    ("activations.relu", "integers", "def relu(z):\n    return np.maximum(z, 0).astype(int)\n" + RELU_PRIME),
    (
        "activations.sigmoid",
        "naive",
        "def sigmoid(z):\n    return (1 + np.e ** (-z)) ** -1\n" + SIGMOID_PRIME,
    ),
    (
        "activations.sigmoid",
        "naive",
        "def sigmoid(z):\n    return np.reciprocal(1 + np.exp(-z))\n" + SIGMOID_PRIME,
    ),
    (
        "activations.sigmoid",
        "not_a_number",
        "def sigmoid(z):\n    e = np.exp(z)\n    return e / (e + 1)\n" + SIGMOID_PRIME,
    ),
    ("activations.sigmoid", "sign", "def sigmoid(z):\n    return 0.5 - np.tanh(z / 2) / 2\n" + SIGMOID_PRIME),
    (
        "activations.sigmoid",
        "both_branches",
        """
def sigmoid(z):
    e = np.exp(z)
    return np.where(z < 0, e / (1 + e), 1 / (1 + np.exp(-z)))
"""
        + SIGMOID_PRIME,
    ),
    (
        "activations.sigmoid",
        "absolute",
        "def sigmoid(z):\n    return 0.5 + np.tanh(np.abs(z) / 2) / 2\n" + SIGMOID_PRIME,
    ),
    (
        "activations.sigmoid",
        "raised",
        "import math\ndef sigmoid(z):\n    return 1 / (1 + math.exp(-z))\n" + SIGMOID_PRIME,
    ),
    ("activations.sigmoid", "slope_from_z", SIGMOID + "def sigmoid_prime(a):\n    return a * (1 - a)\n"),
    (
        "activations.sigmoid",
        "slope_twice",
        SIGMOID + "def sigmoid_prime(z):\n    a = sigmoid(z)\n    return sigmoid(a) * (1 - sigmoid(a))\n",
    ),
    (
        "activations.sigmoid",
        "slope_quotient",
        SIGMOID + "def sigmoid_prime(z):\n    e = np.exp(-z)\n    return e / (1 + e) ** 2\n",
    ),
    (
        "activations.sigmoid",
        "overflow",
        SIGMOID + "def sigmoid_prime(z):\n    return 1 / (2 + np.exp(z) + np.exp(-z))\n",
    ),
    ("activations.sigmoid", "slope_half", SIGMOID + "def sigmoid_prime(z):\n    return sigmoid(-z)\n"),
    ("activations.sigmoid", "factor", "def sigmoid(z):\n    return 1 + np.tanh(z / 2)\n" + SIGMOID_PRIME),
    (
        "activations.sigmoid",
        "rounding",
        "def sigmoid(z):\n    return np.round((1 + np.tanh(z / 2)) / 2, 2)\n" + SIGMOID_PRIME,
    ),
    (
        "activations.sigmoid",
        "mutated",
        "def sigmoid(z):\n    z /= 2\n    return (1 + np.tanh(z)) / 2\n" + SIGMOID_PRIME,
    ),
    (
        "activations.sigmoid",
        "factor",
        SIGMOID + "def sigmoid_prime(z):\n    return 2 * sigmoid(z) * sigmoid(-z)\n",
    ),
    (
        "activations.family",
        "leaky_fixed",
        "def leaky_relu(z, alpha=0.01):\n    return np.maximum(0.01 * z, z)\n" + ELU + SILU + SOFTPLUS,
    ),
    (
        "activations.family",
        "leaky_exchanged",
        "def leaky_relu(z, alpha=0.01):\n    return np.minimum(alpha * z, z)\n" + ELU + SILU + SOFTPLUS,
    ),
    (
        "activations.family",
        "elu_bracket",
        LEAKY
        + "def elu(z, alpha=1.0):\n    return np.where(z > 0, z, alpha * np.exp(z) - 1)\n"
        + SILU
        + SOFTPLUS,
    ),
    (
        "activations.family",
        "elu_no_minus_one",
        LEAKY
        + "def elu(z, alpha=1.0):\n    return np.where(z > 0, z, alpha * np.exp(z))\n"
        + SILU
        + SOFTPLUS,
    ),
    (
        "activations.family",
        "elu_fixed",
        LEAKY + "def elu(z, alpha=1.0):\n    return np.where(z > 0, z, np.exp(z) - 1)\n" + SILU + SOFTPLUS,
    ),
    (
        "activations.family",
        "softplus_overflows",
        LEAKY + ELU + SILU + "def softplus(z):\n    return np.log1p(np.exp(z))\n",
    ),
    (
        "activations.family",
        "softplus_cut",
        LEAKY + ELU + SILU + "def softplus(z):\n    return np.log(1 + np.exp(np.clip(z, -500, 500)))\n",
    ),
    (
        "activations.family",
        "softplus_other_side",
        LEAKY + ELU + SILU + "def softplus(z):\n    return z + np.log1p(np.exp(-z))\n",
    ),
    (
        "activations.family",
        "silu_closed",
        LEAKY + ELU + "def silu(z):\n    return z * (1 - sigmoid(z))\n" + SOFTPLUS,
    ),
    (
        "activations.family",
        "nan",
        LEAKY + ELU + "def silu(z):\n    return z * np.exp(z) / (1 + np.exp(z))\n" + SOFTPLUS,
    ),
    (
        "activations.family",
        "log base",
        LEAKY + ELU + SILU + "def softplus(z):\n    return np.logaddexp2(0, z / np.log(2))\n",
    ),
    (
        "activations.family",
        "raised",
        "def leaky_relu(z):\n    return np.maximum(0.01 * z, z)\n" + ELU + SILU + SOFTPLUS,
    ),
    (
        "activations.family",
        "mutated",
        "def leaky_relu(z, alpha=0.01):\n    z[z < 0] *= alpha\n    return z\n" + ELU + SILU + SOFTPLUS,
    ),
    ("activations.repair", "not started", ("tanh_prime(a1)", "(1 - np.tanh(a1) ** 2)")),
    ("activations.repair", "no_slope", (" * tanh_prime(a1)", "")),
    ("activations.repair", "z_squared", ("tanh_prime(a1)", "(1 - z1**2)")),
    ("activations.repair", "sigmoid_slope", ("tanh_prime(a1)", "a1 * (1 - a1)")),
    ("activations.repair", "value", ("tanh_prime(a1)", "np.tanh(z1)")),
    ("activations.repair", "thrice", ("tanh_prime(a1)", "tanh_prime(np.tanh(a1))")),
    ("activations.repair", "of_the_error", ("(delta2 @ W2) * tanh_prime(a1)", "tanh_prime(delta2 @ W2)")),
    ("activations.repair", "linear_forward", ("a1 = np.tanh(z1)", "a1 = z1")),
    ("activations.repair", "divided", ("* tanh_prime(a1)", "/ tanh_prime(z1)")),
    ("activations.repair", "sign", ("(delta2 @ W2) * tanh_prime(a1)", "(delta2 @ W2) * (a1**2 - 1)")),
    ("activations.repair", "factor", ("tanh_prime(a1)", "tanh_prime(z1) / len(x)")),
    ("activations.repair", "raised", ("delta2 @ W2", "delta2 @ W2.T")),
    ("activations.repair", "structure", ('"dW1": dW1, "db1": db1,', '"dW1": dW1,')),
    ("activations.repair", "values", ("tanh_prime(a1)", "(1 - np.abs(a1))")),
    (
        "activations.relu",
        "some rows",
        """
def relu(z):
    return np.clip(z, 0, 6)

def relu_prime(z):
    return np.heaviside(z, 0)
""",
    ),
    (
        "activations.relu",
        "factor",
        """
def relu(z):
    return z + np.abs(z)

def relu_prime(z):
    return np.heaviside(z, 0)
""",
    ),
    (
        "activations.relu",
        "shape",
        """
def relu(z):
    return z[z > 0]

def relu_prime(z):
    return np.heaviside(z, 0)
""",
    ),
    (
        "activations.relu",
        "nan",
        """
def relu(z):
    return np.maximum(z, 0)

def relu_prime(z):
    return relu(z) / z
""",
    ),
    (
        "activations.relu",
        "raised",
        """
def relu(z):
    return np.maximum(z, 0)

def relu_prime(z):
    return [1 if v > 0 else 0 for v in z]
""",
    ),
    (
        "activations.sigmoid",
        "threshold",
        """
def sigmoid(z):
    return np.round(0.5 + np.tanh(z / 2) / 2)

def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))
""",
    ),
    (
        "activations.sigmoid",
        "doubled",
        """
def sigmoid(z):
    e = np.exp(-2 * np.abs(z))
    return np.where(z > 0, 1, e) / (1 + e)

def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))
""",
    ),
    (
        "activations.sigmoid",
        "sign",
        """
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z > 0, e, 1) / (1 + e)

def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))
""",
    ),
    (
        "activations.sigmoid",
        "both_branches",
        """
def sigmoid(z):
    return np.nan_to_num(np.exp(z) / (1 + np.exp(z)), nan=1.0)

def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))
""",
    ),
    (
        "activations.sigmoid",
        "some inputs",
        """
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return e / (1 + e)

def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))
""",
    ),
    (
        "activations.sigmoid",
        "large inputs",
        """
def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -5, 5)))

def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))
""",
    ),
]

# Mutants of the solution that pass every check, each with the reason why it may.
SURVIVORS = {
    "activations.sigmoid": {"z > 0 -> z >= 0": "at z = 0, e is 1, so both cases are the same"},
    "activations.family": {
        "line 4: z > 0 -> z >= 0": "leaky ReLU: both sides give 0 at z = 0",
        "line 11: 0.0 -> 1.0": "ELU: below is only looked at where z is not above 0",
        "line 12: z > 0 -> z >= 0": "ELU: both sides give 0 at z = 0",
    },
}
