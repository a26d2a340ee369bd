"""A small network with dropout whose evaluation forgets to switch it off."""

import numpy as np

from nnkit.grading import Problem
from nnkit.grading.checks import same_value
from nnkit.losses import SquaredError

right_loss = SquaredError()


def kept(shape, p, rng):
    """Draw the factors of inverted dropout: 0, or 1 / (1 − p)."""
    return np.where(rng.random(shape) < p, 0.0, 1 / (1 - p))


def units(x, W1, factor=1.0):
    return x @ W1.T * (x @ W1.T > 0) * factor


def learn(x, y, W1, W2, eta, steps, draw):
    """Descend on ½ mean ‖y − out‖²; ``draw(shape)`` gives the factors of dropout for one step."""
    for _ in range(steps):
        factor = draw((len(x), len(W1)))
        a = units(x, W1, factor)
        delta2 = right_loss.delta(a @ W2.T, y)
        delta1 = np.where(a > 0, delta2 @ W2 * factor, 0.0)
        W1, W2 = W1 - eta * delta1.T @ x, W2 - eta * delta2.T @ a
    return W1, W2


def judged(x_val, y_val, W1, W2, factor=1.0):
    """Return all four results, with these factors in the evaluation."""
    outputs = units(x_val, W1, factor) @ W2.T
    return W1, W2, outputs, right_loss(outputs, y_val)


def right_program(x, y, x_val, y_val, W1, W2, p=0.5, eta=0.1, steps=200, seed=0):
    rng = np.random.default_rng(seed)
    return judged(x_val, y_val, *learn(x, y, W1, W2, eta, steps, lambda shape: kept(shape, p, rng)))


repair = Problem(
    id="regularisation.repair",
    title="The network that changes its mind",
    concept=19,
    points=3,
    kind="repair",
    names=("train_and_evaluate",),
    reference={"train_and_evaluate": right_program},
    hints=(
        "Dropout is for training. Which lines run in training, which in evaluation, and how does the program "
        "tell the two apart?",
        "With `steps=0` nothing is learnt, so W1 and W2 are what went in. Then `outputs` may depend on "
        "`x_val`, W1 and W2, but never on `seed`.",
        "`hidden_units` has an argument that says whether this is training, and it is True unless someone "
        "says otherwise. Find the call that should say otherwise.",
    ),
)


def network(case, N, d, M, K, N_val):
    """Draw a small network and data: the arguments x, y, x_val, y_val, W1, W2."""
    shapes = ((N, d), (N, K), (N_val, d), (N_val, K), (M, d), (K, M))
    return [case.rng.standard_normal(shape) for shape in shapes]


def require_four(case, got):
    """Stop unless four things came back."""
    together = isinstance(got, list) and len(got) == 4
    text = "`train_and_evaluate` must return W1, W2, the outputs and the loss, in this order."
    case.require(together, text, kind="structure", at="train_and_evaluate")


def expect_results(case, got, want):
    """Compare the weights, then the outputs, then the loss."""
    require_four(case, got)
    for name, mine, right in zip(("W1", "W2", "outputs", "loss"), got, want, strict=True):
        case.expect(name, mine, right)


@repair.check("without a single step of training")
def repair_no_steps(learner, case):
    arguments = network(case, 5, 3, 6, 2, 4)
    results = [learner.train_and_evaluate(*arguments, p=0.3, steps=0, seed=seed) for seed in (0, 1)]
    require_four(case, results[0])
    text = (
        "Without a single step of training, `train_and_evaluate` still answers another seed with other "
        "numbers. Something random is left in the evaluation."
    )
    case.require(same_value(results[0], results[1], 0, 0), text, at="train_and_evaluate")
    for seed, got in enumerate(results):
        expect_results(case, got, right_program(*arguments, p=0.3, steps=0, seed=seed))


@repair.check("after a few steps")
def repair_few_steps(learner, case):
    arguments = network(case, 6, 2, 5, 3, 4)
    for p, eta in ((0.3, 0.05), (0.6, 0.02)):
        got = learner.train_and_evaluate(*arguments, p=p, eta=eta, steps=4, seed=3)
        expect_results(case, got, right_program(*arguments, p=p, eta=eta, steps=4, seed=3))


@repair.check("as it is called in the notebook")
def repair_defaults(learner, case):
    arguments = network(case, 8, 2, 4, 1, 3)
    arguments = [0.3 * value for value in arguments]
    expect_results(case, learner.train_and_evaluate(*arguments), right_program(*arguments))


def program(evaluate, train=kept, usual_steps=200):
    """Make a wrong program of what evaluation multiplies the units by, and of what training does."""

    def train_and_evaluate(x, y, x_val, y_val, W1, W2, p=0.5, eta=0.1, steps=usual_steps, seed=0):
        rng = np.random.default_rng(seed)
        W1, W2 = learn(x, y, W1, W2, eta, steps, lambda shape: train(shape, p, rng))
        again = np.random.default_rng(seed)
        return judged(x_val, y_val, W1, W2, evaluate((len(x_val), len(W1)), p, rng, again))

    return train_and_evaluate


def dropped(shape, p, rng, again):
    return kept(shape, p, rng)


def never(shape, p, *_):
    return np.ones(shape)


def mistake(id, sentence, formula, evaluate, train=kept):
    repair.misconception(id, sentence, formula)(program(evaluate, train))


repair.misconception(
    "as_given", "This is the code as it was given: dropout stays on in evaluation.", untouched=True
)(program(dropped))

repair.misconception(
    "other_settings",
    "The fault is still there: evaluation drops units. You changed how the network is trained (`p`, `eta`, "
    "`steps`), and that was right.",
    "evaluation: a, not a ⊙ mask / (1 − p)",
)(program(dropped, usual_steps=20))
mistake(
    "off_everywhere",
    "Evaluation is mended, but now dropout is off in training too, so nothing is regularised any more. Only "
    "the evaluation should switch it off.",
    "training: a ⊙ mask / (1 − p); evaluation: a",
    never,
    never,
)
mistake(
    "exchanged",
    "You switched dropout off in training and left it on in evaluation. It's the other way round.",
    "training: a ⊙ mask / (1 − p); evaluation: a",
    dropped,
    never,
)
mistake(
    "shrunk",
    "No unit is dropped in evaluation any more, but you multiply by 1 − p. The division in training has "
    "already taken care of that.",
    "evaluation: a, not (1 − p) a",
    lambda shape, p, *_: np.full(shape, 1 - p),
)
mistake(
    "stretched",
    "No unit is dropped in evaluation any more, but all are still divided by 1 − p. With nothing missing "
    "there's nothing to make up for.",
    "evaluation: a, not a / (1 − p)",
    lambda shape, p, *_: np.full(shape, 1 / (1 - p)),
)
mistake(
    "unscaled",
    "You took the scaling out of the evaluation and left the dropping in. It still switches units off at "
    "random.",
    "evaluation: a, not a ⊙ mask",
    lambda shape, p, rng, again: (kept(shape, p, rng) > 0) * 1.0,
)
mistake(
    "unscaled_everywhere",
    "You took the scaling out, in training as well. The scaling was right; it is the dropping in evaluation "
    "that has to go.",
    "training: a ⊙ mask / (1 − p); evaluation: a",
    lambda shape, p, rng, again: (kept(shape, p, rng) > 0) * 1.0,
    lambda shape, p, rng: (kept(shape, p, rng) > 0) * 1.0,
)
mistake(
    "seeded_again",
    "You gave the evaluation a generator that starts from the seed again. The answers may repeat, but part "
    "of the network is still switched off: the fault is hidden, not mended.",
    "evaluation: a, not a ⊙ mask / (1 − p)",
    lambda shape, p, rng, again: kept(shape, p, again),
)
mistake(
    "fixed_generator",
    "You gave the evaluation a generator with a seed of its own. The answers repeat now, but part of the "
    "network is still switched off: the fault is hidden, not mended.",
    "evaluation: a, not a ⊙ mask / (1 − p)",
    lambda shape, p, *_: kept(shape, p, np.random.default_rng(0)),
)
for count in (10, 50, 100, 1000):
    mistake(
        f"averaged_{count}",
        "You averaged over many random masks. That comes near, and takes long; without dropout the answer is "
        "there at once, and always the same.",
        "evaluation: a, not a mean over masks",
        lambda shape, p, rng, again, count=count: np.mean(
            [kept(shape, p, rng) for _ in range(count)], axis=0
        ),
    )
