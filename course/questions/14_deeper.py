"""The closing quiz of chapter 14: a column, a mode, three blocks, shared weights, a plane, attention."""

from nnkit.grading.diagnosis.printed import number
from nnkit.grading.learner.questions import (
    Before,
    ChoiceQuestion,
    NumberQuestion,
    Option,
    OrderQuestion,
    Slip,
)

_column, _gamma, _beta = (1.0, 7.0, 7.0, 9.0), 2.0, 0.5
_N = len(_column)
_mean = sum(_column) / _N
_squares = sum((z - _mean) ** 2 for z in _column)
_std = (_squares / _N) ** 0.5
_deviation = _column[0] - _mean

column = NumberQuestion(
    id="14.column",
    concept=19,
    prompt=(
        "Batch normalisation in training: one unit has z = "
        f"{', '.join(number(z) for z in _column)} in a batch of four, γ = {number(_gamma)}, β = "
        f"{number(_beta, 1)} (leave ε out). What is a for the first sample, the one with z = "
        f"{number(_column[0])}? Two decimals."
    ),
    answer=_gamma * _deviation / _std + _beta,
    tolerance=0.01,
    right=(
        f"μ = {number(_mean)}, σ² = {number(_squares)} / {_N} = {number(_std**2)}, so x̂ = "
        f"{number(_deviation)} / {number(_std)}; then twice that, plus {number(_beta, 1)}."
    ),
    otherwise="Mean of the four, mean of the squared deviations, its root σ; then γ (z − μ)/σ + β.",
    slips=(
        Slip(
            _gamma * _deviation / (_squares / (_N - 1)) ** 0.5 + _beta,
            f"You divided the squares by N − 1 = {_N - 1}. Over the batch it is N (the biased variance).",
        ),
        Slip(
            _gamma * _deviation / _std**2 + _beta,
            "You divided by the variance. Divide by its root, the standard deviation.",
        ),
        Slip(_deviation / _std, "That is x̂. Now scale and shift: γ x̂ + β."),
        Slip(_gamma * _deviation / _std, "β is still to be added."),
        Slip(_gamma * (_deviation / _std + _beta), "β comes after γ: γ x̂ + β, not γ (x̂ + β)."),
        Slip(_gamma * _column[0] / _std + _beta, "The mean was not subtracted."),
        Slip(
            -_gamma * _deviation / _std + _beta,
            f"The sign: {number(_column[0])} lies below the mean {number(_mean)}, so x̂ is negative.",
        ),
    ),
)

alone = ChoiceQuestion(
    id="14.alone",
    concept=19,
    prompt=(
        "A network with batch normalisation reaches 98 % in validation. In use, where requests come one by "
        "one, it gives every input the same answer. What has most likely happened?"
    ),
    options=(
        Option(
            "It overfits: the inputs in use are new to it",
            "So were those of the validation, and it was right on 98 % of them. And an overfitted network "
            "errs in different ways on different inputs: here nothing of the input comes through.",
        ),
        Option(
            "It is still in training mode, and a batch of one is its own mean",
            "Then x̂ = 0 and a = β for every unit, whatever comes in. In evaluation the running averages "
            "take the place of the batch.",
            right=True,
        ),
        Option(
            "The running averages were never moved from 0 and 1",
            "That would spoil answers, but x̂ would still depend on the input, so not all of them could be "
            "the same. And the validation used those averages, too.",
        ),
        Option(
            "Batch normalisation cannot be used for single inputs at all",
            "It can: in evaluation it is a fixed affine map and takes any batch. (Layer normalisation has no "
            "two modes to mix up, that is true.)",
        ),
    ),
)

_s1, _s2, _s3 = 0.5, -0.2, 1.0
_all = (1 + _s1) * (1 + _s2) * (1 + _s3)

blocks = NumberQuestion(
    id="14.blocks",
    concept=14,
    prompt=(
        "Three residual blocks in a row, x → x + f(x), one unit each. At the current input the slopes of the "
        f"three f are {number(_s1, 1)}, {number(_s2, 1)} and {number(_s3)}. What is the slope of the whole "
        "chain?"
    ),
    answer=_all,
    tolerance=0.01,
    right="One factor 1 + f′ for each block: 1.5 · 0.8 · 2. Multiplied out, it is a sum over eight paths.",
    otherwise="Each block has the slope 1 + f′. Slopes of a chain are multiplied.",
    slips=(
        Slip(_s1 * _s2 * _s3, "That is the plain chain. The way around adds 1 to each of the slopes."),
        Slip(
            1 + _s1 * _s2 * _s3,
            "That is one way around all three together. Here each block has its own: 1 + f′ three times.",
        ),
        Slip(
            1 + _s1 + _s2 + _s3,
            "The paths around all blocks, and through a single one. Those through two and three are missing.",
        ),
        Slip(_s1 + _s2 + _s3, "Slopes of a chain are multiplied; and each of these is 1 + f′."),
        Slip(3 + _s1 + _s2 + _s3, "The right three slopes, but added. Along a chain they are multiplied."),
        Slip((1 + _s1) * (1 - _s2) * (1 + _s3), "The second slope is negative, so its factor is below 1."),
    ),
)

_n, _k = 20, 5
_m = _n - _k + 1

shared = NumberQuestion(
    id="14.shared",
    concept=8,
    prompt=(
        f"A signal of {_n} numbers, a kernel of {_k}, no padding: the kernel stands wherever it fits as a "
        "whole. Write this convolution (without bias) as a dense layer. How many entries of its W are "
        "not 0, if none of the kernel is?"
    ),
    answer=_m * _k,
    tolerance=0,
    right=f"The kernel fits at {_n} − {_k} + 1 = {_m} places: {_m} rows, with {_k} entries each.",
    otherwise="How many outputs are there? Each is a row of W, and holds the kernel once.",
    slips=(
        Slip(_k, f"So many are *learned*. In W each of them stands once in every row, and there are {_m}."),
        Slip(_m * _n, "Those are all entries of W. Most of them are 0."),
        Slip(_n * _k, f"That would be {_n} outputs. A kernel of {_k} fits at fewer places."),
        Slip((_n - _k) * _k, f"One place is missing: it fits at {_n} − {_k} + 1 places."),
        Slip(_m, "That is the number of outputs. How many entries has each of its rows?"),
        Slip(_m * _n - _m * _k, "Those are the zeros."),
    ),
)

plane = ChoiceQuestion(
    id="14.plane",
    concept=15,
    prompt=(
        "Somebody trains autoencoders 64–3–64 and 64–32–3–32–64, both without activation functions, to their "
        "lowest error, and compares with PCA to three numbers. What comes out?"
    ),
    options=(
        Option(
            "The deeper one has a lower error than the other, and both beat PCA",
            "Without bends both are one linear map of rank 3 (chapter 05), and PCA is the best of those.",
        ),
        Option(
            "All three have the same error, and the same code",
            "The error, yes. The codes may be any three coordinates in the same subspace: stretched, turned "
            "and sheared.",
        ),
        Option(
            "All three have the same error; the codes may differ",
            "Each is a map of rank 3 at most, and finds the subspace of largest spread. Which axes it uses "
            "there makes no difference to the error.",
            right=True,
        ),
        Option(
            "PCA has the lowest error, since descent gets stuck in bad minima",
            "Not here: Baldi and Hornik showed that a linear autoencoder has no worse minima, only saddles. "
            "(With bends, it may happen.)",
        ),
    ),
)

block = OrderQuestion(
    id="14.attention-block",
    concept=6,
    prompt=(
        "The first half of a transformer block, for a sequence `X` of shape (N, d). Put its lines in order; "
        "if several orders work, any of them will do."
    ),
    lines={
        "norm": "Z = layer_norm(X)",
        "qkv": "Q, K, V = Z @ WQ.T, Z @ WK.T, Z @ WV.T",
        "scores": "scores = Q @ K.T / np.sqrt(d)",
        "softmax": "weights = softmax(scores)",
        "average": "out = weights @ V",
        "around": "X = X + out",
    },
    rules=(
        Before("norm", "qkv", "The three matrices read `Z`, so it has to be there: normalise first."),
        Before("qkv", "scores", "The scores compare the queries `Q` with the keys `K`."),
        Before("scores", "softmax", "The softmax makes weights of `scores`."),
        Before("softmax", "average", "The average of the values needs its `weights`."),
        Before("average", "around", "What is added is `out`: the way around comes last."),
        Before("norm", "around", "The branch starts from `X` as it came in; the sum is formed at the end."),
    ),
    right="Normalise, ask and offer, compare, weigh, average; and add what came out to what came in.",
)
