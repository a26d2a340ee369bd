"""Set 09: other right answers, and wrong ones with what they are recognised as."""

STYLES = {
    "descent.minibatches": {
        "a loop that grows": """
def minibatches(order, batch_size):
    batches, batch = [], []
    for index in order:
        batch.append(int(index))
        if len(batch) == batch_size:
            batches.append(batch)
            batch = []
    if batch:
        batches.append(batch)
    return batches
""",
        "np.split": """
def minibatches(order, batch_size):
    return np.split(order, range(batch_size, len(order), batch_size))
""",
        "a table, and the rest": """
def minibatches(order, batch_size):
    full = len(order) // batch_size * batch_size
    batches = list(order[:full].reshape(-1, batch_size))
    return batches + ([order[full:]] if full < len(order) else [])
""",
        "while": """
def minibatches(order, batch_size):
    batches = []
    while len(order):
        batches.append(order[:batch_size])
        order = order[batch_size:]
    return tuple(batches)
""",
        "recursion": """
def minibatches(order, batch_size):
    if len(order) <= batch_size:
        return [order.tolist()]
    return [order[:batch_size].tolist(), *minibatches(order[batch_size:], batch_size)]
""",
    },
    "descent.schedule": {
        "the cosine squared": """
def schedule(t, total, warmup, eta):
    if warmup > t:
        return t * (eta / warmup)
    return eta * np.cos(np.pi / 2 * (t - warmup) / (total - warmup)) ** 2
""",
        "where, without dividing by 0": """
def schedule(t, total, warmup, eta):
    up = np.divide(t, max(warmup, 1))
    down = 0.5 + 0.5 * np.cos(np.pi * np.maximum(t - warmup, 0) / (total - warmup))
    return np.where(t < warmup, up, down) * eta
""",
        "the standard library": """
import math

def schedule(t, total, warmup, eta):
    if t < warmup:
        low, high, share = 0, eta, t / warmup
    else:
        low, high, share = eta, 0, (1 - math.cos(math.pi * (t - warmup) / (total - warmup))) / 2
    return low + (high - low) * share
""",
        "the whole table in float32": """
def schedule(t, total, warmup, eta):
    up = np.linspace(0, eta, warmup, endpoint=False)
    down = eta * (1 + np.cos(np.linspace(0, np.pi, total - warmup + 1))) / 2
    return np.concatenate([up, down]).astype(np.float32)[t]
""",
    },
    "descent.momentum": {
        "zeros when the shape is known": """
class Momentum:
    def __init__(self, eta, beta=0.9):
        self.eta = eta
        self.beta = beta
        self.v = None

    def step(self, theta, grad):
        if self.v is None:
            self.v = np.zeros_like(theta)
        self.v *= self.beta
        self.v += grad
        return theta - self.eta * self.v
""",
        "all gradients kept": """
class Momentum:
    def __init__(self, eta, beta=0.9):
        self.eta, self.beta, self.grads = eta, beta, []

    @property
    def v(self):
        return sum(self.beta**age * g for age, g in enumerate(reversed(self.grads)))

    def step(self, theta, grad):
        self.grads.append(grad)
        return theta - self.eta * self.v
""",
        "through the average": """
class Momentum:
    def __init__(self, eta, beta=0.9):
        self.eta, self.beta, self.mean = eta, beta, 0

    def step(self, theta, grad):
        self.mean = self.beta * self.mean + (1 - self.beta) * grad
        self.v = self.mean / (1 - self.beta)
        return theta - self.eta / (1 - self.beta) * self.mean
""",
        "loops over a copy, lists": """
class Momentum:
    def __init__(self, eta, beta=0.9):
        self.eta, self.beta, self.v = eta, beta, {}

    def step(self, theta, grad):
        v = np.zeros(theta.shape) if isinstance(self.v, dict) else np.array(self.v)
        new = theta.copy()
        for i in np.ndindex(theta.shape):
            v[i] = self.beta * v[i] + grad[i]
            new[i] -= self.eta * v[i]
        self.v = v.tolist()
        return new.tolist()
""",
        "float32 result": """
class Momentum:
    v = 0

    def __init__(self, eta, beta=0.9):
        self.eta, self.beta = eta, beta

    def step(self, theta, grad):
        self.v = grad + self.v * self.beta
        return np.float32(theta - self.v * self.eta)
""",
    },
    "descent.ema": {
        "towards the gradient": """
class EMAMomentum:
    def __init__(self, eta, beta=0.9):
        self.eta, self.beta, self.v = eta, beta, 0.0

    def step(self, theta, grad):
        self.v = self.v + (1 - self.beta) * (grad - self.v)
        return theta - self.eta * self.v


def eta_for_same_steps(eta, beta):
    return eta * (1 - beta) ** -1
""",
        "through the heavy ball": """
class Heavy:
    def __init__(self, eta, beta):
        self.eta, self.beta, self.heavy = eta, beta, 0

    def step(self, theta, grad):
        self.heavy = self.beta * self.heavy + grad
        return theta - self.eta * self.heavy


class EMAMomentum(Heavy):
    def __init__(self, eta, beta=0.9):
        super().__init__(eta * (1 - beta), beta)

    @property
    def v(self):
        return (1 - self.beta) * self.heavy


def eta_for_same_steps(eta, beta):
    return -eta / (beta - 1)
""",
        "in place on its own array, einsum": """
class EMAMomentum:
    def __init__(self, eta, beta=0.9):
        self.eta, self.beta, self.v = eta, beta, None

    def step(self, theta, grad):
        if self.v is None:
            self.v = 0 * theta
        self.v *= self.beta
        self.v += np.einsum("...,->...", grad, 1 - self.beta)
        new = np.copy(theta)
        new -= self.eta * self.v
        return new


def eta_for_same_steps(eta, beta):
    return sum(eta * beta**n for n in range(40000))
""",
        "float32 result": """
class EMAMomentum:
    def __init__(self, eta, beta=0.9):
        self.eta, self.beta, self.v = eta, beta, 0.0

    def step(self, theta, grad):
        self.v = self.beta * self.v + grad - self.beta * grad
        return (theta - self.eta * self.v).astype(np.float32)


def eta_for_same_steps(eta, beta):
    return np.float32(eta / (1 - beta))
""",
    },
    "descent.adam": {
        "zeros when the shape is known": """
class Adam:
    def __init__(self, eta=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.eta, self.beta1, self.beta2, self.eps, self.t = eta, beta1, beta2, eps, 0

    def step(self, theta, grad):
        if self.t == 0:
            self.m, self.v = np.zeros_like(theta), np.zeros_like(theta)
        self.t += 1
        self.m += (1 - self.beta1) * (grad - self.m)
        self.v += (1 - self.beta2) * (grad * grad - self.v)
        m, v = self.m / (1 - self.beta1**self.t), self.v / (1 - self.beta2**self.t)
        return theta - self.eta * m / (v**0.5 + self.eps)
""",
        "corrections moved, and eps with them": """
class Adam:
    def __init__(self, eta=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.eta, self.b, self.eps = eta, (beta1, beta2), eps
        self.m = self.v = 0.0
        self.t = 0

    def step(self, theta, grad):
        self.t = self.t + 1
        self.m, self.v = (b * old + (1 - b) * g for b, old, g in zip(self.b, (self.m, self.v), (grad, grad**2)))
        c1, c2 = (1 - b**self.t for b in self.b)
        return theta - self.eta * np.sqrt(c2) / c1 * self.m / (np.sqrt(self.v) + self.eps * np.sqrt(c2))
""",
        "running products, a loop": """
class Adam:
    def __init__(self, eta=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.eta, self.beta1, self.beta2, self.eps = eta, beta1, beta2, eps
        self.m, self.v, self.t, self.left1, self.left2 = {}, {}, 0, 1.0, 1.0

    def step(self, theta, grad):
        self.t += 1
        self.left1 *= self.beta1
        self.left2 *= self.beta2
        m, v = np.zeros(theta.shape), np.zeros(theta.shape)
        new = theta.copy()
        for i in np.ndindex(theta.shape):
            m[i] = self.beta1 * (0 if self.t == 1 else self.m[i]) + (1 - self.beta1) * grad[i]
            v[i] = self.beta2 * (0 if self.t == 1 else self.v[i]) + (1 - self.beta2) * grad[i] ** 2
            new[i] -= self.eta * (m[i] / (1 - self.left1)) / ((v[i] / (1 - self.left2)) ** 0.5 + self.eps)
        self.m, self.v = m, v
        return new
""",
        "float32 result": """
class Adam:
    def __init__(self, eta=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.eta, self.beta1, self.beta2, self.eps = eta, beta1, beta2, eps
        self.m, self.v, self.t = 0.0, 0.0, 0.0

    def step(self, theta, grad):
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * grad
        self.v = self.beta2 * self.v + (1 - self.beta2) * np.square(grad)
        ratio = (self.m / (1 - self.beta1**self.t)) / (self.eps + np.sqrt(self.v / (1 - self.beta2**self.t)))
        return np.float32(theta - self.eta * ratio)
""",
    },
}


def momentum(step, init="self.v = 0.0", before="", name="Momentum"):
    """Write a class with this step."""
    body = "\n        ".join(step.strip().splitlines())
    return f"""
{before}
class {name}:
    def __init__(self, eta, beta=0.9):
        self.eta, self.beta = eta, beta
        {init}

    def step(self, theta, grad):
        {body}
"""


def adam(hats, count="self.t += 1"):
    """Write Adam with these lines for m-hat and v-hat; without ``count``, t is raised at the end."""
    body = "\n        ".join(hats.splitlines())
    return f"""
class Adam:
    def __init__(self, eta=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.eta, self.beta1, self.beta2, self.eps = eta, beta1, beta2, eps
        self.m, self.v, self.t = 0.0, 0.0, 0

    def step(self, theta, grad):
        {count or "pass"}
        self.m = self.beta1 * self.m + (1 - self.beta1) * grad
        self.v = self.beta2 * self.v + (1 - self.beta2) * grad**2
        {body}
        {"pass" if count else "self.t += 1"}
        return theta - self.eta * m_hat / (np.sqrt(v_hat) + self.eps)
"""


# (problem, the misconception or the kind of finding that it must get, the code)
WRONG = [
    (
        "descent.minibatches",
        "drops_last",
        """
def minibatches(order, batch_size):
    n = len(order) // batch_size
    return order[: n * batch_size].reshape(n, batch_size)
""",
    ),
    (
        "descent.minibatches",
        "evened_out",
        """
def minibatches(order, batch_size):
    return [b.tolist() for b in np.array_split(order, int(np.ceil(len(order) / batch_size)))]
""",
    ),
    (
        "descent.minibatches",
        "sorted",
        """
def minibatches(order, batch_size):
    order = sorted(order)
    return [order[i : i + batch_size] for i in range(0, len(order), batch_size)]
""",
    ),
    (
        "descent.minibatches",
        "wraps_around",
        """
def minibatches(order, batch_size):
    n = -(-len(order) // batch_size)
    return np.resize(order, (n, batch_size))
""",
    ),
    (
        "descent.minibatches",
        "positions",
        """
def minibatches(order, batch_size):
    return [list(range(len(order)))[i : i + batch_size] for i in range(0, len(order), batch_size)]
""",
    ),
    (
        "descent.minibatches",
        "mutated",
        """
def minibatches(order, batch_size):
    batches = [order[i : i + batch_size].copy() for i in range(0, len(order), batch_size)]
    order.sort()
    return batches
""",
    ),
    (
        "descent.minibatches",
        "type",
        """
def minibatches(order, batch_size):
    for i in range(0, len(order), batch_size):
        yield order[i : i + batch_size]
""",
    ),
    (
        "descent.minibatches",
        "permuted",
        """
def minibatches(order, batch_size):
    return [order[i : i + batch_size][::-1] for i in range(0, len(order), batch_size)]
""",
    ),
    (
        "descent.minibatches",
        "structure",
        """
def minibatches(order, batch_size):
    return [order]
""",
    ),
    (
        "descent.minibatches",
        "empty batch",
        """
def minibatches(order, batch_size):
    return [[], *(order[i : i + batch_size] for i in range(0, len(order), batch_size))]
""",
    ),
    (
        "descent.minibatches",
        "none",
        """
def minibatches(order, batch_size):
    batches = [order[i : i + batch_size] for i in range(0, len(order), batch_size)]
""",
    ),
    (
        "descent.momentum",
        "ema",
        momentum(
            "self.v += (1 - self.beta) * (grad - self.v)\nreturn theta - self.eta * self.v", "self.v = 0"
        ),
    ),
    ("descent.momentum", "uphill", ("theta - self.eta", "theta + self.eta")),
    (
        "descent.momentum",
        "begun_anew",
        momentum("v = np.zeros_like(theta)\nself.v = self.beta * v + grad\nreturn theta - self.eta * self.v"),
    ),
    (
        "descent.momentum",
        "nesterov",
        momentum(
            "old = self.v\nself.v = self.beta * old + grad\n"
            "return theta - self.eta * ((1 + self.beta) * self.v - self.beta * old)"
        ),
    ),
    (
        "descent.momentum",
        "mutated",
        momentum("self.v = self.beta * self.v + grad\ntheta -= self.eta * self.v\nreturn theta"),
    ),
    (
        "descent.momentum",
        "mutated",
        momentum("grad += self.beta * self.v\nself.v = grad\nreturn theta - self.eta * grad"),
    ),
    (  # one v for all objects: a class attribute
        "descent.momentum",
        "state",
        """
class Momentum:
    v = 0.0

    def __init__(self, eta, beta=0.9):
        self.eta, self.beta = eta, beta

    def step(self, theta, grad):
        Momentum.v = self.beta * Momentum.v + grad
        return theta - self.eta * self.v
""",
    ),
    (  # a class attribute that each new object clears
        "descent.momentum",
        "state",
        """
class Momentum:
    def __init__(self, eta, beta=0.9):
        self.eta, self.beta = eta, beta
        Momentum.v = 0.0

    def step(self, theta, grad):
        Momentum.v = self.beta * self.v + grad
        return theta - self.eta * self.v
""",
    ),
    (  # a default that is made once
        "descent.momentum",
        "state",
        """
class Momentum:
    def __init__(self, eta, beta=0.9, memory={"v": 0.0}):
        self.eta, self.beta, self.memory = eta, beta, memory

    @property
    def v(self):
        return self.memory["v"]

    def step(self, theta, grad):
        self.memory["v"] = self.beta * self.v + grad
        return theta - self.eta * self.v
""",
    ),
    (
        "descent.momentum",
        "none",
        momentum("self.v = self.beta * self.v + grad\ntheta = theta - self.eta * self.v"),
    ),
    (
        "descent.momentum",
        "missing",
        momentum("self.u = self.beta * self.u + grad\nreturn theta - self.eta * self.u", "self.u = 0.0"),
    ),
    (
        "descent.momentum",
        "missing",
        momentum("self.v = self.beta * self.v + grad\nreturn theta - self.eta * self.v").replace(
            "def step", "def update"
        ),
    ),
    ("descent.momentum", "raised", ("self.v = 0.0", "v = 0.0")),
    (
        "descent.momentum",
        "raised",
        momentum("self.v = self.beta * self.v + grad\nreturn theta - eta * self.v"),
    ),
    (
        "descent.momentum",
        "unchanged",
        momentum("self.v = self.beta * self.v + grad\nnew = theta - self.eta * self.v\nreturn theta"),
    ),
    ("descent.momentum", "offset", ("self.v = 0.0", "self.v = 1.0")),
    (
        "descent.momentum",
        "values",
        momentum("self.v = self.beta * self.v + grad\nreturn self.beta * theta - self.eta * self.v"),
    ),
    ("descent.ema", "heavy_ball", ("(1 - self.beta) * grad", "grad")),
    (
        "descent.ema",
        "exchanged",
        ("self.beta * self.v + (1 - self.beta) * grad", "self.beta * grad + (1 - self.beta) * self.v"),
    ),
    ("descent.ema", "eta_smaller", ("eta / (1 - beta)", "(1 - beta) * eta")),
    ("descent.ema", "eta_same", ("eta / (1 - beta)", "eta")),
    ("descent.ema", "sign", ("eta / (1 - beta)", "eta / (beta - 1)")),
    ("descent.ema", "sign", ("+ (1 - self.beta)", "+ (self.beta - 1)")),
    (
        "descent.ema",
        "starts_at_gradient",
        momentum(
            "if self.v is None:\n    self.v = grad\nself.v = self.beta * self.v + (1 - self.beta) * grad\n"
            "return theta - self.eta * self.v",
            "self.v = None",
            "def eta_for_same_steps(eta, beta):\n    return eta / (1 - beta)\n\n",
            "EMAMomentum",
        ),
    ),
    (
        "descent.ema",
        "mutated",
        ("return theta - self.eta * self.v", "theta -= self.eta * self.v\n        return theta"),
    ),
    (
        "descent.ema",
        "state",
        """
class EMAMomentum:
    v = np.zeros(())

    def __init__(self, eta, beta=0.9):
        self.eta, self.beta = eta, beta

    def step(self, theta, grad):
        EMAMomentum.v = self.beta * self.v + (1 - self.beta) * grad
        return theta - self.eta * self.v


def eta_for_same_steps(eta, beta):
    return eta / (1 - beta)
""",
    ),
    (
        "descent.adam",
        "t_from_zero",
        adam(
            "m_hat, v_hat = (m / (1 - b**self.t) for m, b in ((self.m, self.beta1), (self.v, self.beta2)))",
            count="",
        ),
    ),
    ("descent.adam", "no_correction", ("m_hat / (np.sqrt(v_hat)", "self.m / (np.sqrt(self.v)")),
    ("descent.adam", "m_not_corrected", ("self.eta * m_hat", "self.eta * self.m")),
    ("descent.adam", "v_not_corrected", ("np.sqrt(v_hat)", "self.v**0.5")),
    ("descent.adam", "eps_inside", ("(np.sqrt(v_hat) + self.eps)", "np.sqrt(v_hat + self.eps)")),
    (
        "descent.adam",
        "eps_uncorrected",
        adam(
            "r = np.sqrt(1 - self.beta2**self.t)\nm_hat = self.m * r / (1 - self.beta1**self.t)\nv_hat = self.v"
        ),
    ),
    ("descent.adam", "square_of_mean", ("grad**2", "self.m**2")),
    ("descent.adam", "not_squared", ("grad**2", "grad")),
    ("descent.adam", "absolute", ("grad**2", "abs(grad)")),
    ("descent.adam", "no_root", ("np.sqrt(v_hat)", "v_hat")),
    ("descent.adam", "no_eps", ("(np.sqrt(v_hat) + self.eps)", "np.sqrt(v_hat)")),
    ("descent.adam", "no_eta", ("self.eta * m_hat", "m_hat")),
    ("descent.adam", "uphill", ("theta - self.eta", "theta + self.eta")),
    (
        "descent.adam",
        "power_of_all",
        adam("m_hat = self.m / (1 - self.beta1) ** self.t\nv_hat = self.v / (1 - self.beta2) ** self.t"),
    ),
    (
        "descent.adam",
        "corrected_for_good",
        adam(
            "self.m /= 1 - self.beta1**self.t\nself.v /= 1 - self.beta2**self.t\nm_hat, v_hat = self.m, self.v"
        ),
    ),
    (  # only one of the two averages is wrong
        "descent.adam",
        "values",
        ("(1 - self.beta1**self.t)", "(1 - self.beta1) ** self.t"),
    ),
    (  # m, v and t belong to the class
        "descent.adam",
        "state",
        """
class Adam:
    m = v = 0.0
    t = 0

    def __init__(self, eta=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.eta, self.beta1, self.beta2, self.eps = eta, beta1, beta2, eps

    def step(self, theta, grad):
        Adam.t += 1
        Adam.m = self.beta1 * self.m + (1 - self.beta1) * grad
        Adam.v = self.beta2 * self.v + (1 - self.beta2) * grad**2
        m_hat, v_hat = self.m / (1 - self.beta1**self.t), self.v / (1 - self.beta2**self.t)
        return theta - self.eta * m_hat / (np.sqrt(v_hat) + self.eps)
""",
    ),
    ("descent.adam", "state", ("self.t += 1", "Adam.t = self.t = getattr(Adam, 't', 0) + 1")),
    (
        "descent.adam",
        "mutated",
        (
            "return theta - self.eta * m_hat / (np.sqrt(v_hat) + self.eps)",
            "theta -= self.eta * m_hat / (np.sqrt(v_hat) + self.eps)\n        return theta",
        ),
    ),
    ("descent.adam", "mutated", ("grad**2", "np.square(grad, out=grad)")),
    ("descent.adam", "raised", ("self.t += 1", "t += 1")),
    (
        "descent.schedule",
        "no_warmup",
        """
def schedule(t, total, warmup, eta):
    return eta * np.cos(np.pi * t / total / 2) ** 2
""",
    ),
    (
        "descent.schedule",
        "constant_warmup",
        """
def schedule(t, total, warmup, eta):
    share = max(t - warmup, 0) / (total - warmup)
    return eta * (1 + np.cos(np.pi * share)) / 2
""",
    ),
    ("descent.schedule", "counted_from_1", ("return eta * t / warmup", "return eta * ((t + 1) / warmup)")),
    ("descent.schedule", "whole_numbers", ("eta * t / warmup", "eta * (t // warmup)")),
    ("descent.schedule", "warms_down", ("eta * t / warmup", "eta * (warmup - t) / warmup")),
    ("descent.schedule", "warmup_of_total", ("eta * t / warmup", "eta * t / total")),
    ("descent.schedule", "warmup_of_nothing", ("t < warmup", "t <= warmup")),
    (
        "descent.schedule",
        "product",
        """
def schedule(t, total, warmup, eta):
    return eta * min(1, t / max(warmup, 1e-9)) * (1 + np.cos(np.pi * t / total)) / 2 if t else (0.0 if warmup else eta)
""",
    ),
    ("descent.schedule", "clock_from_0", ("(t - warmup) / (total - warmup)", "t / total")),
    ("descent.schedule", "never_down", ("/ (total - warmup)", "/ total")),
    ("descent.schedule", "not_shifted", ("(t - warmup) / (total - warmup)", "t / (total - warmup)")),
    (
        "descent.schedule",
        "quarter_wave",
        """
def schedule(t, total, warmup, eta):
    if t < warmup:
        return eta * t / warmup
    return eta * np.sin(np.pi / 2 * (total - t) / (total - warmup))
""",
    ),
    ("descent.schedule", "whole_wave", ("np.pi * share", "2 * np.pi * share")),
    ("descent.schedule", "below_0", ("eta * (1 + np.cos(np.pi * share)) / 2", "eta * np.cos(np.pi * share)")),
    (
        "descent.schedule",
        "not_halved",
        ("eta * (1 + np.cos(np.pi * share)) / 2", "eta + eta * np.cos(np.pi * share)"),
    ),
    ("descent.schedule", "rises", ("(1 + np.cos", "(1 - np.cos")),
    (
        "descent.schedule",
        "straight",
        """
def schedule(t, total, warmup, eta):
    if t < warmup:
        return eta * t / warmup
    return np.interp(t, [warmup, total], [eta, 0])
""",
    ),
    ("descent.schedule", "degrees", ("np.pi * share", "180 * share")),
    (
        "descent.schedule",
        "held",
        """
def schedule(t, total, warmup, eta):
    if t < warmup:
        return eta * t / warmup
    return eta
""",
    ),
    (
        "descent.schedule",
        "no_eta",
        """
def schedule(t, total, warmup, eta):
    if t < warmup:
        return t / warmup
    return (1 + np.cos(np.pi * (t - warmup) / (total - warmup))) / 2
""",
    ),
    ("descent.schedule", "none", ("return eta * (1", "rate = eta * (1")),
    (
        "descent.schedule",
        "printed",
        ("return eta * (1 + np.cos(np.pi * share)) / 2", "print(eta * (1 + np.cos(np.pi * share)) / 2)"),
    ),
    ("descent.schedule", "raised", ("np.pi * share", "math.pi * share")),
    (
        "descent.minibatches",
        "starts_at_1",
        """
def minibatches(order, batch_size):
    return np.split(order[1:], range(batch_size, len(order) - 1, batch_size))
""",
    ),
    (
        "descent.minibatches",
        "from_the_end",
        """
def minibatches(order, batch_size):
    left, batches = list(order), []
    while left:
        batches.append([left.pop() for _ in range(min(batch_size, len(left)))])
    return batches
""",
    ),
    (
        "descent.minibatches",
        "one_too_many",
        """
def minibatches(order, batch_size):
    return [order[i : i + batch_size + 1].tolist() for i in range(0, len(order), batch_size)]
""",
    ),
    (
        "descent.minibatches",
        "in_a_table",
        """
def minibatches(order, batch_size):
    return np.reshape(order, (-1, batch_size))
""",
    ),
    (
        "descent.momentum",
        "step_only",
        """
class Momentum:
    def __init__(self, eta, beta=0.9):
        self.eta, self.beta = eta, beta
        self.v = 0.0

    def step(self, theta, grad):
        self.v = self.beta * self.v + grad
        return -(self.eta * self.v)
""",
    ),
    (
        "descent.momentum",
        "v_returned",
        """
class Momentum:
    def __init__(self, eta, beta=0.9):
        self.eta, self.beta = eta, beta
        self.v = 0.0

    def step(self, theta, grad):
        self.v = grad + self.beta * self.v
        return self.v
""",
    ),
    (
        "descent.momentum",
        "own_theta",
        """
class Momentum:
    def __init__(self, eta, beta=0.9):
        self.eta, self.beta = eta, beta
        self.v, self.theta = 0.0, None

    def step(self, theta, grad):
        self.v = self.beta * self.v + grad
        if self.theta is None:
            self.theta = theta
        self.theta = self.theta - self.eta * self.v
        return self.theta
""",
    ),
    (
        "descent.momentum",
        "beta_in_step",
        """
class Momentum:
    def __init__(self, eta, beta=0.9):
        self.eta, self.beta = eta, beta
        self.v = 0.0

    def step(self, theta, grad):
        self.v = self.beta * self.v + grad
        return theta - self.beta * (self.eta * self.v)
""",
    ),
    (
        "descent.momentum",
        "starts_at_none",
        """
class Momentum:
    def __init__(self, eta, beta=0.9):
        self.eta, self.beta = eta, beta
        self.v = None

    def step(self, theta, grad):
        self.v = self.beta * self.v + grad
        return theta - self.eta * self.v
""",
    ),
    (
        "descent.momentum",
        "fixed_shape",
        """
class Momentum:
    def __init__(self, eta, beta=0.9):
        self.eta, self.beta = eta, beta
        self.v = np.zeros((2,))

    def step(self, theta, grad):
        self.v = self.beta * self.v + grad
        return theta - self.eta * self.v
""",
    ),
    (
        "descent.momentum",
        "positions_gathered",
        """
class Momentum:
    def __init__(self, eta, beta=0.9):
        self.eta, self.beta = eta, beta
        self.v = 0.0

    def step(self, theta, grad):
        self.v = self.beta * self.v + theta
        return theta - self.eta * self.v
""",
    ),
    (
        "descent.momentum",
        "structure",
        """
class Momentum:
    def __init__(self, eta, beta=0.9):
        self.eta, self.beta = eta, beta
        self.v = 0.0

    def step(self, theta, grad):
        self.v = self.beta * self.v + grad
        return theta - self.eta * self.v, self.v
""",
    ),
    (
        "descent.momentum",
        "values",
        """
class Momentum:
    def __init__(self, eta, beta=0.9):
        self.eta, self.beta = eta, beta
        self.v = 0.0

    def step(self, theta, grad):
        self.v = self.beta * self.v + grad
        return theta - self.eta * (self.v + grad)
""",
    ),
    (
        "descent.ema",
        "no_beta",
        """
class EMAMomentum:
    def __init__(self, eta, beta=0.9):
        self.eta, self.beta = eta, beta
        self.v = 0.0

    def step(self, theta, grad):
        self.v = self.v + (1 - self.beta) * grad
        return theta - self.eta * self.v


def eta_for_same_steps(eta, beta):
    return eta / (1 - beta)
""",
    ),
    (
        "descent.ema",
        "uphill",
        """
class EMAMomentum:
    def __init__(self, eta, beta=0.9):
        self.eta, self.beta = eta, beta
        self.v = 0.0

    def step(self, theta, grad):
        self.v = self.beta * self.v + (1 - self.beta) * grad
        return theta + self.eta * self.v


def eta_for_same_steps(eta, beta):
    return eta / (1 - beta)
""",
    ),
    (
        "descent.ema",
        "nesterov",
        """
class EMAMomentum:
    def __init__(self, eta, beta=0.9):
        self.eta, self.beta = eta, beta
        self.v = 0.0

    def step(self, theta, grad):
        self.v = self.beta * self.v + (1 - self.beta) * grad
        return theta - self.eta * (self.v + (1 - self.beta) * (grad - self.v))


def eta_for_same_steps(eta, beta):
    return eta / (1 - beta)
""",
    ),
    (
        "descent.ema",
        "eta_of_09",
        """
class EMAMomentum:
    def __init__(self, eta, beta=0.9):
        self.eta, self.beta = eta, beta
        self.v = 0.0

    def step(self, theta, grad):
        self.v = self.beta * self.v + (1 - self.beta) * grad
        return theta - self.eta * self.v


def eta_for_same_steps(eta, beta):
    return eta / 0.1
""",
    ),
    (
        "descent.adam",
        "fixed_eps",
        """
class Adam:
    def __init__(self, eta=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.eta, self.beta1, self.beta2, self.eps = eta, beta1, beta2, eps
        self.m = self.v = 0.0
        self.t = 0

    def step(self, theta, grad):
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * grad
        self.v = self.beta2 * self.v + (1 - self.beta2) * grad**2
        mh, vh = self.m / (1 - self.beta1**self.t), self.v / (1 - self.beta2**self.t)
        return theta - self.eta * mh / (np.sqrt(vh) + 1e-7)
""",
    ),
    (
        "descent.adam",
        "eps_floor",
        """
class Adam:
    def __init__(self, eta=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.eta, self.beta1, self.beta2, self.eps = eta, beta1, beta2, eps
        self.m = self.v = 0.0
        self.t = 0

    def step(self, theta, grad):
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * grad
        self.v = self.beta2 * self.v + (1 - self.beta2) * grad**2
        mh, vh = self.m / (1 - self.beta1**self.t), self.v / (1 - self.beta2**self.t)
        return theta - self.eta * mh / np.sqrt(vh).clip(self.eps)
""",
    ),
    (
        "descent.adam",
        "eps_outside",
        """
class Adam:
    def __init__(self, eta=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.eta, self.beta1, self.beta2, self.eps = eta, beta1, beta2, eps
        self.m = self.v = 0.0
        self.t = 0

    def step(self, theta, grad):
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * grad
        self.v = self.beta2 * self.v + (1 - self.beta2) * grad**2
        mh, vh = self.m / (1 - self.beta1**self.t), self.v / (1 - self.beta2**self.t)
        return theta - self.eta * mh / np.sqrt(vh) + self.eps
""",
    ),
    (
        "descent.adam",
        "beta1_for_both",
        """
class Adam:
    def __init__(self, eta=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.eta, self.beta1, self.beta2, self.eps = eta, beta1, beta2, eps
        self.m = self.v = 0.0
        self.t = 0

    def step(self, theta, grad):
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * grad
        self.v = self.beta1 * self.v + (1 - self.beta1) * grad**2
        mh, vh = self.m / (1 - self.beta1**self.t), self.v / (1 - self.beta2**self.t)
        return theta - self.eta * mh / (np.sqrt(vh) + self.eps)
""",
    ),
    (
        "descent.adam",
        "fixed_betas",
        """
class Adam:
    def __init__(self, eta=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.eta, self.beta1, self.beta2, self.eps = eta, beta1, beta2, eps
        self.m = self.v = 0.0
        self.t = 0

    def step(self, theta, grad):
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * grad
        self.v = self.beta2 * self.v + (1 - self.beta2) * grad**2
        mh, vh = self.m / (1 - 0.9**self.t), self.v / (1 - 0.999**self.t)
        return theta - self.eta * mh / (np.sqrt(vh) + self.eps)
""",
    ),
    (
        "descent.adam",
        "step_only",
        """
class Adam:
    def __init__(self, eta=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.eta, self.beta1, self.beta2, self.eps = eta, beta1, beta2, eps
        self.m = self.v = 0.0
        self.t = 0

    def step(self, theta, grad):
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * grad
        self.v = self.beta2 * self.v + (1 - self.beta2) * grad**2
        mh, vh = self.m / (1 - self.beta1**self.t), self.v / (1 - self.beta2**self.t)
        return -self.eta * mh / (np.sqrt(vh) + self.eps)
""",
    ),
    (
        "descent.adam",
        "own_theta",
        """
class Adam:
    def __init__(self, eta=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.eta, self.beta1, self.beta2, self.eps = eta, beta1, beta2, eps
        self.m = self.v = 0.0
        self.t = 0

    def step(self, theta, grad):
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * grad
        self.v = self.beta2 * self.v + (1 - self.beta2) * grad**2
        mh, vh = self.m / (1 - self.beta1**self.t), self.v / (1 - self.beta2**self.t)
        self.theta = (theta if self.t == 1 else self.theta) - self.eta * mh / (np.sqrt(vh) + self.eps)
        return self.theta
""",
    ),
    (
        "descent.adam",
        "structure",
        """
class Adam:
    def __init__(self, eta=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.eta, self.beta1, self.beta2, self.eps = eta, beta1, beta2, eps
        self.m = self.v = 0.0
        self.t = 0

    def step(self, theta, grad):
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * grad
        self.v = self.beta2 * self.v + (1 - self.beta2) * grad**2
        mh, vh = self.m / (1 - self.beta1**self.t), self.v / (1 - self.beta2**self.t)
        return theta - self.eta * mh / (np.sqrt(vh) + self.eps), self.m
""",
    ),
]

# Mutants of the solution that pass every check, each with the reason why it may.
SURVIVORS: dict[str, dict[str, str]] = {}
