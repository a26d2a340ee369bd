"""The closing quiz of chapter 11: a failure to name, a first loss, a protocol, a bug, updates, a claim."""

from math import ceil, log

from nnkit.grading.diagnosis.printed import number
from nnkit.grading.learner.questions import (
    Before,
    ChoiceQuestion,
    NumberQuestion,
    Option,
    OrderQuestion,
    Slip,
)

failure = ChoiceQuestion(
    id="11.failure",
    concept=18,
    prompt=(
        "A 2-8-2 network stays at a training accuracy of 61 %. From another start, with nothing else "
        "changed, it reaches 99 % in training and 98 % on the validation pile. What failed in the first run?"
    ),
    options=(
        Option(
            "Approximation: eight units are too few",
            "The second run has found parameters of the very same network that do it, so they exist. Too few "
            "units would fail from every start.",
        ),
        Option(
            "Trainability: descent did not find what exists",
            "Good parameters exist, the other run has them. From this start descent got stuck, or needs "
            "another η or more time.",
            right=True,
        ),
        Option(
            "Generalisation: it does not carry over",
            "That would be a good training accuracy with a poor validation accuracy. Here it is the training "
            "pile itself that is not fitted.",
        ),
        Option(
            "Nothing: 61 % is what can be expected by chance",
            "A start can be unlucky, but the run did fail: another one shows that 99 % is within reach.",
        ),
    ),
)

_K = 6

first_loss = NumberQuestion(
    id="11.first-loss",
    concept=18,
    prompt=(
        f"A classifier with {_K} classes and softmax cross-entropy has not been trained yet, and its logits "
        "are all close to 0. About which loss should it print? Give two decimals."
    ),
    answer=log(_K),
    tolerance=0.011,
    right=f"Each class gets the probability 1/{_K}, and −log(1/{_K}) = log {_K}. Far more would mean that it "
    "is sure of something before it has learned anything.",
    otherwise="Equal logits give equal probabilities. What is −log of the probability of the true class?",
    slips=(
        Slip(log(2), f"That is log 2, for two classes. Here there are {_K}."),
        Slip(log(_K, 10), "That is the logarithm to base 10. Cross-entropy takes the natural one."),
        Slip(log(_K, 2), "That is in bits, log to base 2. Cross-entropy takes the natural logarithm."),
        Slip(1 / _K, "That is the probability of each class. The loss is −log of it."),
        Slip(-log(_K), "The size is right. A loss is −log of a probability, and so positive."),
        Slip(
            _K * log(_K),
            "The sum of −log p over all classes: but cross-entropy looks at the true class alone.",
        ),
        Slip(0, "A loss of 0 would be certainty about the right class. It has not learned anything yet."),
        Slip(1 - 1 / _K, "That is the share of wrong answers to expect by chance, not the cross-entropy."),
    ),
)

protocol = OrderQuestion(
    id="11.protocol",
    concept=18,
    prompt=(
        "From a data set to a number that can be reported. `run(eta)` builds a network, trains it on inputs "
        "standardised by `mean` and `deviation`, and returns its validation loss and the network. Put the "
        "lines in order."
    ),
    lines={
        "test": "rest, test = nn.datasets.split(x, y, rng=rng)",
        "validation": "training, validation = nn.datasets.split(*rest, rng=rng)",
        "mean": "mean, deviation = training[0].mean(axis=0), training[0].std(axis=0)",
        "runs": "runs = [run(eta) for eta in (0.01, 0.03, 0.1)]",
        "choose": "value, net = min(runs, key=lambda found: found[0])",
        "report": "print(nn.accuracy(net((test[0] - mean) / deviation), test[1]))",
    },
    rules=(
        Before("test", "validation", "`rest` is needed here: the test pile is put aside before all else."),
        Before(
            "validation",
            "mean",
            "`training` is needed here. Mean and deviation belong to the training pile alone, so the piles "
            "come first.",
        ),
        Before("mean", "runs", "The runs use standardised inputs: mean and deviation come before them."),
        Before("runs", "choose", "One can choose among runs only when they have been made."),
        Before(
            "choose",
            "report",
            "The test pile is opened once, for the network that has been chosen. Before that, it would help "
            "to choose.",
        ),
    ),
    right=(
        "Put the test pile aside, deal out the others, standardise by the training pile, choose by the "
        "validation pile, and look at the test pile once."
    ),
)

bug = ChoiceQuestion(
    id="11.bug",
    concept=18,
    prompt=(
        "Ten classes. The first loss is 2.31, the gradient agrees with nudging, ten examples are learned "
        "down to a loss of 0.01. On all 50,000 examples the loss stays at 2.30, for every η. What do you "
        "suspect first?"
    ),
    options=(
        Option(
            "The backward pass",
            "The gradient agrees with nudging, and ten examples were learned with it. It works.",
        ),
        Option(
            "Weights that all begin at 0",
            "Then the ten examples would not have been learned either: hidden units that say 0 get no "
            "gradient.",
        ),
        Option(
            "Overfitting",
            "Overfitting needs a training loss that falls. Here the training loss itself stays at log 10.",
        ),
        Option(
            "Labels that do not belong to their inputs",
            "Ten arbitrary answers can be learned by heart, 50,000 cannot: what is left is log 10 = 2.30. "
            "Look at some inputs beside their labels.",
            right=True,
        ),
        Option(
            "A missing 1/N",
            "The gradient check would fail, since nudging takes the mean; and a smaller η would help.",
        ),
    ),
)

_N, _B, _best, _patience = 1200, 32, 35, 10
_rest = _N * 8 // 10
_train = _rest * 3 // 4
_per_epoch = ceil(_train / _B)
_epochs = _best + _patience

updates = NumberQuestion(
    id="11.updates",
    concept=20,
    prompt=(
        f"{_N} examples: 20 % are put aside as the test pile, and 25 % of the rest as the validation pile. "
        f"You train with batches of {_B} and a patience of {_patience} epochs; epoch {_best} has the lowest "
        "validation loss. How many updates were made until training stopped?"
    ),
    answer=_epochs * _per_epoch,
    tolerance=0,
    right=(
        f"{_train} examples to train on, {_per_epoch} batches an epoch (the last with "
        f"{_train - (_per_epoch - 1) * _B}), and {_best} + {_patience} epochs. The parameters kept are those "
        f"of epoch {_best}."
    ),
    otherwise=(
        "Three steps: how many examples are left for training? How many batches is that, the smaller one "
        "included? And how many epochs were run, the patience included?"
    ),
    slips=(
        Slip(
            _best * _per_epoch,
            f"Those up to the best epoch. But only after {_patience} more without a better one did it stop.",
        ),
        Slip(
            _epochs * (_train // _B),
            f"The last {_train % _B} examples of an epoch are a batch as well, if a small one.",
        ),
        Slip(
            _epochs * ceil(_N / _B),
            "That is as if all examples were used for training. Two piles are put aside.",
        ),
        Slip(
            _epochs * ceil(_rest / _B),
            "The validation pile is not trained on: take a quarter off the rest.",
        ),
        Slip(
            _epochs * ceil((_N - _N // 5 - _N // 4) / _B),
            "The validation pile is 25 % of the rest, not of all.",
        ),
        Slip(_per_epoch, f"That is one epoch. {_best} + {_patience} were run."),
        Slip(_epochs, "That is the number of epochs. Each has many batches, and each batch is an update."),
        Slip(_epochs * _train, "That would be one update for each example, a batch size of 1."),
    ),
)

_starts, _wins, _n = 20, 0.97, 100

claim = ChoiceQuestion(
    id="11.claim",
    concept=18,
    prompt=(
        f"“Of {_starts} random starts the best is right on {number(100 * _wins)} % of our {_n} test "
        "examples. All were trained on other data.” What can be said of its accuracy in use?"
    ),
    options=(
        Option(
            f"About {number(100 * _wins)} %: the test examples were not trained on",
            "Not trained on, but chosen by: the largest of twenty noisy numbers lies above what it measures.",
        ),
        Option(
            "Probably more: the best start was taken",
            "Best on these examples. Some of that is skill, the rest luck, and fresh examples do not repeat "
            "the luck.",
        ),
        Option(
            "Probably less: the test pile was used to choose",
            "Part of the winner's lead is luck on these examples, and luck does not carry over. Choose by "
            "the validation pile, then test the chosen one once.",
            right=True,
        ),
        Option(
            "Nothing at all: one needs the training accuracy",
            "The training accuracy says still less. The test result does say something; it only flatters.",
        ),
    ),
)
