"""A classifier whose gradient is that of the summed loss, while the loss that it reports is the mean."""

import numpy as np

from nnkit import SoftmaxCrossEntropy, activations
from nnkit.grading import Problem

from .shared import network

NAMES = ("W1", "b1", "W2", "b2", "losses")
CROSS_ENTROPY = SoftmaxCrossEntropy()


def fit(x, y, W1, b1, W2, b2, eta, steps, scales=()):
    """Train nnkit's ReLU network by gradient descent; ``scales`` multiplies what it names.

    The names are the loss, delta (both layers' gradients), and dW1, db1, dW2, db2.
    """
    net, losses, scales = network(W1, b1, W2, b2, activations.relu), [], dict(scales)
    for _ in range(steps):
        z2 = net.forward(x)
        losses.append(scales.get("loss", 1) * CROSS_ENTROPY(z2, y))
        net.backward(scales.get("delta", 1) * CROSS_ENTROPY.delta(z2, y))
        for l in (1, 2):
            net[l].W = net[l].W - eta * scales.get(f"dW{l}", 1) * net[l].dW
            net[l].b = net[l].b - eta * scales.get(f"db{l}", 1) * net[l].db
    return [net[1].W.copy(), net[1].b.copy(), net[2].W.copy(), net[2].b.copy(), losses]


def right_train(x, y, W1, b1, W2, b2, eta=0.3, steps=100):
    return fit(x, y, W1, b1, W2, b2, eta, steps)


repair = Problem(
    id="backprop.repair",
    title="Ten times the same",
    concept=11,
    points=3,
    kind="repair",
    names=("train_two_layer",),
    reference={"train_two_layer": right_train},
    hints=(
        "The loss that is reported is a mean over the samples. Is what goes backwards the derivative of "
        "that, or of something that grows with the number of samples?",
        "Nothing is wrong with any shape. Compare, for one sample and for the same sample ten times, what "
        "`dW2` comes to. Both gradients of weights and both of biases follow from one array: delta2.",
        "The mean divides the sum of the losses by N, so its derivative is divided by N too. Do that where "
        "the way back begins, and everything behind it is right.",
    ),
)


def problem(case, N, n_in, M, K):
    """Draw points, classes and the parameters of two layers."""
    draw = case.rng.standard_normal
    y = case.rng.permutation(np.arange(N) % K)
    return draw((N, n_in)), y, draw((M, n_in)), 0.1 * draw(M), 0.5 * draw((K, M)), 0.1 * draw(K)


def expect_training(learner, case, data, **settings):
    """Compare the parameters and the losses; of a single step, first the step itself, for its factor."""
    got, want = learner.train_two_layer(*data, **settings), right_train(*data, **settings)
    case.require(
        isinstance(got, list) and len(got) == 5,
        "`train_two_layer` must return W1, b1, W2, b2 and the losses, in this order.",
        kind="structure",
        at="train_two_layer",
    )
    factors = {"the number of samples": len(data[0])}
    if settings.get("steps") == 1:
        for name, value, wanted, start in zip(NAMES, got, want, data[2:], strict=False):
            if np.shape(value) == np.shape(start):
                step = np.subtract(value, start)
                case.expect(f"the step in {name}", step, wanted - start, factors=factors)
    for name, value, wanted in zip(NAMES, got, want, strict=True):
        case.expect(name, value, wanted, factors=factors)


@repair.check("one step with the eta that is set")
def repair_one_step(learner, case):
    expect_training(learner, case, problem(case, 5, 2, 4, 3), steps=1)


@repair.check("every sample ten times: the same parameters come out")
def repair_ten_times(learner, case):
    x, y, *parameters = problem(case, 4, 3, 3, 2)
    data = (np.tile(x, (10, 1)), np.tile(y, 10), *parameters)
    expect_training(learner, case, data, eta=0.02, steps=3)


@repair.check("a hundred small steps")
def repair_small_steps(learner, case):
    expect_training(learner, case, problem(case, 8, 2, 5, 2), eta=0.01)


def add(id, sentence, formula, scales, eta=0.3, untouched=False):
    """Add a wrong program: some things multiplied, where N is the number of samples and K of classes."""

    @repair.misconception(id, sentence, formula, untouched=untouched)
    def train_two_layer(x, y, W1, b1, W2, b2, eta=eta, steps=100):
        return fit(x, y, W1, b1, W2, b2, eta, steps, scales(len(x), len(b2)))


add(
    "as_given",
    "This is the code as it was given.",
    "δ2 = (p − Y) / N",
    lambda N, K: {"delta": N},
    untouched=True,
)
add(
    "loss_summed",
    "You made the loss a sum, to match the gradient. Then both grow with the number of samples, and so does "
    "every step: the loss was right as it was.",
    "L = (1/N) Σ_n −log p_n, and δ2 = (p − Y) / N",
    lambda N, K: {"loss": N, "delta": N},
)
add(
    "divided_by_classes",
    "You divided by the number of classes. The mean in the loss runs over the samples.",
    "δ2 = (p − Y) / N, not / K",
    lambda N, K: {"delta": N / K},
)
add(
    "divided_by_entries",
    "You divided by the number of entries of delta2. The mean in the loss runs over the samples: each has "
    "one term in it, however many classes there are.",
    "δ2 = (p − Y) / N, not / (N K)",
    lambda N, K: {"delta": 1 / K},
)
add(
    "divided_twice",
    "You divided delta2 by N, and the gradients that come from it once more. One 1/N, at the beginning, is "
    "enough.",
    "δ2 = (p − Y) / N; dW = δᵀ a_prev, db = Σ_n δ_n",
    lambda N, K: {"delta": 1 / N},
)
add(
    "weights_only",
    "You divided the gradients of the weights, and the biases still learn N times too fast.",
    "db = Σ_n δ_n, with the 1/N in δ",
    lambda N, K: {"delta": N, "dW1": 1 / N, "dW2": 1 / N},
)
add(
    "biases_only",
    "You divided the gradients of the biases, and the weights still learn N times too fast.",
    "dW = δᵀ a_prev, with the 1/N in δ",
    lambda N, K: {"delta": N, "db1": 1 / N, "db2": 1 / N},
)
add(
    "second_layer_only",
    "You mended the second layer's gradients. What goes on to the first layer is still that of the sum.",
    "δ1 = (δ2 W2) ⊙ φ′(z1), with the 1/N in δ2",
    lambda N, K: {"delta": N, "dW2": 1 / N, "db2": 1 / N},
)
add(
    "first_layer_only",
    "You mended the first layer's gradients, and the second layer's are still those of the sum.",
    "dW2 = δ2ᵀ a1, db2 = Σ_n δ2_n, with the 1/N in δ2",
    lambda N, K: {"delta": N, "dW1": 1 / N, "db1": 1 / N},
)
add(
    "square_root",
    "You divided by the square root of N. That is how the noise of a mean shrinks; the mean itself has N.",
    "δ2 = (p − Y) / N, not / √N",
    lambda N, K: {"delta": np.sqrt(N)},
)
add(
    "sign",
    "The size is right, and the sign has turned. Descent goes against the gradient.",
    "δ2 = (p − Y) / N, not (Y − p) / N",
    lambda N, K: {"delta": -1},
)
add(
    "mean_of_the_mean",
    "You divided the loss by N once more. It was the mean already: what lacks a division is what goes back.",
    "L = (1/N) Σ_n −log p_n, and δ2 = (p − Y) / N",
    lambda N, K: {"loss": 1 / N, "delta": N},
)

for eta in (0.001, 0.003, 0.01, 0.02, 0.03, 0.05, 0.1, 0.15, 0.2, 0.5, 1.0):
    add(
        f"eta_{eta:g}",
        f"You changed eta to {eta:g}. That may tame this batch, but the next one has another size, and needs "
        "another eta again: the fault is still in.",
        "δ2 = (p − Y) / N",
        lambda N, K: {"delta": N},
        eta,
    )
