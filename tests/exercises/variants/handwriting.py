"""Set 13: other right answers, and wrong ones with what they are recognised as."""

PREPARE = """
def prepare(train, test):
    x_train = train.reshape(len(train), -1).astype(float)
    x_test = test.reshape(len(test), -1).astype(float)
    mean, deviation = x_train.mean(axis=0), x_train.std(axis=0)
    {lines}
"""
SCALED = "scale = np.where(deviation == 0, np.inf, deviation)"
BOTH = "return (x_train - mean) / scale, (x_test - mean) / scale"
MATRIX = """
def confusion_matrix(y, guess, K):
    C = np.zeros((K, K), int)
    {lines}
    return C
"""
SUREST = """
def surest_mistakes(p, y, n):
    guess, sure = p.argmax(axis=1), p.max(axis=1)
    wrong = np.where(guess != y)[0]
    {lines}
"""


def prepare(*lines):
    return PREPARE.format(lines="\n    ".join(lines))


def matrix(*lines):
    return MATRIX.format(lines="\n    ".join(lines))


def surest(*lines):
    return SUREST.format(lines="\n    ".join(lines))


STYLES = {
    "handwriting.prepare": {
        "loops over the pixels": """
def prepare(train, test):
    N, h, w = train.shape
    tables = []
    for images in (train, test):
        rows = []
        for image in images:
            row = []
            for i in range(h):
                for j in range(w):
                    seen = train[:, i, j].astype(float)
                    if seen.std() == 0:
                        row.append(0.0)
                    else:
                        row.append((float(image[i, j]) - seen.mean()) / seen.std())
            rows.append(row)
        tables.append(rows)
    return tables
""",
        "einsum, images laid out last": """
def prepare(train, test):
    N = len(train)
    mean = np.einsum("nhw->hw", train.astype(float)) / N
    centred = train - mean
    deviation = np.sqrt(np.einsum("nhw,nhw->hw", centred, centred) / N)
    inverse = np.divide(1.0, deviation, out=np.zeros_like(deviation), where=deviation > 0)
    return tuple(((images - mean) * inverse).reshape(len(images), -1) for images in (train, test))
""",
        "in place on copies, with a mask": """
def prepare(train, test):
    out = []
    first = train.reshape(train.shape[0], train.shape[1] * train.shape[2]).astype(np.float64)
    mean, deviation, same = first.mean(0), first.std(0), np.ptp(first, axis=0) == 0
    for images in (train, test):
        x = images.reshape(images.shape[0], -1).astype(np.float64)
        x -= mean
        x[:, ~same] /= deviation[~same]
        x[:, same] = 0
        out.append(x)
    return out[0], out[1]
""",
        "float32 result": prepare(
            SCALED,
            "return ((x_train - mean) / scale).astype(np.float32), ((x_test - mean) / scale).astype(np.float32)",
        ),
        "the variance by hand": prepare(
            "variance = (x_train**2).mean(0) - mean**2",
            "same = x_train.max(0) == x_train.min(0)",
            "scale = np.sqrt(np.where(same, 1, variance))",
            "return np.where(same, 0, (x_train - mean) / scale), np.where(same, 0, (x_test - mean) / scale)",
        ),
    },
    "handwriting.confusion": {
        "loop over the images": matrix("for i, j in zip(y, guess):", "    C[i, j] += 1"),
        "comparing classes": matrix(
            "for i in range(K):",
            "    for j in range(K):",
            "        C[i, j] = np.sum((y == i) & (guess == j))",
        ),
        "product of one-hot rows": """
def confusion_matrix(y, guess, K):
    return np.eye(K)[y].T @ np.eye(K)[guess]
""",
        "einsum, lists": """
def confusion_matrix(y, guess, K):
    classes = np.arange(K)
    return np.einsum("ni,nj->ij", 1 * (y[:, None] == classes), 1 * (guess[:, None] == classes)).tolist()
""",
        "histogram": """
def confusion_matrix(y, guess, K):
    return np.histogram2d(y, guess, bins=K, range=[[-0.5, K - 0.5]] * 2)[0]
""",
    },
    "handwriting.surest": {
        "sorting pairs": """
def surest_mistakes(p, y, n):
    pairs = []
    for k, row in enumerate(p):
        if np.argmax(row) != y[k]:
            pairs.append((row.max(), k))
    pairs.sort(reverse=True)
    return [k for _, k in pairs[:n]]
""",
        "all in order, then filtered": """
def surest_mistakes(p, y, n):
    order = np.argsort(p.max(axis=1))[::-1]
    return order[p.argmax(axis=1)[order] != y[order]][:n]
""",
        "right ones sent to the end": """
def surest_mistakes(p, y, n):
    sure = np.where(np.argmax(p, 1) == y, -1.0, np.max(p, 1))
    return np.argsort(-sure)[: min(n, int((sure > 0).sum()))]
""",
        "sorted with a key": surest("return np.array(sorted(wrong, key=lambda k: -sure[k])[:n], dtype=int)"),
        "one after the other": surest(
            "found, left = [], [int(k) for k in wrong]",
            "while left and len(found) < n:",
            "    found.append(left.pop(int(np.argmax(sure[left]))))",
            "return found",
        ),
    },
}

# (problem, the misconception or the kind of finding that it must get, the code)
WRONG = [
    (
        "handwriting.prepare",
        "own_statistics",
        prepare(
            SCALED,
            "other = np.where(x_test.std(0) == 0, np.inf, x_test.std(0))",
            "return (x_train - mean) / scale, (x_test - x_test.mean(0)) / other",
        ),
    ),
    (
        "handwriting.prepare",
        "own_statistics",
        """
def one(images):
    x = images.reshape(len(images), -1)
    return (x - x.mean(0)) / np.where(x.std(0) > 0, x.std(0), 1)

def prepare(train, test):
    return one(train), one(test)
""",
    ),
    (
        "handwriting.prepare",
        "together",
        prepare(
            "both = np.concatenate([x_train, x_test])",
            "mean, deviation = both.mean(0), both.std(0)",
            SCALED,
            BOTH,
        ),
    ),
    (
        "handwriting.prepare",
        "one_for_all",
        prepare("return tuple((x - x_train.mean()) / x_train.std() for x in (x_train, x_test))"),
    ),
    (
        "handwriting.prepare",
        "each_image",
        prepare(
            "return tuple((x - x.mean(1)[:, None]) / x.std(1, keepdims=True) for x in (x_train, x_test))"
        ),
    ),
    ("handwriting.prepare", "variance", prepare("deviation = deviation**2", SCALED, BOTH)),
    (
        "handwriting.prepare",
        "unbiased",
        prepare("N = len(x_train)", "deviation = deviation * np.sqrt(N / (N - 1))", SCALED, BOTH),
    ),
    ("handwriting.prepare", "only_centred", prepare("return x_train - mean, x_test - mean")),
    (
        "handwriting.prepare",
        "not_centred",
        prepare(SCALED, "return x_train / scale, x_test / scale"),
    ),
    (
        "handwriting.prepare",
        "read_down",
        (
            "train.reshape(N, h * w), test.reshape(len(test), h * w)",
            "train.transpose(0, 2, 1).reshape(N, h * w), np.array([image.T.ravel() for image in test])",
        ),
    ),
    (
        "handwriting.prepare",
        "mixed",
        (
            "train.reshape(N, h * w), test.reshape(len(test), h * w)",
            "train.reshape(h * w, N).T, test.reshape(h * w, len(test)).T",
        ),
    ),
    ("handwriting.prepare", "divided_by_255", prepare("return x_train / 255, x_test / 255")),
    (
        "handwriting.prepare",
        "divided_by_max",
        prepare("return x_train / x_train.max(), x_test / x_train.max()"),
    ),
    (
        "handwriting.prepare",
        "divided_by_own_max",
        prepare("return tuple((x.T / x.max(1)).T for x in (x_train, x_test))"),
    ),
    (
        "handwriting.prepare",
        "zero_to_one",
        prepare(
            "low, high = x_train.min(0), x_train.max(0)",
            "return (x_train - low) / (high - low), (x_test - low) / (high - low)",
        ),
    ),
    (
        "handwriting.prepare",
        "zero_by_zero",
        prepare("return (x_train - mean) / deviation, (x_test - mean) / deviation"),
    ),
    (
        "handwriting.prepare",
        "divided_by_one",
        prepare("deviation[deviation == 0] = 1", "scale = deviation", BOTH),
    ),
    ("handwriting.prepare", "small_number_8", prepare("scale = deviation + 1e-8", BOTH)),
    (
        "handwriting.prepare",
        "nan_to_num",
        prepare("return tuple(np.nan_to_num((x - mean) / deviation) for x in (x_train, x_test))"),
    ),
    (
        "handwriting.prepare",
        "only_nan",
        prepare(
            "x, new = (x_train - mean) / deviation, (x_test - mean) / deviation",
            "x[np.isnan(x)] = new[np.isnan(new)] = 0",
            "return x, new",
        ),
    ),
    (
        "handwriting.prepare",
        "not_in_rows",
        """
def prepare(train, test):
    mean, deviation = train.mean(axis=0), train.std(axis=0)
    scale = np.where(deviation > 0, deviation, np.inf)
    return (train - mean) / scale, (test - mean) / scale
""",
    ),
    (
        "handwriting.prepare",
        "dropped",
        prepare(
            "varies = deviation > 0",
            "scale = deviation[varies]",
            "return tuple((x - mean)[:, varies] / scale for x in (x_train, x_test))",
        ),
    ),
    (
        "handwriting.prepare",
        "bytes_wrap",
        (
            "x_train.std(axis=0)",
            "np.sqrt((x_train * x_train).mean(axis=0) - x_train.mean(axis=0) ** 2)",
        ),
    ),
    (
        "handwriting.prepare",
        "integers",
        prepare(SCALED, "return (x_train - mean) // scale, (x_test - mean) // scale"),
    ),
    (
        "handwriting.prepare",
        "shape",
        prepare(SCALED, "return ((x_train - mean) / scale).reshape(train.shape), (x_test - mean) / scale"),
    ),
    (
        "handwriting.prepare",
        "shape:transposed",
        prepare(SCALED, "return ((x_train - mean) / scale).T, ((x_test - mean) / scale).T"),
    ),
    ("handwriting.prepare", "structure", prepare(SCALED, "return (x_train - mean) / scale")),
    (
        "handwriting.prepare",
        "values",
        prepare(SCALED, "return (x_test - mean) / scale, (x_train - mean) / scale"),
    ),
    (
        "handwriting.prepare",
        "mutated",
        (
            "return (x_train - mean) / scale, (x_test - mean) / scale",
            "rows = (x_train - mean) / scale, (x_test - mean) / scale\n    train //= 2\n    return rows",
        ),
    ),
    ("handwriting.prepare", "none", prepare(SCALED, "x_train, x_test = (x_train - mean) / scale, x_test")),
    ("handwriting.confusion", "transposed", matrix("np.add.at(C, (guess, y), 1)")),
    ("handwriting.confusion", "counted_once", matrix("C[y, guess] += 1")),
    ("handwriting.confusion", "counted_once", matrix("C[y, guess] = 1")),
    ("handwriting.confusion", "transposed_once", matrix("C[guess, y] += 1")),
    (
        "handwriting.confusion",
        "by_row",
        matrix("np.add.at(C, (y, guess), 1)", "C = C / C.sum(1)[:, None]"),
    ),
    ("handwriting.confusion", "by_column", matrix("np.add.at(C, (y, guess), 1)", "C = C / C.sum(0)")),
    ("handwriting.confusion", "by_all", matrix("np.add.at(C, (y, guess), 1)", "C = C / C.sum()")),
    (
        "handwriting.confusion",
        "right_only",
        matrix("for k in range(K):", "    C[k, k] = np.sum((y == k) & (guess == k))"),
    ),
    (
        "handwriting.confusion",
        "wrong_only",
        matrix("for i, j in zip(y, guess):", "    if i != j:", "        C[i, j] += 1"),
    ),
    (
        "handwriting.confusion",
        "both_ways",
        matrix("for i, j in zip(y, guess):", "    C[i, j] += 1", "    C[j, i] += 1"),
    ),
    (
        "handwriting.confusion",
        "independent",
        """
def confusion_matrix(y, guess, K):
    return np.array([[sum(y == i) * sum(guess == j) for j in range(K)] for i in range(K)])
""",
    ),
    (
        "handwriting.confusion",
        "either",
        """
def confusion_matrix(y, guess, K):
    return np.array([[np.sum((y == i) | (guess == j)) for j in range(K)] for i in range(K)])
""",
    ),
    (
        "handwriting.confusion",
        "classes_seen",
        """
def confusion_matrix(y, guess, K):
    seen = sorted(set(y) | set(guess))
    return [[sum((y == i) & (guess == j)) for j in seen] for i in seen]
""",
    ),
    (
        "handwriting.confusion",
        "up_to_the_largest",
        """
def confusion_matrix(y, guess, K):
    K = max(y.max(), guess.max()) + 1
    C = np.zeros((K, K))
    np.add.at(C, (y, guess), 1)
    return C
""",
    ),
    ("handwriting.confusion", "from_one", matrix("np.add.at(C, (y - 1, guess - 1), 1)")),
    (
        "handwriting.confusion",
        "first_class_missing",
        matrix(
            "for i in range(1, K):",
            "    for j in range(1, K):",
            "        C[i, j] = np.sum((y == i) & (guess == j))",
        ),
    ),
    ("handwriting.confusion", "diagonal", ("    return C", "    return C.diagonal()")),
    (
        "handwriting.confusion",
        "classes_for_images",
        matrix("for n in range(K):", "    if n < len(y):", "        C[y[n], guess[n]] += 1"),
    ),
    (
        "handwriting.confusion",
        "first_image",
        matrix("for i, j in zip(y, guess):", "    C[i, j] += 1", "    return C"),
    ),
    ("handwriting.confusion", "permuted", matrix("np.add.at(C, (K - 1 - y, guess), 1)")),
    ("handwriting.confusion", "raised", matrix("np.add.at(C, (y + 1, guess + 1), 1)")),
    (
        "handwriting.confusion",
        "mutated",
        matrix("np.add.at(C, (y, guess), 1)", "y[:] = 0"),
    ),
    ("handwriting.confusion", "none", ("    return C", "    C = C")),
    ("handwriting.surest", "least_sure", surest("return wrong[np.argsort(sure[wrong])][:n]")),
    ("handwriting.surest", "right_ones_too", surest("return np.argsort(-sure)[:n]")),
    (
        "handwriting.surest",
        "right_ones",
        surest("wrong = np.where(guess == y)[0]", "return wrong[np.argsort(-sure[wrong])][:n]"),
    ),
    (
        "handwriting.surest",
        "cut_first",
        surest("return [k for k in np.argsort(-sure)[:n] if guess[k] != y[k]]"),
    ),
    ("handwriting.surest", "places_among_mistakes", surest("return np.argsort(-sure[wrong])[:n]")),
    (
        "handwriting.surest",
        "true_class",
        surest("return wrong[np.argsort(p[wrong, y[wrong]])][:n]"),
    ),
    (
        "handwriting.surest",
        "lead_over_true",
        surest("return wrong[np.argsort(p[wrong, y[wrong]] - sure[wrong])][:n]"),
    ),
    (
        "handwriting.surest",
        "lead_over_second",
        surest("top = np.sort(p[wrong], axis=1)", "return wrong[np.argsort(top[:, -2] - top[:, -1])][:n]"),
    ),
    (
        "handwriting.surest",
        "entropy",
        surest("h = -(p * np.log(p)).sum(axis=1)", "return wrong[np.argsort(h[wrong])][:n]"),
    ),
    ("handwriting.surest", "probabilities", surest("return np.sort(sure[wrong])[::-1][:n]")),
    ("handwriting.surest", "answers", surest("return guess[wrong[np.argsort(-sure[wrong])][:n]]")),
    ("handwriting.surest", "not_sorted", surest("return wrong[:n]")),
    (
        "handwriting.surest",
        "not_sorted",
        surest("return np.argsort(guess == y, kind='stable')[: min(n, len(wrong))]"),
    ),
    ("handwriting.surest", "sorted_again", surest("return np.sort(wrong[np.argsort(-sure[wrong])][:n])")),
    ("handwriting.surest", "cut_wrong_end", surest("return wrong[np.argsort(sure[wrong])[::-1]][-n:]")),
    ("handwriting.surest", "surest_last", surest("return wrong[np.argsort(sure[wrong])][-n:]")),
    (
        "handwriting.surest",
        "filled_up",
        surest(
            "out = np.full(n, -1)",
            "found = wrong[np.argsort(-sure[wrong])][:n]",
            "out[: len(found)] = found",
            "return out",
        ),
    ),
    (
        "handwriting.surest",
        "filled_with_right_ones",
        surest("return np.argsort(-np.where(guess != y, sure + 10, sure))[:n]"),
    ),
    (
        "handwriting.surest",
        "state",
        surest("return np.argsort(np.where(guess == y, 1, -sure), kind='stable')[:n]"),
    ),
    ("handwriting.surest", "all_of_them", surest("return wrong[np.argsort(-sure[wrong])]")),
    (
        "handwriting.surest",
        "mutated",
        surest("order = wrong[np.argsort(-sure[wrong])][:n]", "p[guess == y] = 0", "return order"),
    ),
    ("handwriting.surest", "none", surest("wrong = wrong[np.argsort(-sure[wrong])][:n]")),
    (
        "handwriting.surest",
        "raised",
        surest("return [wrong[np.argsort(-sure[wrong])][k] for k in range(n)]"),
    ),
]

# Mutants of the solution that pass every check, each with the reason why it may.
SURVIVORS = {}
