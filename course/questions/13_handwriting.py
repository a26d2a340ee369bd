"""The closing quiz of chapter 13: a gradient's size, error signals, a matrix, confidence, a leak, a step."""

import numpy as np

from nnkit.grading.diagnosis.printed import number, shape, show
from nnkit.grading.learner.questions import (
    Before,
    ChoiceQuestion,
    NumberQuestion,
    Option,
    OrderQuestion,
    Slip,
)

_side, _M, _K, _N = 20, 50, 4, 16
_d = _side * _side
_dW1 = _M * _d

gradient_size = NumberQuestion(
    id="13.gradient-size",
    concept=10,
    prompt=(
        f"Images of {_side} × {_side} pixels go through {_M} hidden units to {_K} classes, in batches of "
        f"{_N}. How many numbers does `dW1` hold, the gradient of the first layer's weights?"
    ),
    answer=_dW1,
    tolerance=0,
    right=(
        f"{_M} · {_d}, as many as W1. `delta1.T @ X` multiplies {shape((_M, _N))} by {shape((_N, _d))}, and "
        "the batch is summed over on the way."
    ),
    otherwise="A gradient has the shape of what it is the gradient of. What is the shape of W1?",
    slips=(
        Slip(_dW1 * _N, "The batch is not in it: the product delta1ᵀ X sums over the images."),
        Slip(_dW1 + _M, "That has the biases in it. Their gradient is `db1`, an array of its own."),
        Slip(_side * _M, f"Each unit sees every pixel, {_side} lines of {_side}."),
        Slip(_N * _M, "That is `delta1`: one error signal for each image and hidden unit."),
        Slip(_N * _d, "That is the batch of images itself."),
        Slip(_M * _K, "That is `dW2`, from the hidden units to the classes."),
        Slip(_dW1 + _M * _K, "Those are the weights of both layers. Only the first is asked for."),
        Slip(
            (_d + 1) * _M + (_M + 1) * _K,
            "Those are all parameters of the network. Only the weights of the first layer are asked for.",
        ),
    ),
)

_p, _true = np.array([0.1, 0.7, 0.2]), 2
_y = np.eye(3)[_true]

error_signal = ChoiceQuestion(
    id="13.error-signal",
    concept=10,
    prompt=(
        f"A single image of class {_true}. The network gives the three classes the probabilities "
        f"{show(_p, 1)}. Which error signal δ = ∂L/∂s starts the way back, and what will a step do?"
    ),
    options=(
        Option(
            f"{show(_y - _p, 1)}: the logit of class {_true} is raised",
            "That is y − p. The gradient points uphill, and the step takes its negative: δ = p − y.",
        ),
        Option(
            f"{show(_p - _y, 1)}: class {_true} is raised, class {int(_p.argmax())} lowered most",
            "p − y: negative at the true class, so a step against it raises that logit; the impostor with "
            "0.7 is pushed down hardest. Together they sum to 0.",
            right=True,
        ),
        Option(
            f"[0, 0, {number(_p[_true] - 1)}]: only the true class counts",
            "The loss −log p looks at the true class alone, but its p depends on all three logits through "
            "the softmax.",
        ),
        Option(
            f"{show(_p, 1)}: all are lowered, the surest most",
            "The target has not been subtracted: at the true class it is 1, and δ there becomes negative.",
        ),
    ),
)

_C = np.array([[18, 0, 2], [6, 14, 0], [1, 0, 9]])
_k = 0
_recall, _precision = _C[_k, _k] / _C[_k].sum(), _C[_k, _k] / _C[:, _k].sum()

precision = NumberQuestion(
    id="13.precision",
    concept=18,
    prompt=(
        "A confusion matrix, true classes in the rows, answers in the columns:\n\n"
        + "\n".join("    " + "".join(f"{count:4}" for count in row) for row in _C)
        + f"\n\nWhat is the precision of class {_k}: of the answers “{_k}”, which share was right? (Two "
        "decimals.)"
    ),
    answer=float(_precision),
    tolerance=0.006,
    right=(
        f"Column {_k} holds {_C[:, _k].sum()} answers, and {_C[_k, _k]} of them are right. Its recall is "
        f"{number(_recall)}: the class is found nearly always, and named too readily."
    ),
    otherwise=f"Go down column {_k}: how many answers are in it, and how many of them are on the diagonal?",
    slips=(
        Slip(
            float(_recall),
            f"That is the recall: row {_k}, the share of the {_k}s that were found. Precision goes down the "
            "column.",
        ),
        Slip(float(np.trace(_C) / _C.sum()), "That is the accuracy, all that is right out of all images."),
        Slip(float(1 - _precision), "That is the share of the answers that were wrong."),
        Slip(float(_C[_k, _k] / _C.sum()), "Divide by the answers of this class alone, not by all images."),
        Slip(float(_C[_k, _k]), "That is how many were right. Divide by the number of such answers."),
    ),
)

calibration = ChoiceQuestion(
    id="13.calibration",
    concept=7,
    prompt=(
        "On images from a new scanner a network's mean confidence is 0.97 and its accuracy 0.88. On its old "
        "validation images both are 0.97. What follows?"
    ),
    options=(
        Option(
            "The accuracy will rise to 0.97, since the network is that sure.",
            "Confidence is what the network says about itself. It cannot know that the images have changed.",
        ),
        Option(
            "The network has been badly trained: it was never calibrated.",
            "On images like those it learned from, confidence and accuracy agree. That is what calibrated "
            "means; it does not carry over to others.",
        ),
        Option(
            "Its confidence cannot be relied on for the new images.",
            "Calibration holds for data of one kind. On another kind a network errs more often, and feels "
            "just as sure: it takes labelled images of the new kind to find out.",
            right=True,
        ),
        Option(
            "A temperature T = 2 would mend the accuracy.",
            "Dividing all logits by T leaves their order, and so every decision, as it is. It can lower the "
            "confidence, not raise the accuracy.",
        ),
    ),
)

leak = ChoiceQuestion(
    id="13.leak",
    concept=18,
    prompt=(
        "Of 2,000 images, nine copies each are made, moved by a pixel or two. The 20,000 images are "
        "shuffled, and a fifth is held back. The network, trained on the rest, is right on 99.8 % of them. "
        "What is wrong?"
    ),
    options=(
        Option(
            "Nearly every held-back image has copies of itself in training.",
            "The test asks for images that were practically trained on. Split first, by the original; then "
            "make copies of the training part.",
            right=True,
        ),
        Option(
            "Nothing: no image that was held back was trained on.",
            "Not that very row, but the same handwriting a pixel away. To recognise it takes memory, not "
            "reading.",
        ),
        Option(
            "Moved copies do harm: the network learns wrong places.",
            "Moved copies in training are a good remedy. The trouble is that they stand in both parts.",
        ),
        Option(
            "A fifth is too little for a test.",
            "4,000 images are plenty. But they are not new ones.",
        ),
    ),
)

step = OrderQuestion(
    id="13.step",
    concept=10,
    prompt=(
        "One step of training for a batch of images `X`, with one-hot targets `Y`; biases are left out. Put "
        "the lines in order; if several orders work, any of them will do."
    ),
    lines={
        "a1": "a1 = np.maximum(X @ W1.T, 0)",
        "p": "p = softmax(a1 @ W2.T)",
        "delta2": "delta2 = (p - Y) / len(X)",
        "delta1": "delta1 = (delta2 @ W2) * (a1 > 0)",
        "W2": "W2 -= eta * delta2.T @ a1",
        "W1": "W1 -= eta * delta1.T @ X",
    },
    rules=(
        Before("a1", "p", "The probabilities need the activations of the hidden layer, `a1`."),
        Before("p", "delta2", "The error signal at the outputs is prediction minus target: `p` comes first."),
        Before("delta2", "delta1", "The error travels from the outputs back: `delta1` is made of `delta2`."),
        Before("delta2", "W2", "The step of `W2` needs the error signal behind it, `delta2`."),
        Before(
            "delta1",
            "W2",
            "`W2` was changed before `delta1` was computed with it: the error then travels back through "
            "weights that did not make it. Nothing crashes, the gradient is just wrong.",
        ),
        Before("delta1", "W1", "The step of `W1` needs `delta1`."),
    ),
    right=(
        "Forward, then the error signals from the outputs back, and only then the steps; those two may "
        "change places."
    ),
)
