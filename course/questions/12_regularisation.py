"""The closing quiz of chapter 12: a diagnosis, decay, dropout, the gap, scatter, and three sets of data."""

from nnkit.grading.diagnosis.printed import number
from nnkit.grading.learner.questions import (
    Before,
    ChoiceQuestion,
    NumberQuestion,
    Option,
    OrderQuestion,
    Slip,
)

diagnosis = ChoiceQuestion(
    id="12.diagnosis",
    concept=18,
    prompt=(
        "A network with one hidden layer of 4 units is wrong on 24 % of its training points, and on 25 % of "
        "new ones. More epochs and other learning rates change nothing. What is worth trying first?"
    ),
    options=(
        Option(
            "More training data",
            "The gap is small already: new points would be met as badly as the old ones. More data cure the "
            "opposite failure.",
        ),
        Option(
            "A larger λ",
            "That makes the network stiffer still. It does not even meet its own points: it has too little "
            "freedom, not too much.",
        ),
        Option(
            "More units, or another layer",
            "Both errors are high and the gap is small: it underfits; and descent has been ruled out. So "
            "what is missing is approximation.",
            right=True,
        ),
        Option(
            "Early stopping",
            "It ends training before the validation loss rises. Here nothing rises; both have stopped too "
            "high.",
        ),
    ),
)

_w, _g, _eta, _lam = 3.0, -0.4, 0.5, 0.1

decay = NumberQuestion(
    id="12.decay",
    concept=19,
    prompt=(
        f"A weight w = {number(_w)} has the gradient g = ∂L/∂w = {number(_g, 1)} without the penalty. Plain "
        f"descent with η = {number(_eta, 1)} and L2, λ = {number(_lam, 1)}: what is w after one step?"
    ),
    answer=_w - _eta * (_g + _lam * _w),
    tolerance=0.005,
    right=(
        f"First shrink, by 1 − ηλ = {number(1 - _eta * _lam, 2)}, to {number((1 - _eta * _lam) * _w)}; "
        "then the step −ηg = +0.2."
    ),
    otherwise="One step is (1 − ηλ) w − ηg: shrink first, then go against the gradient.",
    slips=(
        Slip(_w - _eta * _g, "That is the step without decay. First w shrinks by 1 − ηλ."),
        Slip((1 - _eta * _lam) * _w, "That is w after shrinking. The step −ηg is still to come."),
        Slip((1 - _lam) * _w - _eta * _g, "The decay is a part of the step too: the factor is 1 − ηλ."),
        Slip((1 - _eta * _lam) * _w + _eta * _g, "The step goes against g. With a negative g, w rises."),
        Slip((1 + _eta * _lam) * _w - _eta * _g, "The penalty pulls w towards 0: the factor is below 1."),
        Slip(
            _w - _eta * (_g + _lam * _w**2 / 2),
            "You took the penalty itself, ½ λw². What enters the gradient is its slope, λw.",
        ),
    ),
)

_a, _p = 1.5, 0.4

kept = NumberQuestion(
    id="12.kept",
    concept=19,
    prompt=(
        f"Inverted dropout with p = {number(_p, 1)} as the probability of dropping. A unit has the "
        f"activation {number(_a)} and is kept this time. What does it hand on in training?"
    ),
    answer=_a / (1 - _p),
    tolerance=0.005,
    right=(
        f"Divided by the probability of being kept, {number(1 - _p, 1)}. With that it is 2.5 in 6 of 10 "
        "cases and 0 in the others: 1.5 on average."
    ),
    otherwise="What is kept is divided by 1 − p, the probability of being kept.",
    slips=(
        Slip(_a, "That is what it hands on in evaluation. In training it is scaled up, to keep the mean."),
        Slip(_a / _p, "The unit is kept with probability 1 − p, not p: divide by that."),
        Slip(
            _a * (1 - _p),
            "That is smaller. In training, inverted dropout divides by 1 − p; multiplying by it in "
            "evaluation is the older form.",
        ),
        Slip(_a * _p, "Dividing, not multiplying; and the probability of being kept is 1 − p."),
        Slip(
            _a * (1 + _p), "Close in spirit, but the mean comes out right only with the factor 1 / (1 − p)."
        ),
        Slip(0.0, "That is what it hands on when it is dropped."),
    ),
)

below = ChoiceQuestion(
    id="12.below",
    concept=19,
    prompt=(
        "A network with dropout, p = 0.5: in every epoch the validation loss is lower than the training "
        "loss that `nn.train` reports. What is the likely reason?"
    ),
    options=(
        Option(
            "Dropout is on in the training loss, and off in the validation loss",
            "The training loss is that of the thinned networks, as they take their steps. Evaluated "
            "without dropout, the training points would have a lower one.",
            right=True,
        ),
        Option(
            "The network overfits",
            "Then the training loss would be the lower one: known points are met better than new ones.",
        ),
        Option(
            "Dropout was left on in the validation",
            "That would raise the validation loss, as it does the training loss. Here it is the lower one.",
        ),
        Option(
            "The scaling by 1 / (1 − p) makes the training loss twice as large",
            "The scaling keeps each activation's mean; it does not multiply the loss. What costs is the "
            "noise of the mask.",
        ),
    ),
)

scatter = ChoiceQuestion(
    id="12.scatter",
    concept=19,
    prompt=(
        "You train the same network on twenty data sets of 30 points each. At a point x the twenty "
        "predictions scatter widely, and their mean is right. Which change would make this worse?"
    ),
    options=(
        Option(
            "Data sets of 300 points",
            "More data make the fits agree: it is the one remedy for variance that costs no bias.",
        ),
        Option(
            "Dropping the L2 penalty that you had",
            "Large variance, no bias: it is overfitting. The penalty held the variance down, and without "
            "it the fits follow their noise still more.",
            right=True,
        ),
        Option(
            "Early stopping",
            "It keeps the fits from following their noise to the end: less variance, perhaps a little bias.",
        ),
        Option(
            "Answering with the mean of several of these networks",
            "Averaging leaves the bias as it is and makes the scatter smaller. It is a good remedy, if you "
            "have the data.",
        ),
    ),
)

three_sets = OrderQuestion(
    id="12.three-sets",
    concept=18,
    prompt=(
        "Choose λ, then report an honest loss. `split` parts data in two, `fit` trains, `loss_on` "
        "evaluates. Put the lines in order."
    ),
    lines={
        "test": "rest, test = split(data)",
        "validation": "train, valid = split(rest)",
        "losses": "losses = {lam: loss_on(valid, fit(train, lam)) for lam in lams}",
        "best": "best = min(losses, key=losses.get)",
        "again": "net = fit(rest, best)",
        "report": "report = loss_on(test, net)",
    },
    rules=(
        Before("test", "validation", "The test set is put aside first; what remains is parted again."),
        Before("validation", "losses", "Each λ is judged on `valid`, so that has to exist."),
        Before("losses", "best", "`best` is chosen by the validation losses: measure them first."),
        Before("best", "again", "The last network is trained with the λ that was chosen."),
        Before(
            "again", "report", "`report` judges the final `net`: train that first. The test set comes last."
        ),
    ),
    right=(
        "The test set is touched once, at the very end. With λ chosen, the validation points may be learned "
        "from too: `fit(rest, best)`."
    ),
)
