"""The confusion matrix: how often each class was given each answer."""

import numpy as np

from nnkit.grading import Problem


def right_matrix(y, guess, K):
    """Count the pairs as numbers of one digit each in base K."""
    return np.bincount(np.asarray(y) * K + np.asarray(guess), minlength=K * K).reshape(K, K)


confusion = Problem(
    id="handwriting.confusion",
    title="The confusion matrix",
    concept=18,
    points=3,
    kind="function",
    names=("confusion_matrix",),
    reference={"confusion_matrix": right_matrix},
    hints=(
        "Every image makes one tally mark: in the row of what it is, in the column of what the network said.",
        "The matrix is (K, K), whatever classes occur, and starts with zeros. All its entries together add "
        "up to N; row i adds up to the number of images of class i.",
        "Go through the pairs of y and guess together, and add 1 at [true, answer] for each. To do it "
        "without a loop, take `np.add.at`: a plain `+= 1` with arrays as indices counts a pair that comes "
        "again only once.",
    ),
)


def answers(case, N, K, right):
    """Draw N labels in every class but not equally often, and answers of which about ``right`` are right."""
    y = case.rng.permutation(np.concatenate([np.arange(K), np.arange(N - K) % (K - 1)]))
    wrong = (y + case.rng.integers(1, K, N)) % K
    return y, np.where(case.rng.random(N) < right, y, wrong)


def telling(case, N, K, right=0.6):
    """Draw until some pair comes twice, and the matrix is not symmetric."""
    while True:
        y, guess = answers(case, N, K, right)
        C = right_matrix(y, guess, K)
        off = C - np.diag(np.diag(C))
        if off.max() > 1 and np.any(C != C.T) and np.trace(C) > 1:
            return y, guess


def expect_matrix(learner, case, y, guess, K):
    got, want = learner.confusion_matrix(y, guess, K), right_matrix(y, guess, K)
    case.expect("confusion_matrix(y, guess, K)", got, want, factors={"the number of images": len(y)})


@confusion.check("six images of three classes")
def confusion_small(learner, case):
    y, guess = np.array([0, 1, 1, 2, 2, 2]), np.array([0, 1, 2, 2, 0, 0])
    expect_matrix(learner, case, y, guess, 3)


@confusion.check("many images")
def confusion_many(learner, case):
    for N, K in ((40, 4), (100, 10), (9, 2)):
        expect_matrix(learner, case, *telling(case, N, K), K)
    case.expect_unchanged(learner)


@confusion.check("classes that do not occur, or are never the answer")
def confusion_absent(learner, case):
    y, guess = np.array([1, 1, 3, 3, 3, 1]), np.array([1, 2, 3, 1, 1, 2])
    expect_matrix(learner, case, y, guess, 5)
    expect_matrix(learner, case, y, guess, 7)
