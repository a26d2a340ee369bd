"""The closing quiz of chapter 06: logits, temperature, heads, a mistake and its gradient, stable code."""

import numpy as np

import nnkit as nn
from nnkit.grading.diagnosis.printed import number, show
from nnkit.grading.learner.questions import (
    Before,
    ChoiceQuestion,
    NumberQuestion,
    Option,
    OrderQuestion,
    Slip,
)

_cross_entropy = nn.SoftmaxCrossEntropy()


def _loss(s: np.ndarray, y: int) -> float:
    """Return the cross-entropy of one sample."""
    return _cross_entropy(s[np.newaxis], np.array([y]))


_scores = np.array([-3.0, 1.0, 2.0])
_shift = 100
_p = nn.softmax(_scores)

logits = ChoiceQuestion(
    id="06.logits",
    concept=7,
    prompt=f"A network puts out the logits {show(_scores, 1)} for three classes. Which of these is true?",
    options=(
        Option(
            "Something is wrong: a probability cannot be negative.",
            "These are logits, not probabilities: any real numbers will do. exp makes them positive, and "
            "dividing by their sum makes them add up to 1.",
        ),
        Option(
            "Class 2 is twice as probable as class 1.",
            "Softmax compares differences, not ratios: p₂/p₁ = exp(2 − 1), so class 2 is "
            f"{number(_p[2] / _p[1])} times as probable.",
        ),
        Option(
            f"Adding {_shift} to all three would change no probability.",
            f"exp({_shift}) would then be a factor of every term, above and below the line, and cancel. "
            "Only the differences of logits count; subtracting the largest one first, against overflow, "
            "rests on this.",
            right=True,
        ),
        Option(
            "Divided by their sum, they are the probabilities.",
            f"Their sum is {number(_scores.sum())}, so that would not even work. Exponentials first, then "
            f"divide by the sum: {show(_p)}.",
        ),
    ),
)

_warm, _hot = np.array([2.0, 1.0, 0.5]), 4.0

temperature = ChoiceQuestion(
    id="06.temperature",
    concept=6,
    prompt=(
        f"The temperature of a softmax, p = softmax(s / T), goes up from T = 1 to T = {number(_hot, 1)}. "
        "What happens to the probabilities?"
    ),
    options=(
        Option(
            "They come closer together; the most probable class stays the same.",
            "Dividing by T shrinks the differences between the logits and keeps their order. For "
            f"s = {show(_warm, 2)}: {show(nn.softmax(_warm))} becomes {show(nn.softmax(_warm / _hot))}.",
            right=True,
        ),
        Option(
            "The largest comes closer to 1.",
            "That is what cooling does, T below 1: it stretches the differences. A large T shrinks them.",
        ),
        Option(
            "Another class may become the most probable one.",
            "All logits are divided by the same positive number, so the largest stays the largest. The "
            "network is less sure of its choice, but the choice is the same.",
        ),
        Option(
            "Nothing: the common factor cancels, as a common constant does.",
            "A common constant added to the logits cancels. A factor does not: it changes their "
            "differences, and these are what softmax sees.",
        ),
    ),
)

_lonely = nn.softmax(np.array([-1.7]))

head = ChoiceQuestion(
    id="06.head",
    concept=6,
    prompt=(
        "Which of twelve instruments can be heard in a recording? Several may play at once. The network "
        "ends in twelve logits. Which output and which loss go with them?"
    ),
    options=(
        Option(
            "Softmax over the twelve, cross-entropy",
            "Softmax makes the instruments compete for a total of 1: when piano and violin both play, "
            "neither could be given more than about a half. It is the head for exactly one class out of "
            "several.",
        ),
        Option(
            "Softmax of each logit by itself, cross-entropy",
            f"The softmax of a single number is always {number(_lonely[0], 1)}, whatever the number: such a "
            "network is always sure of everything and learns nothing.",
        ),
        Option(
            "Sigmoid of each, binary cross-entropy, summed over the twelve",
            "Twelve separate yes-or-no questions, each with its own probability, and a gradient of p − y "
            "for each.",
            right=True,
        ),
        Option(
            "Sigmoid of each, squared error",
            "The probabilities are right, the loss is not: its gradient carries a factor p(1 − p), so that "
            "an output that is sure and wrong hardly learns. Binary cross-entropy cancels that factor.",
        ),
    ),
)

_sure, _true = np.array([80.0, 30.0]), 1
_tiny = 1e-12
_clipped = float(-np.log(nn.softmax(_sure)[_true] + _tiny))

confidently_wrong = NumberQuestion(
    id="06.confidently-wrong",
    concept=7,
    prompt=(
        f"A network is very sure, and wrong: its logits are {show(_sure, 2)}, and class {_true} is the true "
        "one. This line computes the loss:\n\n"
        f"    loss = -np.log(p[{_true}] + {_tiny:g})\n\n"
        f"and it gives {number(_clipped)}. What is the cross-entropy really?"
    ),
    answer=_loss(_sure, _true),
    tolerance=0.05,
    right=(
        "L = log Σ exp(s) − s of the true class, and beside exp(80) the other term is nothing: 80 − 30. "
        f"The {_tiny:g} that was to keep the logarithm safe has replaced a far smaller probability and "
        "hidden nearly half of the loss, and there its gradient is practically 0. From the logits it comes "
        "out right."
    ),
    otherwise=(
        "Leave the probabilities aside: L = log Σ exp(s) − s of the true class. Which term of the sum counts?"
    ),
    slips=(
        Slip(
            _clipped,
            f"That is the number from the line above: −log({_tiny:g}). The true probability is far smaller "
            f"than {_tiny:g}, and the loss is larger. Start from the logits.",
        ),
        Slip(
            _loss(_sure, 0),
            "That would be the loss if class 0 were true, or the probability of class 1, which is nearly "
            "0. The loss is the negative logarithm of that probability.",
        ),
        Slip(
            -_loss(_sure, _true),
            "The size is right, the sign is not: a probability is below 1, so −log p is positive.",
        ),
        Slip(
            _loss(_sure, _true) / np.log(10),
            "That is the logarithm to base 10. The loss takes the natural one, `np.log`.",
        ),
        Slip(
            _loss(_sure, _true) / np.log(2),
            "That is in bits, log to base 2. The loss takes the natural logarithm.",
        ),
        Slip(
            _sure[0],
            "That is log Σ exp(s), the first half of the loss. Subtract the logit of the true class.",
        ),
        Slip(_sure[1], "That is the logit of the true class itself. How far does it lie below log Σ exp(s)?"),
    ),
)

_s, _y = np.array([2.0, 1.0, 0.5]), 0
_q = nn.softmax(_s)

gradient = NumberQuestion(
    id="06.gradient",
    concept=6,
    prompt=(
        f"The logits {show(_s, 2)} have the probabilities {show(_q)}. Class {_y} is the true one. What is "
        "the gradient of the cross-entropy with respect to the logit of that class, ∂L/∂s₀? Give three "
        "decimals."
    ),
    answer=float(_cross_entropy.delta(_s[np.newaxis], np.array([_y]))[0, _y]),
    tolerance=0.0016,
    right=(
        f"p₀ − y₀ = {number(_q[_y])} − 1. It is negative, so a step downhill raises this logit, and the "
        "more so the less probable the true class was."
    ),
    otherwise="The gradient with respect to the logits is p − y, with y = [1, 0, 0]. Take its first entry.",
    slips=(
        Slip(1 - _q[_y], "The size is right, the sign is not: it is prediction minus target, p − y."),
        Slip(_q[_y], "That is p₀. The target has not been subtracted yet: it is 1 for the true class."),
        Slip(
            _q[_y] * (1 - _q[_y]),
            "That is ∂p₀/∂s₀, the slope of softmax alone. The chain rule multiplies it by ∂L/∂p₀ = −1/p₀, "
            "and p₀ cancels.",
        ),
        Slip(
            -1 / _q[_y],
            "That is ∂L/∂p₀. Go on through softmax to the logit: multiply by ∂p₀/∂s₀ = p₀(1 − p₀).",
        ),
        Slip(
            _loss(_s, _y),
            "That is the loss itself, −log p₀. Its gradient with respect to the logits is simpler still: p "
            "− y.",
        ),
        Slip(_q[1], "That is the entry of class 1, where the target is 0. Class 0 is the true one."),
        Slip(_q[2], "That is the entry of class 2, where the target is 0. Class 0 is the true one."),
    ),
)

stable_code = OrderQuestion(
    id="06.stable-code",
    concept=7,
    prompt=(
        "The mean cross-entropy of a batch, from the logits `s` of shape (N, K) and the classes `y` of "
        "shape (N,), and still finite for logits of 1000. Put its lines in order; if several orders work, "
        "any of them will do."
    ),
    lines={
        "def": "def cross_entropy(s, y):",
        "max": "    m = s.max(axis=1, keepdims=True)",
        "shift": "    s = s - m",
        "lse": "    lse = np.log(np.exp(s).sum(axis=1))",
        "true": "    true = s[np.arange(len(y)), y]",
        "return": "    return np.mean(lse - true)",
    },
    rules=(
        *(
            Before("def", line, "A function begins with its `def` line; all that belongs to it comes below.")
            for line in ("max", "shift", "lse", "true", "return")
        ),
        Before(
            "max", "shift", "`m` is subtracted before it has been computed: find the largest logits first."
        ),
        Before(
            "shift",
            "lse",
            "The exponentials are taken of logits that have not been shifted yet: `np.exp(1000)` is `inf`. "
            "Subtract the largest one first.",
        ),
        Before(
            "shift",
            "true",
            "The logit of the true class is read before the shift and the sum after it. The shift cancels "
            "only if both have it.",
        ),
        Before("lse", "return", "Nothing below `return` is run, and it needs `lse`."),
        Before("true", "return", "Nothing below `return` is run, and it needs `true`."),
    ),
    right=(
        "Shift, then exponentials: the largest exponent is 0, so nothing overflows, and the shift cancels in "
        "`lse - true`. The lines of `lse` and `true` may change places."
    ),
)
