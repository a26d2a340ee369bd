"""What a classifier of images weighs: its parameters, what forward keeps, what training holds."""

from nnkit.grading import Problem

from .shared import draw_distinct

BYTES, ARRAYS = 4, 4  # float32; theta, its gradient and Adam's two averages
EXACT, APART = 0.01, 0.04  # of whole numbers, and of a fraction that is no answer
NAMES = ("first", "kept", "memory", "widest")


def area(given):
    """Return the number of inputs, d."""
    return given["side"] ** 2


def layers(given):
    """Return (n_in, n_out) of the three layers."""
    return ((area(given), given["M1"]), (given["M1"], given["M2"]), (given["M2"], given["K"]))


def parameters(given):
    return sum((n_in + 1) * n_out for n_in, n_out in layers(given))


def right_answers(given):
    """Answer for given ``side``, M1, M2, K, N and ``budget``."""
    d, N, K = area(given), given["N"], given["K"]
    return {
        "first": (d + 1) * given["M1"],
        "kept": N * d + sum(2 * N * n_out for _, n_out in layers(given)),
        "memory": BYTES * ARRAYS * parameters(given),
        "widest": (given["budget"] - K) // (d + 1 + K),
    }


def budget_given(rng):
    return draw_distinct(budget, draw, right_answers, rng, APART)


def draw(rng):
    side, K = int(rng.integers(8, 29)), int(rng.integers(4, 27))
    enough = rng.uniform(1.5, 4) * side**2 * (side**2 + K)  # for more hidden units than inputs
    return {
        "side": side,
        "M1": int(rng.integers(12, 61)) * 5,
        "M2": int(rng.integers(6, 31)) * 5,
        "K": K,
        "N": int(rng.choice([16, 20, 32, 50, 64, 100, 128])),
        "budget": int(enough) // 1000 * 1000,
    }


budget = Problem(
    id="handwriting.budget",
    title="What does it weigh?",
    concept=8,
    points=3,
    kind="numbers",
    names=NAMES,
    given=budget_given,
    hints=(
        "Parameters belong to the layers: how many there are does not depend on the batch. What forward "
        "keeps belongs to the images: every image of the batch has its own.",
        "An image gives `side` · `side` inputs. Layer 1 has M1 rows of weights, each as long as an image, "
        "and M1 biases. x is (N, side · side); z and a of a layer are both (N, units). `widest` is a whole "
        "number.",
        "`memory` is four arrays as long as θ, times four bytes. For `widest`: the K output biases come with "
        "any M; then each further hidden unit costs its weights from the image, its bias, and one weight "
        "to every class. How many such units does the rest of the budget pay for?",
    ),
)


def expect_number(learner, case, name):
    case.expect(name, learner[name], right_answers(case.given)[name], rtol=0, atol=EXACT)


@budget.check("the first layer")
def budget_first(learner, case):
    expect_number(learner, case, "first")


@budget.check("what forward keeps")
def budget_kept(learner, case):
    expect_number(learner, case, "kept")


@budget.check("what training holds")
def budget_memory(learner, case):
    expect_number(learner, case, "memory")


@budget.check("the widest network for the budget")
def budget_widest(learner, case):
    expect_number(learner, case, "widest")
