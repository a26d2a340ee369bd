"""What goes wrong in counting updates: wrong answers for the given numbers, each with its sentence."""

import numpy as np

from .epochs import epochs_, epochs_right


@epochs_.slip(
    "floor",
    "You counted the full batches only. The examples that are left make one more batch, a smaller one, and "
    "it moves the parameters too.",
    "⌈N / B⌉ updates an epoch, not ⌊N / B⌋",
)
def slip(given):
    full = given["N"] // given["B"]
    return {"per_epoch": full, "updates": full * given["epochs"]}


@epochs_.slip(
    "not_whole",
    "There is no fraction of an update. A batch that is only partly filled makes a whole one: round up.",
    "⌈N / B⌉, not N / B",
)
def slip(given):
    ratio = given["N"] / given["B"]
    return {"per_epoch": ratio, "updates": ratio * given["epochs"]}


@epochs_.slip(
    "batch_size",
    "B is how many examples share one update, not how many updates there are. Ask how many batches of that "
    "size it takes to get through all N examples.",
    "⌈N / B⌉ updates an epoch, not B",
)
def slip(given):
    return {"per_epoch": given["B"], "updates": given["B"] * given["epochs"]}


@epochs_.slip(
    "each_example",
    "You counted examples. Only with B = 1 does every example make an update of its own; here the B of one "
    "batch share one.",
    "⌈N / B⌉ updates an epoch, not N",
)
def slip(given):
    return {"per_epoch": given["N"], "updates": given["N"] * given["epochs"]}


@epochs_.slip(
    "one_an_epoch",
    "One update an epoch is full-batch descent, B = N. With mini-batches every batch makes an update.",
    "updates = epochs · ⌈N / B⌉, not epochs",
)
def slip(given):
    return {"per_epoch": 1, "updates": given["epochs"]}


@epochs_.slip(
    "one_epoch",
    "These are the updates of a single epoch. Training goes through the data once in every epoch.",
    "updates = epochs · ⌈N / B⌉",
)
def slip(given):
    return {"updates": epochs_right(given)["per_epoch"]}


@epochs_.slip(
    "rounded_once",
    "You put the examples of all epochs into one long row and rounded once, at its end. But each epoch ends "
    "with a small batch of its own; the next epoch does not fill it up.",
    "epochs · ⌈N / B⌉, not ⌈epochs · N / B⌉",
)
def slip(given):
    return {"updates": int(np.ceil(given["epochs"] * given["N"] / given["B"]))}


@epochs_.slip(
    "full",
    "The last batch gets only what the full ones have left over, and N is no multiple of B here.",
    "last batch: N − B · ⌊N / B⌋, not B",
)
def slip(given):
    return {"last_batch": given["B"]}


@epochs_.slip(
    "missing",
    "These are the examples that the last batch lacks to be full. How many does it have?",
    "N mod B, not B − N mod B",
)
def slip(given):
    return {"last_batch": given["B"] - given["N"] % given["B"]}


@epochs_.slip(
    "joined",
    "You put the examples that are left into the batch before. No batch has more than B: they make a small "
    "one of their own.",
    "last batch: N mod B, not B + N mod B",
)
def slip(given):
    return {"last_batch": given["B"] + given["N"] % given["B"]}


@epochs_.slip(
    "evened_out",
    "You shared the examples out evenly. All batches but the last hold exactly B; the last one takes what "
    "is left.",
    "last batch: N mod B, not N / ⌈N / B⌉",
)
def slip(given):
    return {"last_batch": given["N"] / epochs_right(given)["per_epoch"]}


@epochs_.slip(
    "share_by_batches",
    "You divided updates by updates, as if all batches were alike. The last one is smaller, so count "
    "examples.",
    "share = k · B / N, not k / ⌈N / B⌉",
)
def slip(given):
    return {"share": given["k"] / epochs_right(given)["per_epoch"]}


@epochs_.slip(
    "share_of_updates",
    "You divided by the updates of the whole training. The question is about the data, and it is all seen "
    "once when the first epoch ends.",
    "share = k · B / N, with k updates in the first epoch",
)
def slip(given):
    return {"share": given["k"] / epochs_right(given)["updates"]}


@epochs_.slip(
    "share_of_all_epochs",
    "You divided by the examples of all epochs. Every epoch shows the same N examples again: it is N of "
    "them that can be seen.",
    "share = k · B / N, not k · B / (epochs · N)",
)
def slip(given):
    return {"share": given["k"] * given["B"] / (given["N"] * given["epochs"])}


@epochs_.slip(
    "share_one_each",
    "You counted one example for each update. Every update has looked at a whole batch.",
    "share = k · B / N, not k / N",
)
def slip(given):
    return {"share": given["k"] / given["N"]}


@epochs_.slip(
    "share_counted",
    "This is the number of examples seen. Divide it by how many there are.",
    "share = k · B / N, not k · B",
)
def slip(given):
    return {"share": given["k"] * given["B"]}


@epochs_.slip(
    "share_percent",
    "This is in percent. A share of the whole lies between 0 and 1.",
    "share = k · B / N, not 100 · k · B / N",
)
def slip(given):
    return {"share": 100 * given["k"] * given["B"] / given["N"]}


@epochs_.slip(
    "share_left",
    "This is the share that is still to come. How much has been seen?",
    "share = k · B / N, not 1 − k · B / N",
)
def slip(given):
    return {"share": 1 - given["k"] * given["B"] / given["N"]}
