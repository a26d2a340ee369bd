"""Questions of chapter 00: the shapes, the two letters z and a, and what `check` does."""

import nnkit as nn
from nnkit.grading.diagnosis.printed import number
from nnkit.grading.learner.questions import ChoiceQuestion, NumberQuestion, Option, Slip

batch_shape = ChoiceQuestion(
    id="00.batch-shape",
    concept=20,
    prompt=(
        "A weather station measures 3 quantities every hour. One day of it, 24 hours, goes through a "
        "network as one batch: each hour is a sample. What is the shape of `X`?"
    ),
    options=(
        Option(
            "`(3, 24)`",
            "That is the transpose, with one quantity a row. In this course one sample is a row.",
        ),
        Option("`(24, 3)`", "N = 24 samples, one a row, and d = 3 numbers in each.", right=True),
        Option(
            "`(72,)`",
            "All 72 numbers are there, but a single long row no longer says which of them belong to one "
            "hour.",
        ),
        Option(
            "`(3,)`", "That is one sample, one hour: a single `x` of shape (d,). The batch has 24 of them."
        ),
    ),
)

weight_shape = ChoiceQuestion(
    id="00.weight-shape",
    concept=3,
    prompt="A layer takes 3 numbers in and puts 5 out. What is the shape of its weight matrix `W`?",
    options=(
        Option(
            "`(5, 3)`",
            "(n_out, n_in): row i holds the 3 weights of unit i, and there are 5 units.",
            right=True,
        ),
        Option(
            "`(3, 5)`",
            "Some books and libraries do store it this way round. Here it is (n_out, n_in), so that each "
            "row belongs to one unit, and the formula has a transpose in it: `x @ W.T + b`.",
        ),
        Option(
            "`(5,)`",
            "That is the shape of `b`, one bias a unit. `W` has a weight for each pair of unit and input.",
        ),
        Option(
            "`(N, 3)`, for a batch of N samples",
            "That is the batch `X`. `W` belongs to the layer and is the same for one sample and for a "
            "thousand.",
        ),
    ),
)

_z = -2.0

z_and_a = NumberQuestion(
    id="00.z-and-a",
    concept=4,
    prompt=(
        f"A unit computes z = w·x + b and gets {number(_z, 1)}. Then comes its activation function, "
        "ReLU(z) = max(0, z). What is `a`?"
    ),
    answer=float(nn.relu(_z)),
    tolerance=0.005,
    right="z is what the unit computes first, a is what ReLU makes of it, and everything negative becomes 0.",
    otherwise="ReLU keeps a positive number as it is and turns a negative one into 0. Which is it here?",
    slips=(
        Slip(_z, "That is z, the pre-activation. `a` is what comes out after the activation function."),
        Slip(abs(_z), "That would be the absolute value. ReLU takes the larger of 0 and z."),
        Slip(
            float(nn.sigmoid(_z)),
            "That is what a sigmoid would make of it. ReLU is simpler: it takes the larger of 0 and z.",
        ),
    ),
)

what_check_does = ChoiceQuestion(
    id="00.what-check-does",
    concept=0,
    prompt="You have written half an answer, and run `check(...)` below it. What happens?",
    options=(
        Option(
            "My answer is handed in, and this counts as one of my tries.",
            "No: checking hands nothing in, and no try counts against you. Check as often as you like; "
            "handing in is a step of its own.",
        ),
        Option(
            "The text of my cell is compared with a model answer.",
            "It never reads how you wrote it. It calls your functions and looks at what comes out, so "
            "every correct way of writing them passes.",
        ),
        Option(
            "The missing half is filled in for me.",
            "Your cell stays yours: `check` changes nothing in it. When you are stuck, `hint(...)` gives a "
            "first hint, and two more if you call it again.",
        ),
        Option(
            "What I have defined is tried out, and I read what is wrong first.",
            "It calls what you have defined with inputs of its own and names the first thing that differs, "
            "as often as you like.",
            right=True,
        ),
    ),
)
