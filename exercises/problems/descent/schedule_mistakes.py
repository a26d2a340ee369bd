"""What goes wrong with a warm-up and a cosine: wrong programs, each with its sentence."""

import math

from .schedule import right_schedule, schedule_


def wave(share, eta):
    """Return half a cosine wave from eta, at share 0, to 0, at share 1."""
    return eta * (1 + math.cos(math.pi * share)) / 2


def add(id, sentence, formula, rise=right_schedule, fall=right_schedule):
    """Add a schedule with another warm-up or another fall, each of (t, total, warmup, eta)."""

    @schedule_.misconception(id, sentence, formula)
    def schedule(t, total, warmup, eta):
        return (rise if t < warmup else fall)(t, total, warmup, eta)


def add_wave(id, sentence, formula, of_share):
    """Add a schedule that falls by another rule: ``of_share(share, eta)``."""
    add(id, sentence, formula, fall=lambda t, total, w, eta: of_share((t - w) / (total - w), eta))


# the warm-up --------------------------------------------------------------------------------------------

add(
    "constant_warmup",
    "You hold eta during the warm-up. The point of it is to begin with small steps: it rises in a straight "
    "line, from 0.",
    "η · t / warmup for t < warmup, not η",
    rise=lambda t, total, w, eta: eta,
)
add(
    "counted_from_1",
    "Your warm-up is one update ahead. Here it begins at exactly 0, at t = 0, and reaches eta at t = warmup.",
    "η · t / warmup, not η · (t + 1) / warmup",
    rise=lambda t, total, w, eta: eta * (t + 1) / w,
)
add(
    "whole_numbers",
    "Your learning rate is 0 until the warm-up is over. `//` does that: it cuts t / warmup down to a whole "
    "number.",
    "η · t / warmup, not η · ⌊t / warmup⌋",
    rise=lambda t, total, w, eta: 0.0,
)
add(
    "warms_down",
    "Your warm-up begins at eta and goes down to 0. It goes the other way, from 0 up to eta.",
    "η · t / warmup, not η · (1 − t / warmup)",
    rise=lambda t, total, w, eta: eta * (1 - t / w),
)
add(
    "warmup_of_total",
    "You divided by `total`, so the warm-up only gets as far as the part warmup / total of eta. At t = "
    "warmup it has to be all of eta.",
    "η · t / warmup, not η · t / total",
    rise=lambda t, total, w, eta: eta * t / total,
)
add(
    "warmup_of_nothing",
    "With `warmup = 0` you divide 0 by 0. At t = warmup the fall gives eta already: use the formula of the "
    "warm-up only while t is below it.",
    "η · t / warmup for t < warmup, not t ≤ warmup",
    fall=lambda t, total, w, eta: eta * t / w if t == w else right_schedule(t, total, w, eta),
)
add(
    "no_warmup",
    "There is no warm-up in this: the fall begins at t = 0. Until t = warmup the learning rate rises.",
    "η · t / warmup for t < warmup",
    rise=lambda t, total, w, eta: wave(t / total, eta),
    fall=lambda t, total, w, eta: wave(t / total, eta),
)
add(
    "product",
    "You multiplied the warm-up by a fall that begins at t = 0. At t = warmup the fall has taken its share "
    "already, and eta is never reached: one phase comes after the other.",
    "first η · t / warmup, then the fall, which begins at t = warmup",
    rise=lambda t, total, w, eta: t / w * wave(t / total, eta),
    fall=lambda t, total, w, eta: wave(t / total, eta),
)

# the fall -----------------------------------------------------------------------------------------------

add(
    "clock_from_0",
    "Your fall counts from t = 0, so when the warm-up is over part of it has passed, and the learning rate "
    "drops at once. Its share is 0 at t = warmup.",
    "share = (t − warmup) / (total − warmup), not t / total",
    fall=lambda t, total, w, eta: wave(t / total, eta),
)
add(
    "never_down",
    "Your fall does not arrive at 0. It begins at t = warmup, so it is only total − warmup updates long: "
    "divide by that.",
    "share = (t − warmup) / (total − warmup), not (t − warmup) / total",
    fall=lambda t, total, w, eta: wave((t - w) / total, eta),
)
add(
    "not_shifted",
    "You divided by the length of the fall, but counted t from 0. The share is 0 at t = warmup: subtract "
    "`warmup` from t as well.",
    "share = (t − warmup) / (total − warmup), not t / (total − warmup)",
    fall=lambda t, total, w, eta: wave(t / (total - w), eta),
)
add_wave(
    "quarter_wave",
    "You took a quarter of a wave: midway your learning rate is still 0.71 eta, and it is half of eta that "
    "is asked for. Half a wave goes from 1 to −1, and is lifted and halved.",
    "η · (1 + cos(π · share)) / 2, not η · cos(π/2 · share)",
    lambda share, eta: eta * math.cos(math.pi / 2 * share),
)
add_wave(
    "whole_wave",
    "You went through a whole wave, down to 0 midway and up to eta again. Half of one is enough, an angle of "
    "π.",
    "cos(π · share), not cos(2π · share)",
    lambda share, eta: wave(2 * share, eta),
)
add_wave(
    "below_0",
    "Your learning rate goes down to −eta, and with a negative one the steps lead uphill. Lift the cosine by "
    "1, then halve it.",
    "η · (1 + cos(π · share)) / 2, not η · cos(π · share)",
    lambda share, eta: eta * math.cos(math.pi * share),
)
add_wave(
    "not_halved",
    "Your fall begins at twice eta, because 1 + cos is 2 at the top. Halve it.",
    "η · (1 + cos(π · share)) / 2",
    lambda share, eta: eta * (1 + math.cos(math.pi * share)),
)
add_wave(
    "rises",
    "After the warm-up your learning rate begins at 0 and rises. With 1 minus the cosine it goes up; with 1 "
    "plus the cosine, down.",
    "η · (1 + cos(π · share)) / 2, not η · (1 − cos(π · share)) / 2",
    lambda share, eta: eta - wave(share, eta),
)
add_wave(
    "straight",
    "Your fall is a straight line. Half a cosine wave is asked for: it begins and ends gently, and is steep "
    "only in the middle.",
    "η · (1 + cos(π · share)) / 2, not η · (1 − share)",
    lambda share, eta: eta * (1 - share),
)
add_wave(
    "degrees",
    "You gave the cosine degrees. `np.cos` takes radians, and half a wave is an angle of π, not of 180.",
    "cos(π · share), not cos(180 · share)",
    lambda share, eta: eta * (1 + math.cos(180 * share)) / 2,
)
add_wave(
    "held",
    "After the warm-up your learning rate stays at eta. From there it has to fall to 0.",
    "η · (1 + cos(π · share)) / 2",
    lambda share, eta: eta,
)
add(
    "no_eta",
    "You left eta out, so the top is always 1. It multiplies both phases.",
    "η · t / warmup, η · (1 + cos(π · share)) / 2",
    rise=lambda t, total, w, eta: right_schedule(t, total, w, 1.0),
    fall=lambda t, total, w, eta: right_schedule(t, total, w, 1.0),
)
