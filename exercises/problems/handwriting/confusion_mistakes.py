"""What goes wrong in a confusion matrix: rows for columns, shares for counts, repeats lost."""

import numpy as np

from .confusion import confusion, right_matrix


@confusion.misconception(
    "transposed",
    "Rows and columns are exchanged: yours has the answers in the rows. The row is what the image is, the "
    "column what the network says.",
    "C_ij = how often y = i and guess = j",
)
def confusion_matrix(y, guess, K):
    return right_matrix(y, guess, K).T


@confusion.misconception(
    "counted_once",
    "A pair that comes twice is counted once. `C[y, guess] += 1` reads every place before it writes, so all "
    "repeats write the same number. Use a loop, or `np.add.at`.",
    "C_ij = Σ_n [y_n = i][guess_n = j]",
)
def confusion_matrix(y, guess, K):
    return np.minimum(right_matrix(y, guess, K), 1)


@confusion.misconception(
    "by_row",
    "You divided each row by its sum. Those are shares of each class; the counts themselves are asked for.",
    "C_ij = Σ_n [y_n = i][guess_n = j], not divided by Σ_j",
)
def confusion_matrix(y, guess, K):
    C = right_matrix(y, guess, K)
    with np.errstate(all="ignore"):
        return C / C.sum(axis=1, keepdims=True)


@confusion.misconception(
    "by_column",
    "You divided each column by its sum. Those are shares of each answer; the counts themselves are asked "
    "for.",
    "C_ij = Σ_n [y_n = i][guess_n = j], not divided by Σ_i",
)
def confusion_matrix(y, guess, K):
    C = right_matrix(y, guess, K)
    with np.errstate(all="ignore"):
        return C / C.sum(axis=0, keepdims=True)


@confusion.misconception(
    "by_all",
    "You divided by the number of images. The counts themselves are asked for.",
    "C_ij = Σ_n [y_n = i][guess_n = j], without 1/N",
)
def confusion_matrix(y, guess, K):
    return right_matrix(y, guess, K) / len(y)


@confusion.misconception(
    "right_only",
    "Only the diagonal is filled. The mistakes are what the other places are for: true class in the row, "
    "answer in the column.",
    "C_ij also for i ≠ j",
)
def confusion_matrix(y, guess, K):
    return np.diag(np.diag(right_matrix(y, guess, K)))


@confusion.misconception(
    "wrong_only",
    "The diagonal is empty: you counted the mistakes only. Right answers are counted too, where row and "
    "column are the same class.",
    "C_ii = how often y = i and guess = i",
)
def confusion_matrix(y, guess, K):
    C = right_matrix(y, guess, K)
    return C - np.diag(np.diag(C))


@confusion.misconception(
    "both_ways",
    "You counted each image twice, once in [true, answer] and once in [answer, true]. A 4 taken for a 9 is "
    "another mistake than a 9 taken for a 4.",
    "C_ij counts y = i with guess = j only",
)
def confusion_matrix(y, guess, K):
    C = right_matrix(y, guess, K)
    return C + C.T


@confusion.misconception(
    "mistakes_both_ways",
    "A mistake is counted both in [true, answer] and in [answer, true]. A 4 taken for a 9 is another mistake "
    "than a 9 taken for a 4.",
    "C_ij counts y = i with guess = j only",
)
def confusion_matrix(y, guess, K):
    C = right_matrix(y, guess, K)
    return C + C.T - np.diag(np.diag(C))


@confusion.misconception(
    "independent",
    "You multiplied how often a class occurs by how often it is the answer. The two belong together image by "
    "image: both must hold for the same n.",
    "Σ_n [y_n = i][guess_n = j], not Σ_n [y_n = i] · Σ_n [guess_n = j]",
)
def confusion_matrix(y, guess, K):
    return np.outer(np.bincount(y, minlength=K), np.bincount(guess, minlength=K))


@confusion.misconception(
    "either",
    "You counted the images for which one of the two holds. Both must: y is i and the answer is j.",
    "[y_n = i] and [guess_n = j], not or",
)
def confusion_matrix(y, guess, K):
    i, j = np.arange(K)[:, np.newaxis], np.arange(K)
    rows, columns = np.bincount(y, minlength=K)[i], np.bincount(guess, minlength=K)[j]
    return rows + columns - right_matrix(y, guess, K)


@confusion.misconception(
    "classes_seen",
    "You made room only for the classes that occur. A class without images has a row as well, full of zeros: "
    "the matrix is (K, K).",
    "C has K rows and K columns",
)
def confusion_matrix(y, guess, K):
    seen = np.union1d(y, guess)
    return right_matrix(y, guess, K)[np.ix_(seen, seen)]


@confusion.misconception(
    "up_to_the_largest",
    "You made room up to the largest class that occurs. The classes above it have rows and columns too: take "
    "K, which is given.",
    "C has K rows and K columns",
)
def confusion_matrix(y, guess, K):
    top = max(np.max(y), np.max(guess)) + 1
    return right_matrix(y, guess, K)[:top, :top]


@confusion.misconception(
    "from_one",
    "You counted the classes from 1, so that everything sits one place off. They go from 0 to K − 1, as "
    "indices do.",
    "row y_n, column guess_n, not y_n − 1, guess_n − 1",
)
def confusion_matrix(y, guess, K):
    return np.roll(right_matrix(y, guess, K), (-1, -1), (0, 1))


@confusion.misconception(
    "first_class_missing",
    "Class 0 is left out: its row and its column stay empty. Digits begin with 0, and so does `range(K)`.",
    "i, j = 0 … K − 1",
)
def confusion_matrix(y, guess, K):
    C = right_matrix(y, guess, K).copy()
    C[0], C[:, 0] = 0, 0
    return C


@confusion.misconception(
    "diagonal",
    "You counted how often each class is right: K numbers, the diagonal of the matrix. Each has a whole row, "
    "for the answers that it got.",
    "C_ij for all i and j, (K, K)",
)
def confusion_matrix(y, guess, K):
    return np.diag(right_matrix(y, guess, K))


@confusion.misconception(
    "classes_for_images",
    "Your loop runs over K, the number of classes, and takes the first K images. There is one tally mark for "
    "each of the N images: `range(len(y))`.",
    "Σ_n over n = 0 … N − 1, not K − 1",
)
def confusion_matrix(y, guess, K):
    return right_matrix(y[:K], guess[:K], K)


@confusion.misconception(
    "first_image",
    "Only the first image is counted. Is the `return` inside the loop?",
    "Σ_n over n = 0 … N − 1",
)
def confusion_matrix(y, guess, K):
    return right_matrix(y[:1], guess[:1], K)


@confusion.misconception(
    "transposed_once",
    "Two things: the true class belongs in the row, the answer in the column; and `C[guess, y] += 1` counts "
    "a pair that comes twice only once. Use a loop, or `np.add.at`.",
    "C_ij = Σ_n [y_n = i][guess_n = j]",
)
def confusion_matrix(y, guess, K):
    return np.minimum(right_matrix(y, guess, K), 1).T
