"""Hidden checks of set 14: other seeds, other shapes and the edges of what the statements ask for."""

import numpy as np

from nnkit import (
    Adam,
    Dense,
    DivergedError,
    LayerNorm,
    MeanSquaredError,
    Network,
    Residual,
    SigmoidCrossEntropy,
    minibatches,
)
from nnkit import BatchNorm as RightNorm
from nnkit.datasets import digits
from nnkit.grading import hidden_check

# batch normalisation --------------------------------------------------------------------------------------


def right_norm(n, momentum=0.9, eps=1e-5):
    """Return nnkit's layer in a network of its own; its running variance is another one."""
    layer = RightNorm(n, eps=eps, decay=momentum)
    return Network([layer], rng=np.random.default_rng(0)), layer


def sizes(N, n):
    """Name the constants that a result of shape (N, n) may be off by."""
    return {"the batch size": N, "the number of units": n}


@hidden_check("deeper.batch_norm", "other batches and settings, forward")
def norm_forward(learner, case):
    """Two samples, one unit, square, many; large offsets."""
    for N, n, eps in ((2, 3, 1e-5), (6, 1, 1e-3), (5, 5, 1e-5), (12, 7, 0.5)):
        z = 50 * case.rng.standard_normal(n) + case.rng.uniform(0.1, 5, n) * case.rng.standard_normal((N, n))
        layer = learner.new("BatchNorm", n, eps=eps)
        want = right_norm(n, eps=eps)[0].forward(z)
        case.expect("forward", layer.forward(z), want, inputs=(z,), factors=sizes(N, n), rtol=1e-4)


@hidden_check("deeper.batch_norm", "running averages over batches of several sizes")
def norm_running(learner, case):
    """Train, evaluate, train again: evaluation uses the averages and leaves them alone."""
    for momentum in (0.5, 0.99):
        layer, mean, var = learner.new("BatchNorm", 3, momentum=momentum), np.zeros(3), np.ones(3)
        for N in (4, 6, 3):
            z = 2 + 3 * case.rng.standard_normal((N, 3))
            layer.forward(z)
            mean = momentum * mean + (1 - momentum) * z.sum(axis=0) / N
            var = momentum * var + (1 - momentum) * np.square(z - z.sum(axis=0) / N).sum(axis=0) / N
            case.expect("running_mean", layer["running_mean"], mean)
            case.expect("running_var", layer["running_var"], var)
            z = case.rng.standard_normal((2, 3))
            want = (z - mean) / np.sqrt(var + 1e-5)
            case.expect("forward in evaluation", layer.forward(z, training=False), want, inputs=(z,))


@hidden_check("deeper.batch_norm", "other batches, backward", points=2)
def norm_backward(learner, case):
    """The gradients of nnkit's layer, for two samples, one unit, square, many."""
    for N, n in ((2, 4), (6, 1), (5, 5), (9, 3)):
        z, delta = case.rng.standard_normal((2, N, n))
        layer, (net, right) = learner.new("BatchNorm", n), right_norm(n)
        net.forward(z)
        want = right.backward(delta.copy())
        layer.forward(z)
        got = layer.backward(delta)
        case.expect("dbeta", layer["dbeta"], right.dbeta, factors=sizes(N, n))
        case.expect("dgamma", layer["dgamma"], right.dgamma, factors=sizes(N, n))
        case.expect("backward", got, want, inputs=(delta,), factors=sizes(N, n), atol=1e-6)
    case.expect_unchanged(learner)


@hidden_check("deeper.batch_norm", "as it is made, and two at once")
def norm_new(learner, case):
    """The attributes of a new layer; evaluation before any training."""
    layer, other = learner.new("BatchNorm", 4), learner.new("BatchNorm", 4, momentum=0.2)
    other.forward(case.rng.standard_normal((5, 4)))
    for name, value in (("gamma", 1.0), ("beta", 0.0), ("running_mean", 0.0), ("running_var", 1.0)):
        case.expect(name, layer[name], np.full(4, value))
    z = case.rng.standard_normal((3, 4))
    case.expect("forward in evaluation", layer.forward(z, training=False), z / np.sqrt(1 + 1e-5))


# layer normalisation --------------------------------------------------------------------------------------


@hidden_check("deeper.layer_norm", "other batches and settings")
def layer_shapes(learner, case):
    """One sample, two features, square, many: as nnkit's layer."""
    for N, n, eps in ((1, 8, 1e-5), (6, 2, 1e-3), (5, 5, 0.2), (3, 9, 1e-5)):
        z = 10 * case.rng.standard_normal((N, 1)) + case.rng.standard_normal((N, n))
        gamma, beta = case.rng.standard_normal((2, n))
        layer = LayerNorm(n, eps=eps)
        net = Network([layer], rng=np.random.default_rng(0))
        layer.gamma[:], layer.beta[:] = gamma, beta
        got = learner.layer_norm(z, gamma, beta, eps=eps)
        case.expect("layer_norm", got, net(z), inputs=(z,), factors=sizes(N, n), rtol=1e-4)
    case.expect_unchanged(learner)


@hidden_check("deeper.layer_norm", "a sample does not depend on the others")
def layer_alone(learner, case):
    """A row by itself gives what it gives in the batch."""
    z, gamma, beta = case.rng.standard_normal((4, 6)) * 5, case.rng.uniform(1, 2, 6), np.arange(6.0)
    together = learner.layer_norm(z, gamma, beta)
    centred = z - z.sum(axis=1)[:, None] / 6
    want = centred / np.sqrt(np.square(centred).sum(axis=1)[:, None] / 6 + 1e-5) * gamma + beta
    case.expect("layer_norm", together, want, inputs=(z,))
    for n in range(4):
        case.expect("layer_norm", learner.layer_norm(z[n : n + 1], gamma, beta), want[n : n + 1])


# the residual block ---------------------------------------------------------------------------------------


def right_block(x, W1, W2):
    """Return nnkit's block with these weights, in a network, after its forward."""
    first, second = Dense(x.shape[1], len(W1), "relu"), Dense(len(W1), x.shape[1])
    block = Residual([first, second])
    net = Network([block], rng=np.random.default_rng(0))
    net.theta[:] = 0
    first.W[:], second.W[:] = W1, W2
    return net.forward(x), block, first, second


@hidden_check("deeper.residual", "other blocks, forward")
def residual_forward(learner, case):
    """One sample, one unit, square, and wide: as nnkit's block."""
    for N, d, m in ((1, 4, 2), (6, 1, 3), (5, 5, 5), (3, 2, 9)):
        x, W1, W2 = (case.rng.standard_normal(shape) for shape in ((N, d), (m, d), (d, m)))
        want = right_block(x, W1, W2)[0]
        case.expect("residual_forward", learner.residual_forward(x, W1, W2), want, inputs=(x,))


@hidden_check("deeper.residual", "other blocks, backward", points=2)
def residual_backward(learner, case):
    """The gradients of nnkit's block."""
    for N, d, m in ((1, 4, 2), (6, 1, 3), (5, 5, 5), (3, 2, 9)):
        x, delta = case.rng.standard_normal((2, N, d))
        W1, W2 = case.rng.standard_normal((m, d)), case.rng.standard_normal((d, m))
        _, block, first, second = right_block(x, W1, W2)
        dx = block.backward(delta.copy())
        got = learner.residual_backward(delta, x, W1, W2)
        together = isinstance(got, list) and len(got) == 3
        text = "`residual_backward` must return dx, dW1 and dW2, in this order."
        case.require(together, text, kind="structure", at="residual_backward")
        factors = {"the batch size": N}
        case.expect("dW2", got[2], second.dW, factors=factors)
        case.expect("dW1", got[1], first.dW, factors=factors)
        case.expect("dx", got[0], dx, factors=factors)
    case.expect_unchanged(learner)


@hidden_check("deeper.residual", "a block that is switched off")
def residual_off(learner, case):
    """With W2 of zeros the block passes x on, and delta back."""
    x, delta = case.rng.standard_normal((2, 4, 3))
    W1, W2 = case.rng.standard_normal((5, 3)), np.zeros((3, 5))
    case.expect("residual_forward", learner.residual_forward(x, W1, W2), x)
    got = learner.residual_backward(delta, x, W1, W2)
    together = isinstance(got, list) and len(got) == 3
    text = "`residual_backward` must return dx, dW1 and dW2, in this order."
    case.require(together, text, kind="structure", at="residual_backward")
    case.expect("dx", got[0], delta)
    case.expect("dW1", got[1], np.zeros((5, 3)))


# repair ---------------------------------------------------------------------------------------------------


@hidden_check("deeper.repair", "other people, other features", points=2)
def repair_shapes(learner, case):
    """One feature, as many samples as features, many of either."""
    loss = SigmoidCrossEntropy()
    for N, d in ((7, 1), (5, 5), (4, 9), (20, 2)):
        x = case.rng.standard_normal((N, d)) * 10.0 ** case.rng.integers(-1, 4, d) + case.rng.standard_normal(
            d
        )
        y = case.rng.integers(0, 2, N).astype(float)
        got = learner.fit_standardised(x, y, eta=0.3, steps=15)
        together = isinstance(got, list) and len(got) == 4
        text = "`fit_standardised` must return x_hat, w, b and the losses, in this order."
        case.require(together, text, kind="structure", at="fit_standardised")
        centred = x - x.sum(axis=0) / N
        x_hat = centred / np.sqrt(np.square(centred).sum(axis=0) / N)
        w, b, losses = np.zeros(d), 0.0, []
        for _ in range(15):
            z = (x_hat @ w + b)[:, None]
            losses.append(loss(z, y[:, None]))
            delta = loss.delta(z, y[:, None])[:, 0]
            w, b = w - 0.3 * x_hat.T @ delta, b - 0.3 * delta.sum()
        for name, mine, right in zip(("x_hat", "w", "b", "losses"), got, (x_hat, w, b, losses), strict=True):
            case.expect(name, mine, right, atol=1e-5)  # float32 in between will do


# the autoencoder ------------------------------------------------------------------------------------------

LIMITS = {"code": (2, 16), "hidden": (0, 128), "eta": (1e-6, 1), "batch_size": (16, 256), "epochs": (1, 40)}


@hidden_check("deeper.autoencoder", "below PCA from other starts")
def autoencoder_others(learner, case):
    """The best of three other starts; in the open it is 0.9 times PCA's error from one."""
    chosen = learner["autoencoder"]
    text = "Settings that are not allowed cannot be tried from other starts."
    case.require(isinstance(chosen, dict) and chosen.keys() >= LIMITS.keys(), text, at="autoencoder")
    for key, (low, high) in LIMITS.items():
        value = chosen[key]
        number = isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high
        case.require(number and (key == "eta" or float(value).is_integer()), text, at="autoencoder")
    phi = chosen.get("activation")
    case.require(phi in ("sigmoid", "tanh", "relu"), text, at="autoencoder")
    x, _ = digits(dtype=np.float32)
    code, hidden, batch_size, epochs = (int(chosen[k]) for k in ("code", "hidden", "batch_size", "epochs"))
    best = np.square(np.linalg.svd(x - x.mean(axis=0), compute_uv=False)[code:]).sum() / x.size
    text = "From other starts these settings do not come below the best linear map."
    case.require(hidden, text, at="autoencoder")  # without hidden units it is linear itself
    for _ in range(3):
        sizes = ((64, hidden, phi), (hidden, code), (code, hidden, phi), (hidden, 64))
        net = Network([Dense(*size) for size in sizes], rng=case.rng, dtype=np.float32)
        loss, adam = MeanSquaredError(), Adam(float(chosen["eta"]))
        try:
            for _ in range(epochs):
                for batch in minibatches(len(x), batch_size, case.rng):
                    delta = loss.delta(net.forward(x[batch]), x[batch])
                    adam.step(net.theta, net.backward(delta))
            if loss(net(x), x) < best:
                return
        except DivergedError:
            continue
    case.require(False, text, at="autoencoder")
