"""What goes wrong when images are prepared: the wrong statistics, the wrong order, pixels without spread."""

import numpy as np

from .prepare import divided, in_rows, prepare_

RULE = "x̂ = (x − mean_i) / deviation_i, both of pixel i over the training images"


def mistake(id, sentence, formula, treat, rows=in_rows):
    """Add the mistake of treating the rows of both sets in this way: treat(x_train, x_test)."""

    @prepare_.misconception(id, sentence, formula)
    def prepare(train, test):
        with np.errstate(all="ignore"):
            return treat(rows(train), rows(test))


def by(x, source, axis=0, spread=np.std):
    return divided(x, source.mean(axis=axis, keepdims=True), spread(source, axis=axis, keepdims=True))


def standardised(x_train, x_test):
    return by(x_train, x_train), by(x_test, x_train)


def with_deviation(change):
    """Divide by a changed deviation, whatever it is."""

    def treat(x_train, x_test):
        mean, deviation = x_train.mean(axis=0), change(x_train.std(axis=0))
        return (x_train - mean) / deviation, (x_test - mean) / deviation

    return treat


mistake(
    "own_statistics",
    "You prepared the test images with their own means and deviations. The same picture then looks different "
    "to the network than it did in training, and a single image could not be judged at all. Keep those of "
    "the training images.",
    RULE,
    lambda x_train, x_test: (by(x_train, x_train), by(x_test, x_test)),
)
mistake(
    "together",
    "You took the means and deviations over training and test images together. What is known of the test "
    "images has then leaked into training. The training images alone set the scale.",
    RULE,
    lambda x_train, x_test: tuple(by(x, np.vstack([x_train, x_test])) for x in (x_train, x_test)),
)
mistake(
    "one_for_all",
    "You took one mean and one deviation for all pixels. Each pixel, a column of the table, has its own.",
    RULE,
    lambda x_train, x_test: tuple(by(x, x_train, None) for x in (x_train, x_test)),
)
mistake(
    "each_image",
    "You standardised each image by itself. Then a pale image and a dark one look alike, and no pixel has "
    "mean 0. The means run over the images, down each column.",
    RULE,
    lambda x_train, x_test: tuple(by(x, x, 1) for x in (x_train, x_test)),
)
mistake(
    "variance",
    "You divided by the variance. The deviation is its root, and brings every pixel to a spread of 1.",
    "x̂ = (x − mean_i) / deviation_i, not / deviation_i²",
    lambda x_train, x_test: tuple(by(x, x_train, spread=np.var) for x in (x_train, x_test)),
)
mistake(
    "unbiased",
    "You divided the squares by N − 1. Here the deviation is the plain one, with N, as `std` gives it.",
    "deviation_i² = (1/N) Σ_n (x_ni − mean_i)²",
    lambda x_train, x_test: tuple(
        by(x, x_train, spread=lambda a, **how: np.std(a, ddof=1, **how)) for x in (x_train, x_test)
    ),
)
mistake(
    "only_centred",
    "The mean is taken off, but nothing is divided. Pixels that swing by 200 and pixels that swing by 2 "
    "still make a long valley of the loss.",
    "x̂ = (x − mean_i) / deviation_i, not x − mean_i",
    lambda x_train, x_test: (x_train - x_train.mean(axis=0), x_test - x_train.mean(axis=0)),
)
mistake(
    "not_centred",
    "You divided by the deviation and left the mean in. Take it off first, so that every pixel has mean 0.",
    "x̂ = (x − mean_i) / deviation_i, not x / deviation_i",
    lambda x_train, x_test: tuple(divided(x, 0, x_train.std(axis=0)) for x in (x_train, x_test)),
)
mistake(
    "read_down",
    "You read each image down its columns. Lay it out line by line, as it is read: the first row of pixels "
    "comes first.",
    "row n = (x_n00, x_n01, x_n02, …)",
    standardised,
    lambda images: in_rows(np.swapaxes(images, 1, 2)),
)
mistake(
    "mixed",
    "You laid the images out with N as the last axis, or in the order of the columns: `reshape` keeps the "
    "order of the numbers, so pixels of different images share a row. N stays the first axis.",
    "reshape(N, h·w), not reshape(h·w, N) and a transpose",
    standardised,
    lambda images: np.reshape(np.asarray(images, float), (-1, len(images))).T,
)
for top in (255, 16):
    mistake(
        f"divided_by_{top}",
        "You divided by the largest value that a pixel may have. That is a good scale too, from 0 to 1, but "
        "here each pixel is to have mean 0 and deviation 1 in training.",
        RULE,
        lambda x_train, x_test, top=top: (x_train / top, x_test / top),
    )
mistake(
    "divided_by_max",
    "You divided by the largest value found. One dark speck then sets the scale of all images; here each "
    "pixel is to have mean 0 and deviation 1 in training.",
    RULE,
    lambda x_train, x_test: (x_train / x_train.max(), x_test / x_train.max()),
)
mistake(
    "divided_by_own_max",
    "You divided each image by its own largest value. Then faint and strong strokes look the same; here each "
    "pixel is to have mean 0 and deviation 1 over the training images.",
    RULE,
    lambda x_train, x_test: tuple(x / x.max(axis=1, keepdims=True) for x in (x_train, x_test)),
)
mistake(
    "zero_to_one",
    "You brought each pixel to the range from 0 to 1. The right columns, but another scale: here it is mean "
    "0 and deviation 1.",
    "x̂ = (x − mean_i) / deviation_i, not (x − min_i) / (max_i − min_i)",
    lambda x_train, x_test: tuple(
        divided(x - x_train.min(axis=0), 0, np.ptp(x_train, axis=0)) for x in (x_train, x_test)
    ),
)
mistake(
    "zero_by_zero",
    "Pixels that never change in training have deviation 0, and 0/0 is NaN. They tell nothing: make them 0.",
    "x̂ = 0 where deviation_i = 0",
    with_deviation(lambda deviation: deviation),
)
mistake(
    "divided_by_one",
    "Where a pixel never changes in training you divided by 1. It is 0 there, but a speck in a test image "
    "comes out many times larger than any pixel that the network has seen. Make it 0 in both.",
    "x̂ = 0 where deviation_i = 0",
    with_deviation(lambda deviation: np.where(deviation > 0, deviation, 1)),
)
for power in (-8, -6, -12):
    mistake(
        f"small_number_{-power}",
        "You added a small number to the deviation. Where it is 0, a speck in a test image is divided by "
        "that number and becomes enormous. Make such pixels 0 in both.",
        "x̂ = 0 where deviation_i = 0",
        with_deviation(lambda deviation, power=power: deviation + 10.0**power),
    )
mistake(
    "nan_to_num",
    "`nan_to_num` makes 0 of 0/0, but a speck in a test image gives 7/0, infinity, and that becomes the "
    "largest number there is. Look for deviations of 0 before you divide.",
    "x̂ = 0 where deviation_i = 0",
    lambda x_train, x_test: tuple(
        np.nan_to_num(x) for x in with_deviation(lambda deviation: deviation)(x_train, x_test)
    ),
)
mistake(
    "only_nan",
    "You made 0 of every NaN, but only 0/0 is NaN: a speck in a test image gives 7/0, infinity. Look for "
    "deviations of 0 before you divide.",
    "x̂ = 0 where deviation_i = 0",
    lambda x_train, x_test: tuple(
        np.where(np.isnan(x), 0, x) for x in with_deviation(lambda deviation: deviation)(x_train, x_test)
    ),
)
mistake(
    "dropped",
    "You left out the pixels that never change. The network has an input for each pixel, so keep the column "
    "and fill it with 0.",
    "(N, h·w), with 0 where deviation_i = 0",
    lambda x_train, x_test: tuple(x[:, x_train.std(axis=0) > 0] for x in standardised(x_train, x_test)),
)


@prepare_.misconception(
    "not_in_rows",
    "The numbers are right, but still stand in images. The network takes each image as a row: reshape both "
    "tables.",
    "(N, h·w), not (N, h, w)",
)
def prepare(train, test):
    rows = standardised(in_rows(train), in_rows(test))
    return tuple(x.reshape(images.shape) for x, images in zip(rows, (train, test), strict=True))


@prepare_.misconception(
    "bytes_wrap",
    "You squared the images before making them floats. Bytes hold 0 to 255 and wrap around: 20² becomes 144. "
    "Convert first, with `astype(float)`.",
    "deviation² = mean of x² − (mean of x)², in floats",
)
def prepare(train, test):
    rows = [np.reshape(images, (len(images), -1)) for images in (train, test)]
    mean = rows[0].mean(axis=0)
    with np.errstate(all="ignore"):
        deviation = np.sqrt((rows[0] ** 2).mean(axis=0) - mean**2)
    return tuple(divided(x, mean, deviation) for x in rows)
