"""Put the lines of a forward pass in order, unit by unit."""

from nnkit.grading import Problem

order = Problem(
    id="layers.order",
    title="One layer after another",
    concept=1,
    points=2,
    kind="order",
    names=("order",),
    hints=(
        "A line can run once everything on its right-hand side exists. Ask of each line what it reads, and "
        "which line makes that.",
        "Three layers: p and q read x; r and s read p and q; y reads r and s. Inside one layer the order "
        "does not matter.",
        "The empty cache can come anywhere before its first use. A line that stores a layer needs the cache "
        "and both units of that layer. What does the last line need? All the rest.",
    ),
)

LINES = "ABCDEFGHI"
FIRST = "{} reads both units of the first hidden layer, p and q. One of them does not exist yet."
SECOND = "The output y reads both units of the second hidden layer, r and s. One of them does not exist yet."
UNITS = {  # (earlier, later): which is needed, and by which
    ("D", "B"): FIRST.format("r"),
    ("G", "B"): FIRST.format("r"),
    ("D", "F"): FIRST.format("s"),
    ("G", "F"): FIRST.format("s"),
    ("B", "A"): SECOND,
    ("F", "A"): SECOND,
    ("A", "C"): "`return` ends the pass before there is a y to give back.",
}
CACHE = {
    ("I", "E"): "The second hidden layer is stored in a cache that does not exist yet.",
    ("I", "H"): "The first hidden layer is stored in a cache that does not exist yet.",
    ("D", "H"): "The first hidden layer is stored before p is computed.",
    ("G", "H"): "The first hidden layer is stored before q is computed.",
    ("B", "E"): "The second hidden layer is stored before r is computed.",
    ("F", "E"): "The second hidden layer is stored before s is computed.",
    ("H", "C"): "`return` comes before the first hidden layer is stored: no line after it is ever run.",
    ("E", "C"): "`return` comes before the second hidden layer is stored: no line after it is ever run.",
}


def letters(learner):
    """Return the order; spaces and commas between the letters of a text do not count."""
    got = learner["order"]
    return [sign for sign in got if sign.isalnum()] if isinstance(got, str) else got


@order.check("each unit after those that it reads")
def order_units(learner, case):
    case.expect_order("order", letters(learner), LINES, UNITS)


@order.check("the cache: made, filled, returned")
def order_cache(learner, case):
    case.expect_order("order", letters(learner), LINES, CACHE)
