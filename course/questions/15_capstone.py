"""The closing quiz of chapter 15: an interval, a first loss, a place, a head, another kind, a step."""

from math import sqrt

from nnkit.grading.diagnosis.printed import number
from nnkit.grading.learner.questions import (
    Before,
    ChoiceQuestion,
    NumberQuestion,
    Option,
    OrderQuestion,
    Slip,
)

_n, _q = 400, 0.9
_deviation = 100 * sqrt(_q * (1 - _q) / _n)  # in points

interval = NumberQuestion(
    id="15.interval",
    concept=18,
    prompt=(
        f"A network reads {number(100 * _q)} % of {_n} test images. How wide is the 95 % interval to either "
        "side, in percentage points? Give one decimal."
    ),
    answer=1.96 * _deviation,
    tolerance=0.06,
    right=(
        f"√(0.9 · 0.1 / {_n}) is 0.015, so one standard deviation is {number(_deviation, 2)} points, and "
        "1.96 of them make the half-width. A rival with 92 % has not been shown to be better."
    ),
    otherwise="A share q of n images has the variance q (1 − q) / n. Its root, times 1.96, in points.",
    slips=(
        Slip(_deviation, "That is one standard deviation. Within it lie two thirds of the cases, not 95 %."),
        Slip(2 * 1.96 * _deviation, "That is the whole width. To either side it is half of it."),
        Slip(1.96 * _deviation / 100, "That is a share. In points it is a hundred times as much."),
        Slip(196 * sqrt(_q / _n), "The variance of one image is q (1 − q): the factor 1 − q is missing."),
        Slip(196 * sqrt((1 - _q) / _n), "The variance of one image is q (1 − q): the factor q is missing."),
        Slip(196 * sqrt(_q * (1 - _q)), f"That is for a single image. The mean of {_n} scatters less."),
        Slip(196 / sqrt(_n), "The root of n is there. What one image scatters, √(q (1 − q)), is missing."),
    ),
)

first_loss = ChoiceQuestion(
    id="15.first-loss",
    concept=14,
    prompt=(
        "A ReLU network with 12 layers of 64 units and a softmax over ten classes. Its gradient agrees with "
        "nudging. Its first loss is 3,800, and even on ten examples the loss runs away at η = 0.001. What is "
        "wrong?"
    ),
    options=(
        Option(
            "A factor 1/N is missing in δ",
            "Then the gradient would not agree with nudging the mean loss; and the loss itself would still "
            "begin near log 10.",
        ),
        Option(
            "The labels do not belong to the images",
            "Ten wrong labels can be learned by heart as well, and at the start no label fits better than "
            "another: the first loss would be near log 10.",
        ),
        Option(
            "The softmax overflows",
            "Computed naively it would give nan, not a number. From logits of that size 3,800 is the true "
            "loss: so why are they so large?",
        ),
        Option(
            "The first weights are too large",
            "Each layer multiplies the signal by more than 1, and twelve of them make a power of it: huge "
            "logits, sure and wrong. The way back has the same factors, so only tiny steps are safe. He's "
            "rule keeps the size.",
            right=True,
        ),
    ),
)

_d, _M, _K = 3, 5, 2
_W1, _b1, _W2 = _d * _M, _M, _M * _K

place = NumberQuestion(
    id="15.place",
    concept=8,
    prompt=(
        f"A {_d}-{_M}-{_K} network keeps all parameters in one vector: layer after layer, W row by row, then "
        "b. `b2` is the view `theta[start:]`. Which number is `start`?"
    ),
    answer=_W1 + _b1 + _W2,
    tolerance=0,
    right=f"Before it stand W1 with {_W1} entries, b1 with {_b1} and W2 with {_W2}; counting begins at 0.",
    otherwise="Count what stands before it: W1, b1 and W2, each with its number of entries.",
    slips=(
        Slip(
            _W1 + _b1 + _W2 + 1,
            f"Counting begins at 0: after {_W1 + _b1 + _W2} entries the next one has that very number.",
        ),
        Slip(_W1 + _b1 + _W2 + _K, "That is the length of theta. b2 is its last piece, and begins earlier."),
        Slip(_W1 + _b1, "There W2 begins. Its entries come before b2."),
        Slip(_W1, "There b1 begins. The second layer comes after it."),
        Slip(_W1 + _W2, "You left out b1: each layer has its own b, right after its W."),
    ),
)

head = ChoiceQuestion(
    id="15.head",
    concept=7,
    prompt=(
        "A camera in the wood: which of twelve animals are in the picture? There may be two kinds at once, "
        "and often there is none. Which output and loss?"
    ),
    options=(
        Option(
            "Twelve logits, softmax, cross-entropy of the true class",
            "Softmax deals out a whole 1 among the twelve. It cannot say *none*, and two animals would have "
            "to share.",
        ),
        Option(
            "Twelve logits, a sigmoid each, the twelve binary cross-entropies added",
            "Twelve questions, each with its own yes or no: none, one, or several. With labels ±1 it is the "
            "logistic loss.",
            right=True,
        ),
        Option(
            "One linear output, the number of the animal, squared error",
            "Then animal 3 would lie between 2 and 4, and a mistake by ten would be worse than one by two. "
            "Classes have no order.",
        ),
        Option(
            "Twelve logits and squared error, as all of these are numbers",
            "It can be trained, but a confident mistake costs too little, and a logit beyond 1 is punished "
            "though it is right. Cross-entropy fits yes and no.",
        ),
    ),
)

other_kind = ChoiceQuestion(
    id="15.other-kind",
    concept=18,
    prompt=(
        "Trained on 50,000 images. Training accuracy 98.1 %, validation 97.6 %, test pile, opened once, "
        "97.4 % of 5,000. On 5,000 images from a customer it is 71 %, five seeds agree within a point. What "
        "do you suspect first?"
    ),
    options=(
        Option(
            "Overfitting: more weight decay, dropout",
            "Training, validation and test agree within a point. On images of its own kind it has not "
            "overfitted.",
        ),
        Option(
            "The luck of the test pile",
            "For 5,000 images the interval is about ±0.4 points at 97.4 %. Luck does not explain 26.",
        ),
        Option(
            "The customer's images are of another kind, or prepared in another way",
            "All three piles came from one source, so none of them could warn you. Look at some images: "
            "their scale (0 to 1 or 0 to 255?), their place in the frame, the camera.",
            right=True,
        ),
        Option(
            "The backward pass",
            "It is the very same network that reads 97.4 % of the test pile. However it was trained, nothing "
            "in it changes between the two piles.",
        ),
    ),
)

step = OrderQuestion(
    id="15.one-step",
    concept=12,
    prompt=(
        "One step of plain descent for a network of two layers without biases, tanh between them and "
        "logistic loss, labels ±1; W1 and W2 are changed in place. Put the lines in order; if several orders "
        "work, any of them will do."
    ),
    lines={
        "a1": "a1 = np.tanh(x @ W1.T)",
        "z2": "z2 = a1 @ W2.T",
        "delta2": "delta2 = -y * nn.sigmoid(-y * z2) / len(x)",
        "dW2": "dW2 = delta2.T @ a1",
        "delta1": "delta1 = (delta2 @ W2) * (1 - a1**2)",
        "W2": "W2 -= eta * dW2",
        "W1": "W1 -= eta * (delta1.T @ x)",
    },
    rules=(
        Before("a1", "z2", "`z2` is made of `a1`: the first layer comes first."),
        Before("z2", "delta2", "`delta2` compares `z2` with the labels."),
        Before("delta2", "dW2", "`dW2` needs `delta2`: the way back begins at the loss."),
        Before("delta2", "delta1", "`delta1` is made of `delta2`, one layer back."),
        Before("dW2", "W2", "This line needs `dW2`."),
        Before("delta1", "W1", "This line needs `delta1`."),
        Before(
            "delta1",
            "W2",
            "`delta1` must go back through the W2 that made this `z2`. Once W2 has been changed in place, "
            "the old one is gone.",
        ),
    ),
    right="Forward, δ of the loss, back through the old W2; only then may W2 change.",
)
