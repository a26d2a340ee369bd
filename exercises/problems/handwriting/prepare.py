"""Images into rows of standardised numbers, with the statistics of the training images alone."""

import numpy as np

from nnkit import datasets
from nnkit.grading import Problem

NEAR = {"rtol": 1e-4, "atol": 1e-6}


def in_rows(images):
    """Lay the pixels of each image out, line by line: (N, h·w)."""
    return np.array([np.concatenate(list(image)) for image in np.asarray(images, float)])


def divided(x, mean, deviation):
    """Return (x − mean) / deviation, and 0 where the deviation is 0."""
    return np.divide(x - mean, deviation, out=np.zeros(x.shape), where=deviation > 0)


def right_prepare(train, test):
    x_train, x_test = in_rows(train), in_rows(test)
    mean = x_train.mean(axis=0)
    deviation = np.sqrt(np.square(x_train - mean).mean(axis=0))
    return divided(x_train, mean, deviation), divided(x_test, mean, deviation)


prepare_ = Problem(
    id="handwriting.prepare",
    title="Images into rows",
    concept=18,
    points=4,
    kind="function",
    names=("prepare",),
    reference={"prepare": right_prepare},
    hints=(
        "Two steps: lay every image out as a row of pixels; then bring each pixel, a column now, to mean 0 "
        "and deviation 1. A test image must be treated just as the training images were: the network has "
        "learnt in their units.",
        "The rows are (N, h·w) and (M, h·w). There are h·w means and h·w deviations, one for each pixel, all "
        "taken over the N training images. Both tables use the same ones.",
        "`reshape(len(images), -1)` lays the images out. Means and deviations come from the training rows "
        "with `axis=0`. Where a deviation is 0, divide by `np.inf` instead: `np.where` chooses.",
    ),
)


def changing(rng, N, h, w, top):
    """Draw N images of whole numbers 0 … top whose pixels all change."""
    while True:
        images = rng.integers(0, top + 1, (N, h, w))
        if np.all(np.ptp(images, axis=0) > 0):
            return images


def digits(rng, N, M):
    """Draw N and M of the real digits as bytes, (…, 8, 8)."""
    x, _ = datasets.digits()
    chosen = rng.permutation(len(x))[: N + M]
    images = (x[chosen] * 255).astype(np.uint8).reshape(-1, 8, 8)
    return images[:N], images[N:]


def expect_rows(learner, case, train, test):
    """Compare the training images first, then the test images."""
    got = learner.prepare(train, test)
    together = isinstance(got, list) and len(got) == 2
    text = "`prepare` must return two tables, the training images and the test images, in this order."
    case.require(together, text, kind="structure", at="prepare")
    want = right_prepare(train, test)
    case.expect("x_train", got[0], want[0], **NEAR)
    case.expect("x_test", got[1], want[1], **NEAR)


@prepare_.check("two small images to train with, two to test")
def prepare_small(learner, case):
    train = np.array([[[0, 1, 2], [3, 4, 5]], [[4, 3, 8], [7, 2, 9]]])
    expect_rows(learner, case, train, np.array([[[2, 5, 6], [1, 0, 3]], [[3, 1, 9], [8, 4, 4]]]))


@prepare_.check("more images, square and oblong")
def prepare_shapes(learner, case):
    for N, M, h, w, top in ((5, 3, 2, 4, 16), (6, 6, 3, 3, 1), (7, 4, 4, 2, 255)):
        expect_rows(learner, case, changing(case.rng, N, h, w, top), case.rng.integers(0, top + 1, (M, h, w)))
    case.expect_unchanged(learner)


@prepare_.check("pixels that are always the same in training")
def prepare_constant(learner, case):
    train, test = changing(case.rng, 6, 3, 2, 16), case.rng.integers(1, 17, (4, 3, 2))
    train[:, 0, 1], train[:, 2, 0] = 0, 7
    expect_rows(learner, case, train, test)


@prepare_.check("real digits, as bytes")
def prepare_digits(learner, case):
    expect_rows(learner, case, *digits(case.rng, 40, 20))
    case.expect_unchanged(learner)
