"""What goes wrong by hand: wrong answers for the given numbers, each with its sentence."""

import numpy as np

from nnkit.activations import sigmoid

from .by_hand import by_hand, by_hand_answers, by_hand_right


@by_hand.slip(
    "sigmoid",
    "You put each logit through a sigmoid by itself. With three classes they share one sum: divide e^(s_k) "
    "by the sum of all three exponentials.",
    "p_k = e^(s_k) / (e^(s_0) + e^(s_1) + e^(s_2))",
)
def slip(given):
    return by_hand_answers(sigmoid(np.array(given["s"])), given["y"])


@by_hand.slip(
    "not_divided",
    "These are the exponentials. Divide each by their sum, and they become probabilities.",
    "p_k = e^(s_k) / (e^(s_0) + e^(s_1) + e^(s_2))",
)
def slip(given):
    return by_hand_answers(np.exp(given["s"]), given["y"])


@by_hand.slip(
    "no_exp",
    "You divided the logits themselves by their sum. Take their exponentials first: these are positive.",
    "p_k = e^(s_k) / (e^(s_0) + e^(s_1) + e^(s_2)), not s_k / (s_0 + s_1 + s_2)",
)
def slip(given):
    return {"p": np.array(given["s"]) / np.sum(given["s"])}


@by_hand.slip(
    "log10",
    "You used the logarithm to base 10, the key `log` of most calculators. The natural one is asked for: "
    "`ln`, or `np.log`.",
    "loss = −ln p_y, not −log₁₀ p_y",
)
def slip(given):
    return {"loss": by_hand_right(given)["loss"] / np.log(10)}


@by_hand.slip(
    "log2",
    "You used the logarithm to base 2. The natural one is asked for: `ln`, or `np.log`.",
    "loss = −ln p_y, not −log₂ p_y",
)
def slip(given):
    return {"loss": by_hand_right(given)["loss"] / np.log(2)}


@by_hand.slip(
    "loss_sign",
    "This is ln p_y, which is negative because p_y is below 1. The loss is its negative, so that unlikely "
    "means expensive.",
    "loss = −ln p_y",
)
def slip(given):
    return {"loss": -by_hand_right(given)["loss"]}


@by_hand.slip(
    "predicted_class",
    "You took the class that the network likes best. The loss asks about the true class y, however unlikely "
    "it looked.",
    "loss = −ln p_y, not −ln max_k p_k",
)
def slip(given):
    p = by_hand_right(given)["p"]
    return {"loss": -np.log(p.max()), "gradient": p - np.eye(3)[p.argmax()]}


@by_hand.slip(
    "counted_from_1",
    "You counted the classes from 1. They count from 0, as Python's indices do: `p[0]` belongs to class 0.",
    "p_y is p[y]: the second entry for y = 1, the third for y = 2",
)
def slip(given):
    answers = by_hand_answers(by_hand_right(given)["p"], given["y"] - 1)
    return {"loss": answers["loss"], "gradient": answers["gradient"]}


@by_hand.slip(
    "all_classes",
    "You added −ln p_k over all three classes. Only the true class counts: its target is 1, and that of the "
    "others 0.",
    "loss = −Σ_k Y_k ln p_k = −ln p_y",
)
def slip(given):
    return {"loss": -np.log(by_hand_right(given)["p"]).sum()}


@by_hand.slip(
    "no_log",
    "This is 1 − p_y, the probability of being wrong. The loss is the negative logarithm of being right.",
    "loss = −ln p_y, not 1 − p_y",
)
def slip(given):
    return {"loss": 1 - by_hand_right(given)["p"][given["y"]]}


@by_hand.slip(
    "gradient_sign",
    "Target minus prediction is the way to go, not the gradient. The gradient is prediction minus target.",
    "∂L/∂s = p − Y, not Y − p",
)
def slip(given):
    return {"gradient": -by_hand_right(given)["gradient"]}


@by_hand.slip(
    "no_target",
    "These are the probabilities themselves. The entry of the true class still loses 1.",
    "∂L/∂s_k = p_k − [k = y]",
)
def slip(given):
    return {"gradient": by_hand_right(given)["p"]}


@by_hand.slip(
    "one_everywhere",
    "You subtracted 1 from all three entries. Only the true class has the target 1; the others have the "
    "target 0.",
    "∂L/∂s_k = p_k − [k = y], not p_k − 1",
)
def slip(given):
    return {"gradient": by_hand_right(given)["p"] - 1}


@by_hand.slip(
    "true_class_only",
    "Only the true class got a gradient. The others have the target 0, so theirs is p_k − 0.",
    "∂L/∂s_k = p_k for k ≠ y",
)
def slip(given):
    return {"gradient": by_hand_right(given)["gradient"] * np.eye(3)[given["y"]]}


@by_hand.slip(
    "by_probabilities",
    "This is the slope with respect to the probability, −1/p_y. The logits are one step further back, "
    "through softmax.",
    "∂L/∂s = p − Y, not ∂L/∂p",
)
def slip(given):
    y = given["y"]
    return {"gradient": -np.eye(3)[y] / by_hand_right(given)["p"][y]}
