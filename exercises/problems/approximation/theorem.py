"""What the theorems of universal approximation say, and what they leave open."""

from nnkit.grading import Problem

theorem = Problem(
    id="approximation.theorem",
    title="What is proved?",
    concept=16,
    points=3,
    kind="choice",
    names=("sigmoids", "descent", "hinges", "fifty", "squares", "unseen"),
    hints=(
        "The theorems say that a good network exists. Ask of each claim: is it about existence, or about "
        "finding the network, its size, or data that nobody has seen?",
        "Between A, B and C the shape of the activation decides. A sigmoid levels off on both sides; a ReLU "
        "does not, but it is no polynomial either.",
        "A weighted sum of squares of straight lines: what is its highest power, however many units there "
        "are? And whoever says how many units, how to find them, or what happens between the samples, says "
        "more than the theorems do.",
    ),
)

SIGMOIDS = {
    "b": "sigmoids: true, but the older theorem is enough. A sigmoid is continuous and levels off at 0 and "
    "1, which is just what Cybenko asks for.",
    "c": "sigmoids: this is true. A difference of two steep sigmoids is a bump, and enough narrow bumps come "
    "as close to a continuous f as you like.",
    "d": "sigmoids: this is precisely what is proved: for every ε there is some width and some weights. Only "
    "how large and how to find them stays open.",
}
DESCENT = {
    "a": "descent: Cybenko shows that good weights exist. His proof has no data, no learning rate and no "
    "descent in it, so nothing follows about finding them.",
    "b": "descent: the theorem of 1993 is about existence, too. Descent may stop on a plateau or in a poor "
    "minimum while better weights exist.",
    "c": "descent: nobody has proved the contrary: with a wide network and a good start descent often does "
    "come close. The theorems are silent about it.",
}
HINGES = {
    "a": "hinges: true, but not by Cybenko's theorem. It asks for an activation that levels off on both "
    "sides, and a ReLU grows for ever. (The difference of two hinges does level off: a neat way round, but a "
    "further step.)",
    "c": "hinges: this is true. Hinges give straight pieces through as many points of f as you like, as in "
    "problem 2, and the pieces close in on f.",
    "d": "hinges: this one is settled. A ReLU is no polynomial, and for such activations existence is "
    "proved.",
}
FIFTY = {
    "a": "fifty: the theorem promises some width, and names none. A function that wiggles a thousand times "
    "needs far more than fifty units.",
    "b": "fifty: any non-polynomial activation will do, but how many units it takes depends on f and ε. The "
    "theorem gives no number.",
    "c": "fifty: for a gentle f fifty units are plenty, so the contrary is not proved either. The width may "
    "be small or huge; the theorems do not say.",
}
SQUARES = {
    "a": "squares: z² does not level off, so Cybenko's theorem does not apply to it. Look at what a sum of "
    "squares can be at all.",
    "b": "squares: the theorem of 1993 asks for an activation that is no polynomial, and z² is one. A "
    "million such units still add up to a parabola.",
    "d": "squares: this one is settled. Each unit is a parabola in x, and so is their sum, however wide the "
    "network: most functions stay out of reach.",
}
UNSEEN = {
    "a": "unseen: the theorem compares the network with f at every point of the interval, and knows no "
    "samples. Fitting a hundred of them says nothing about the places between.",
    "b": "unseen: that is a statement about generalisation, and this theorem is about existence. A network "
    "can hit every sample and swing wildly between two of them.",
    "c": "unseen: with enough samples of a smooth f the fit is often good in between, so it is not "
    "disproved. The theorems do not speak of samples at all.",
}


# Two claims to a check, with different answers: no single letter passes.
@theorem.check("sigmoids, and finding the weights")
def theorem_sigmoids(learner, case):
    case.expect_choice("sigmoids", learner["sigmoids"], "a", SIGMOIDS)
    case.expect_choice("descent", learner["descent"], "d", DESCENT)


@theorem.check("hinges, and how many units it takes")
def theorem_hinges(learner, case):
    case.expect_choice("hinges", learner["hinges"], "b", HINGES)
    case.expect_choice("fifty", learner["fifty"], "d", FIFTY)


@theorem.check("squares, and points between the samples")
def theorem_squares(learner, case):
    case.expect_choice("squares", learner["squares"], "c", SQUARES)
    case.expect_choice("unseen", learner["unseen"], "d", UNSEEN)
