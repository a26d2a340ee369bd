"""Which remedy for which trouble."""

from nnkit.grading import Problem

remedies = Problem(
    id="signals.remedies",
    title="The right remedy",
    concept=13,
    points=2,
    kind="choice",
    names=("fading", "spikes", "shaking", "deep", "rising"),
    hints=(
        "Ask when it goes wrong: before the first step, at single steps, at every step, or however it is "
        "started?",
        "Initialisation sets the sizes at the start. Clipping acts on single steps "
        "that are too long. The learning rate acts on all steps. A residual connection changes the network.",
        "Does the trouble come from the numbers that the weights start with? From rare steps, from steps as "
        "such? Or is the path that the error must take simply too long?",
    ),
)

FADING = {
    "b": "fading: clipping shortens gradients that are too long. Here everything is far too small, and no "
    "step has been made yet.",
    "c": "fading: before the first step eta plays no part. The weights themselves are too small for ReLU "
    "layers in a row.",
    "d": "fading: a detour would carry the signal past the layers, but the cause is nearer: weights of 0.01 "
    "shrink it in each of them. Start them at the right size.",
}
SPIKES = {
    "a": "spikes: the first weights are long forgotten after thousands of good steps. What harms is one "
    "step, far too long.",
    "c": "spikes: a smaller eta makes every step smaller, thousands of good ones too, for the sake of a few "
    "bad ones.",
    "d": "spikes: a shorter path does not shorten the gradient of an odd batch. Limit the step itself.",
}
SHAKING = {
    "a": "shaking: the start was good, or the loss would not have come so low. Now the steps are too long "
    "for the valley's floor.",
    "b": "shaking: none of these gradients is unusually long, so nothing would be clipped. It is the usual "
    "step that is too long now.",
    "d": "shaking: three layers are no long way for the error. It arrives; the steps made from it overshoot.",
}
DEEP = {
    "a": "deep: it has been started well already. Fifty bends in a row are hard to train through all the "
    "same.",
    "b": "deep: nothing explodes here. Clipping does not help an error that has to find its way through "
    "fifty layers.",
    "c": "deep: smaller steps make it slower still. The shallower network did better with the same ones.",
}
RISING = {
    "a": "rising: these weights were started well. What is wrong is how far each step goes, and that is not "
    "the start's doing.",
    "b": "rising: clipping would have to cut every single step, and only hide that all of them are too "
    "long. What sets their length?",
    "d": "rising: two layers are no long way for the error. It arrives, and every step made from it "
    "overshoots.",
}


# The answers to the questions of one check differ: no single letter passes.
@remedies.check("fading and spikes")
def remedies_sizes(learner, case):
    case.expect_choice("fading", learner["fading"], "a", FADING)
    case.expect_choice("spikes", learner["spikes"], "b", SPIKES)


@remedies.check("shaking, deep and rising")
def remedies_training(learner, case):
    case.expect_choice("shaking", learner["shaking"], "c", SHAKING)
    case.expect_choice("deep", learner["deep"], "d", DEEP)
    case.expect_choice("rising", learner["rising"], "c", RISING)
