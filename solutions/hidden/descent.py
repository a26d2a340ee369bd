"""Hidden checks of set 09: other seeds, other shapes and the edges of what the statements ask for."""

import numpy as np

from nnkit import SGD, Adam
from nnkit.grading import hidden_check
from nnkit.grading.checks import same_value

SHARED_MEMORY = (
    "Two objects of your class that are used in turn get in each other's way. Every object needs a memory of "
    "its own, made in `__init__`."
)


def moved(optimizer, theta, grad):
    """Return where an optimiser of nnkit goes from theta, which stays as it was."""
    new = theta.copy()
    optimizer.step(new, grad)
    return new


def draw(case, shape, steps):
    """Draw a starting point and some gradients."""
    return case.rng.standard_normal(shape), list(case.rng.standard_normal((steps, *shape)))


def expect_run(learner, case, name, settings, right, theta, grads, kept=("v",), rtol=1e-5, atol=1e-7):
    """Step by step, each from the right place: what is kept, and where it goes."""
    one = learner.new(name, **settings)
    near = {"rtol": rtol, "atol": atol}
    for grad in grads:
        got = one.step(theta, grad)
        new = moved(right, theta, grad)
        for key in kept:
            case.expect(key, one[key], getattr(right, key), **near)
        case.expect("theta", got, new, inputs=(theta, grad), **near)
        theta = new


def expect_two(learner, case, name, settings, right):
    """Two networks, each with an optimiser: in turn they must move as each would alone."""
    runs = [draw(case, (2,), 3) for _ in settings]
    alone = []
    for known, (theta, grads) in zip(settings, runs, strict=True):
        one = learner.new(name, **known)
        alone.append([one.step(theta, grad) for grad in grads])
    both = [learner.new(name, **known) for known in settings]
    for t in range(3):
        for one, sgd, path, (theta, grads) in zip(both, right, alone, runs, strict=True):
            got = one.step(theta, grads[t])
            case.require(same_value(got, path[t]), SHARED_MEMORY, at=f"{name}.step")
            case.expect("theta", got, moved(sgd, theta, grads[t]), inputs=(theta, grads[t]))


# mini-batches ---------------------------------------------------------------------------------------------


def expect_batches(learner, case, order, batch_size):
    """Compare with consecutive pieces, one after another."""
    got = learner.minibatches(order, batch_size)
    several = isinstance(got, list) or (isinstance(got, np.ndarray) and got.ndim == 2)
    text = "`minibatches` must return a list that holds all the batches."
    case.require(several, text, kind="type", at="minibatches")
    cuts = np.arange(batch_size, len(order), batch_size)
    want = np.split(order, cuts)
    text = "`minibatches` returns too many batches for some lengths of `order`, or too few."
    case.require(len(got) == len(want), text, kind="structure", at="minibatches")
    for mine, right in zip(got, want, strict=True):
        case.expect("a batch", mine, right)


@hidden_check("descent.minibatches", "all lengths, all batch sizes")
def minibatches_all(learner, case):
    """Up to a dozen indices, in batches of every size."""
    for N in range(1, 13):
        for batch_size in range(1, N + 2):
            expect_batches(learner, case, case.rng.permutation(N), batch_size)


@hidden_check("descent.minibatches", "a long order, of indices that are not consecutive")
def minibatches_long(learner, case):
    """What is left of many after some were set aside; the order stays as it was."""
    order = case.rng.permutation(1000)[:611]
    for batch_size in (32, 47, 100):
        expect_batches(learner, case, order, batch_size)
    case.expect_unchanged(learner)


# the schedule ---------------------------------------------------------------------------------------------


def expect_schedule(learner, case, total, warmup, eta):
    """Compare every update with a straight line and half a cosine wave, as well as float32 can."""
    t = np.arange(total + 1)
    share = np.clip((t - warmup) / (total - warmup), 0, 1)
    want = np.where(t < warmup, t / max(warmup, 1), 0.5 + 0.5 * np.cos(np.pi * share)) * eta
    got = [learner.schedule(int(k), total, warmup, eta) for k in t]
    case.expect("the warm-up", got[:warmup], want[:warmup], atol=1e-6)
    case.expect("the fall", got[warmup:], want[warmup:], atol=1e-6)


@hidden_check("descent.schedule", "other lengths and learning rates")
def schedule_lengths(learner, case):
    """Short and long warm-ups, small and large learning rates."""
    for _ in range(4):
        warmup = int(case.rng.integers(2, 12))
        total = warmup + int(case.rng.integers(1, 30))
        expect_schedule(learner, case, total, warmup, float(case.rng.choice([1e-3, 0.1, 0.7, 2.0])))


@hidden_check("descent.schedule", "no warm-up, or nothing else")
def schedule_edges(learner, case):
    """A single update, no warm-up, a warm-up that takes all but the last update."""
    for total, warmup in ((1, 0), (7, 0), (2, 1), (12, 11)):
        expect_schedule(learner, case, total, warmup, 0.25)


# the heavy ball -------------------------------------------------------------------------------------------


@hidden_check("descent.momentum", "other shapes and settings")
def momentum_shapes(learner, case):
    """One entry, many, a matrix."""
    for shape, eta, beta in (((1,), 0.5, 0.3), ((30,), 0.01, 0.99), ((4, 2), 1.0, 0.6)):
        right = SGD(eta, momentum=beta)
        expect_run(learner, case, "Momentum", {"eta": eta, "beta": beta}, right, *draw(case, shape, 6))
    case.expect_unchanged(learner)


@hidden_check("descent.momentum", "no momentum at all")
def momentum_none(learner, case):
    """With beta 0 it is plain descent, and v the gradient."""
    theta, grads = draw(case, (3,), 3)
    one = learner.new("Momentum", eta=0.4, beta=0.0)
    for grad in grads:
        got = one.step(theta, grad)
        case.expect("v", one["v"], grad)
        case.expect("theta", got, theta - 0.4 * grad)


@hidden_check("descent.momentum", "two objects at the same time")
def momentum_two(learner, case):
    """What one remembers must not reach the other."""
    right = [SGD(0.1, momentum=0.9), SGD(0.2, momentum=0.5)]
    expect_two(learner, case, "Momentum", [{"eta": 0.1}, {"eta": 0.2, "beta": 0.5}], right)


@hidden_check("descent.momentum", "down a bowl, step by step")
def momentum_bowl(learner, case):
    """The learner's own path, thirty steps from a random place."""
    curvatures, theta = np.array([1.0, 8.0]), case.rng.standard_normal(2)
    one, sgd, here = learner.new("Momentum", eta=0.05, beta=0.8), SGD(0.05, momentum=0.8), theta
    for _ in range(30):
        got, here = one.step(theta, curvatures * theta), moved(sgd, here, curvatures * here)
        case.expect("theta", got, here)
        theta = np.asarray(got)


# momentum as an average -----------------------------------------------------------------------------------


@hidden_check("descent.ema", "other shapes and settings")
def ema_shapes(learner, case):
    """One entry, many, a matrix."""
    for shape, eta, beta in (((1,), 0.5, 0.3), ((30,), 0.1, 0.99), ((4, 2), 1.0, 0.6)):
        right = SGD(eta, momentum=beta, ema=True)
        expect_run(learner, case, "EMAMomentum", {"eta": eta, "beta": beta}, right, *draw(case, shape, 6))
    case.expect_unchanged(learner)


@hidden_check("descent.ema", "other learning rates for the same steps")
def ema_eta(learner, case):
    """No momentum, little, and much."""
    for eta, beta in ((0.3, 0.0), (0.2, 0.5), (0.001, 0.95), (5.0, 0.999)):
        keep = learner.eta_for_same_steps(eta, beta) * (1 - beta)
        case.expect("eta_for_same_steps(eta, beta) · (1 − beta)", keep, eta)


@hidden_check("descent.ema", "two objects at the same time")
def ema_two(learner, case):
    """What one remembers must not reach the other."""
    right = [SGD(0.1, momentum=0.9, ema=True), SGD(0.2, momentum=0.5, ema=True)]
    expect_two(learner, case, "EMAMomentum", [{"eta": 0.1}, {"eta": 0.2, "beta": 0.5}], right)


# Adam -----------------------------------------------------------------------------------------------------


@hidden_check("descent.adam", "other shapes and settings")
def adam_shapes(learner, case):
    """One entry, many, a matrix."""
    for shape, b1, b2, eps in (((1,), 0.3, 0.9, 1e-8), ((30,), 0.95, 0.99, 1e-3), ((4, 2), 0.0, 0.5, 0.1)):
        settings = {"eta": 0.05, "beta1": b1, "beta2": b2, "eps": eps}
        right = Adam(**settings)
        expect_run(learner, case, "Adam", settings, right, *draw(case, shape, 6), kept=("t", "m", "v"))
    case.expect_unchanged(learner)


@hidden_check("descent.adam", "the usual settings, a hundred steps")
def adam_long(learner, case):
    """The averages over many steps, where the corrections fade."""
    theta, grads = draw(case, (3,), 100)
    expect_run(learner, case, "Adam", {}, Adam(), theta, grads, kept=("t", "m", "v"))


@hidden_check("descent.adam", "parameters without a gradient")
def adam_zeros(learner, case):
    """Where the gradient is always zero nothing moves, and nothing is NaN."""
    theta, grads = draw(case, (4,), 4)
    grads = [grad * np.array([1.0, 0.0, 1.0, 0.0]) for grad in grads]
    expect_run(learner, case, "Adam", {"eta": 0.1}, Adam(0.1), theta, grads, kept=("t", "m", "v"))


@hidden_check("descent.adam", "two objects at the same time")
def adam_two(learner, case):
    """What one remembers must not reach the other."""
    right = [Adam(0.1), Adam(0.2, beta1=0.5)]
    expect_two(learner, case, "Adam", [{"eta": 0.1}, {"eta": 0.2, "beta1": 0.5}], right)


# over the edge --------------------------------------------------------------------------------------------


def factors(case, eta):
    """Return what one step multiplies x and y by."""
    return 1 - eta * np.array([case.given["lambda_min"], case.given["lambda_max"]])


def end(case, eta):
    """Return how far out descent ends that begins 1 away from the minimum, along y, and less along x."""
    start = np.array([case.rng.uniform(-1, 1), case.rng.choice([-1.0, 1.0])])
    with np.errstate(over="ignore"):  # far out is far out
        return np.abs(start * factors(case, eta) ** 1000).max()


def number_of(learner, name):
    """Return the learner's eta; what is none is answered in the open."""
    value = learner[name]
    plain = isinstance(value, (int, float)) and not isinstance(value, bool)
    return float(value) if plain and 0 < value < 1e6 else None


@hidden_check("descent.diverge", "over the edge from other places")
def diverge_elsewhere(learner, case):
    """It must end further out than it began, and nearer with an eta a tenth smaller."""
    eta = number_of(learner, "too_large")
    text = "From other places descent with `too_large` does not diverge, or does so with less as well."
    case.require(eta is not None, text, at="too_large")
    for _ in range(5):
        case.require(end(case, eta) > 1.02 and end(case, 0.9 * eta) < 0.98, text, at="too_large")


@hidden_check("descent.diverge", "just stable from other places")
def stable_elsewhere(learner, case):
    """It must end nearer than it began, and further out with an eta that is a little larger."""
    eta = number_of(learner, "largest_stable")
    text = "From other places descent with `largest_stable` does not settle, or would with more as well."
    case.require(eta is not None, text, at="largest_stable")
    for _ in range(5):
        case.require(end(case, eta) < 0.98 and end(case, 1.01 * eta) > 1.02, text, at="largest_stable")


@hidden_check("descent.diverge", "the fastest from other places")
def best_elsewhere(learner, case):
    """From anywhere, in any number of steps, both directions must shrink alike."""
    eta = number_of(learner, "best")
    text = "From other places, with `best`, one of the two directions lags behind the other."
    case.require(eta is not None, text, at="best")
    for _ in range(5):
        start, steps = case.rng.uniform(0.2, 2, 2), int(case.rng.integers(10, 60))
        with np.errstate(over="ignore"):
            x, y = (np.abs(start * factors(case, eta) ** steps) / start) ** (1 / steps)
        case.require(max(x, y) < 0.95 and abs(x - y) <= 0.0205, text, at="best")
