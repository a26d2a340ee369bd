"""What goes wrong in dW and db of one layer: wrong programs for dense_backward, each with its sentence."""

import numpy as np

from .dense_backward import dense_backward_, right_dense_backward


def each(dW=None, db=None, back=None):
    """Make a wrong dense_backward: other functions of (delta, a_prev, W) for some of the three results."""

    def dense_backward(delta, a_prev, W):
        results = right_dense_backward(delta, a_prev, W)
        wrong = (dW, db, back)
        return [other(delta, a_prev, W) if other else r for other, r in zip(wrong, results, strict=True)]

    return dense_backward


def add(id, sentence, formula, wrong):
    dense_backward_.misconception(id, sentence, formula)(wrong)


add(
    "dW_transposed",
    "You multiplied the right two arrays the other way round, and got the transpose of dW. It is subtracted "
    "from W, so it has W's shape: a row for each unit.",
    "dW = δᵀ a_prev, not a_prevᵀ δ",
    each(dW=lambda d, a, W: a.T @ d),
)
add(
    "not_transposed",
    "You left out the transpose. Then the product pairs the units of one with the samples of the other; "
    "turn delta round, and the samples meet the samples.",
    "dW = δᵀ a_prev, not δ a_prev",
    each(dW=lambda d, a, W: d @ a),
)
add(
    "entry_by_entry",
    "You multiplied delta and a_prev entry by entry. Every unit meets every input: that is a table of "
    "products for each sample, and the tables are added up.",
    "dW_ij = Σ_n δ_ni a_nj",
    each(dW=lambda d, a, W: d * a),
)
add(
    "one_for_each_sample",
    "You kept a table of weight gradients for each sample. All samples share one W, so their tables are "
    "added up.",
    "dW_ij = Σ_n δ_ni a_nj",
    each(dW=lambda d, a, W: d[:, :, np.newaxis] * a[:, np.newaxis, :]),
)
add(
    "first_sample",
    "You used the first sample only. Every sample adds its share to dW and db.",
    "dW_ij = Σ_n δ_ni a_nj, db_i = Σ_n δ_ni",
    each(dW=lambda d, a, W: np.outer(d[0], a[0]), db=lambda d, a, W: d[0]),
)
LAST_SAMPLE = (
    "Only the last sample is left: each one overwrites what those before it gave. Every sample adds its "
    "share, so begin with zeros and use `+=`.",
    "dW_ij = Σ_n δ_ni a_nj, db_i = Σ_n δ_ni",
)
add("last_sample", *LAST_SAMPLE, each(dW=lambda d, a, W: np.outer(d[-1], a[-1]), db=lambda d, a, W: d[-1]))
add("last_sample_in_dW", *LAST_SAMPLE, each(dW=lambda d, a, W: np.outer(d[-1], a[-1])))
add(
    "weights_for_activations",
    "You put W where a_prev belongs. A weight's gradient holds what the weight multiplies, never the weight "
    "itself.",
    "dW = δᵀ a_prev",
    each(dW=lambda d, a, W: d.sum(axis=0)[:, np.newaxis] * W),
)
add(
    "averaged",
    "You divided dW and db by N. The delta that comes in belongs to the mean loss, so its 1/N is in it "
    "already; a second one makes every step N times too small.",
    "dW = δᵀ a_prev, db = Σ_n δ_n, with δ = ∂L/∂z of the mean loss",
    each(dW=lambda d, a, W: d.T @ a / len(d), db=lambda d, a, W: d.mean(axis=0)),
)
add(
    "all_averaged",
    "You divided all three by N. The delta that comes in belongs to the mean loss, so its 1/N is in it "
    "already, and each further layer would divide once more.",
    "no 1/N: δ = ∂L/∂z of the mean loss has it already",
    each(
        dW=lambda d, a, W: d.T @ a / len(d),
        db=lambda d, a, W: d.mean(axis=0),
        back=lambda d, a, W: d @ W / len(d),
    ),
)
add(
    "dW_averaged",
    "You divided dW by N, and db not. The 1/N of the mean loss is in delta already, so neither needs it.",
    "dW = δᵀ a_prev, not δᵀ a_prev / N",
    each(dW=lambda d, a, W: d.T @ a / len(d)),
)
add(
    "db_averaged",
    "Your dW adds up over the samples, and your db takes their mean. The 1/N of the mean loss is in delta "
    "already: both are sums.",
    "db = Σ_n δ_n, not (1/N) Σ_n δ_n",
    each(db=lambda d, a, W: d.mean(axis=0)),
)
add(
    "db_not_summed",
    "You returned delta itself for db. That is one bias gradient for each sample; b has one entry for each "
    "unit, which all samples share.",
    "db_i = Σ_n δ_ni",
    each(db=lambda d, a, W: d),
)
add(
    "db_over_units",
    "You summed along the rows, over the units, which leaves one number for each sample. A bias belongs to "
    "its unit: sum down the columns, over the samples.",
    "db_i = Σ_n δ_ni, not Σ_i δ_ni",
    each(db=lambda d, a, W: d.sum(axis=1)),
)
add(
    "db_one_number",
    "You summed all of delta into one number. Each unit has a bias of its own, so give the sum an axis.",
    "db_i = Σ_n δ_ni",
    each(db=lambda d, a, W: d.sum()),
)
add(
    "db_two_axes",
    "You kept the axis over which you summed. b is (n_out,), so db has a single axis too.",
    "db is (n_out,), not (1, n_out)",
    each(db=lambda d, a, W: d.sum(axis=0, keepdims=True)),
)
add(
    "db_ones",
    "You gave the local slope of a bias, which is 1 for every sample. The chain multiplies it by delta.",
    "db_i = Σ_n δ_ni · 1",
    each(db=lambda d, a, W: np.full(len(W), float(len(d)))),
)
add(
    "descent",
    "You flipped the sign of dW and db. The minus belongs to the step, W − eta · dW; these are the gradients "
    "themselves.",
    "dW = δᵀ a_prev, db = Σ_n δ_n",
    each(dW=lambda d, a, W: -d.T @ a, db=lambda d, a, W: -d.sum(axis=0)),
)


def add_order(id, order, names):
    @dense_backward_.misconception(
        id,
        f"The three results are right, but they come in the order {names}. dW comes first, then db, then "
        "grad_a_prev.",
        "return dW, db, ∂L/∂a_prev",
    )
    def dense_backward(delta, a_prev, W):
        results = right_dense_backward(delta, a_prev, W)
        return [results[i] for i in order]


add_order("back_first", (2, 0, 1), "grad_a_prev, dW, db")
add_order("db_first", (1, 0, 2), "db, dW, grad_a_prev")
