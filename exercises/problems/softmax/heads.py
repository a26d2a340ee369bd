"""Which output and which loss belong to a task."""

from nnkit.grading import Problem

heads = Problem(
    id="softmax.heads",
    title="The right head",
    concept=7,
    points=2,
    kind="choice",
    names=("price", "spam", "digit", "tags"),
    hints=(
        "Ask what the answer is: a number of any size, one yes or no, one of several classes, or several "
        "yeses and noes?",
        "Sigmoid treats each output by itself, softmax makes all outputs share a total of 1, and the bare "
        "logit can be any number.",
        "Can two outputs be right at once? Then they must not share a total of 1. Is the target a "
        "probability? Then the loss is a cross-entropy.",
    ),
)

PRICE = {
    "b": "price: a sigmoid only gives numbers between 0 and 1, and no flat costs so little. The price may "
    "be any number, so the logit stays as it is.",
    "c": "price: sigmoid and binary cross-entropy answer a yes-or-no question with a probability. A price "
    "is a number of any size, so the logit stays as it is.",
    "d": "price: softmax over a single output is always 1, whatever the logit, so every flat would cost the "
    "same.",
}
SPAM = {
    "a": "spam: squared error on the bare logit punishes a mail that is rightly called spam with logit 5 as "
    "much as one with logit −3, and gives no probability. A yes-or-no question wants a sigmoid.",
    "b": "spam: the sigmoid is right, but with squared error its flat ends leave almost no gradient just "
    "where the network is confidently wrong. With cross-entropy the slope cancels and p − y remains.",
    "d": "spam: softmax over a single output is always 1, whatever the logit, so nothing could be learnt. "
    "(With two outputs it would do: it is the sigmoid of their difference.)",
}
DIGIT = {
    "a": "digit: bare logits with squared error give no probabilities, and a logit of 5 for the right digit "
    "is punished for not being 1. The ten classes should share a total of 1.",
    "b": "digit: ten sigmoids do not compete, and with squared error a confidently wrong one has almost no "
    "gradient. Exactly one of the ten is right, so they should share a total of 1.",
    "c": "digit: this asks ten separate yes-or-no questions, and may answer yes to several or to none. "
    "Exactly one digit is right, so the ten should share a total of 1.",
}
TAGS = {
    "a": "tags: bare logits with squared error give no probabilities, and a logit of 5 for a tag that fits "
    "is punished for not being 1. Each tag is a yes-or-no question.",
    "b": "tags: a sigmoid for each tag is right, but with squared error its flat ends leave almost no "
    "gradient where the network is confidently wrong. Cross-entropy has p − y instead.",
    "d": "tags: softmax makes the twenty tags share a total of 1, so beach and dog cannot both be near 1. "
    "Here several may be right at once: each tag is a question of its own.",
}


# Two situations to a check, with different answers: no single letter passes.
@heads.check("one output: price and spam")
def heads_one_output(learner, case):
    case.expect_choice("price", learner["price"], "a", PRICE)
    case.expect_choice("spam", learner["spam"], "c", SPAM)


@heads.check("many outputs: digit and tags")
def heads_many_outputs(learner, case):
    case.expect_choice("digit", learner["digit"], "d", DIGIT)
    case.expect_choice("tags", learner["tags"], "c", TAGS)
