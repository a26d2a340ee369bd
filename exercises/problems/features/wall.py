"""The linear wall: what a line separates, what new coordinates do, and why affine layers do not help."""

from nnkit.grading import Problem

wall = Problem(
    id="features.wall",
    title="The linear wall",
    concept=15,
    points=2,
    kind="choice",
    names=("separable", "coordinates", "affine", "learned"),
    hints=(
        "A line can separate two sets exactly when their outlines, each drawn as tight as a rubber band, "
        "do not overlap.",
        "An affine map keeps straight lines straight. A feature map that bends does not, and that is its "
        "use.",
        "Draw it: four corners and their diagonals, a ring around a disc, two heaps. Then follow a "
        "straight line through two affine maps, one after the other.",
    ),
)

SEPARABLE = {
    "a": "separable: the ring goes all the way round the disc, so its rubber band covers the disc. Every "
    "line that keeps the disc on one side keeps part of the ring there too.",
    "b": "separable: the diagonals of the square cross, so do the two rubber bands. Three corners of "
    "four is the best that a line can do.",
    "c": "separable: each arm winds around the other. The rubber band of one covers most of the other.",
}
COORDINATES = {
    "a": "coordinates: the line is still yours to choose. What the map changes is the space in which it is "
    "drawn: a straight line there is a curve here.",
    "c": "coordinates: no point is lost or moved to the other class. Each one only gets new coordinates.",
    "d": "coordinates: more coordinates alone would not do: 2·x1 or x1 + x2 are new columns, and nothing "
    "to a line. What counts is that the map is not affine.",
}
AFFINE = {
    "a": "affine: two lines would need a bend between the layers that keeps them apart. Without it the "
    "second layer only mixes the first into one weighted sum.",
    "b": "affine: the product of the two weight matrices is a matrix like any other, with no squares of "
    "x in it.",
    "d": "affine: fewer or more hidden units make no difference. The product W2 W1 has the shape of a "
    "single layer's weights, whatever is in between.",
}
LEARNED = {
    "b": "learned: a linear head is all that either has. The difference lies in where its input comes from.",
    "c": "learned: both kinds can bend; x1² is as far from affine as a ReLU.",
    "d": "learned: no map can promise that. A learned one can even fail to find a separation that "
    "exists, or fit the noise.",
}


# Two questions to a check, with different answers: no single letter passes.
@wall.check("lines and coordinates")
def wall_lines(learner, case):
    case.expect_choice("separable", learner["separable"], "d", SEPARABLE)
    case.expect_choice("coordinates", learner["coordinates"], "b", COORDINATES)


@wall.check("layers and maps")
def wall_layers(learner, case):
    case.expect_choice("affine", learner["affine"], "c", AFFINE)
    case.expect_choice("learned", learner["learned"], "a", LEARNED)
