"""One epoch, dealt out in shuffled batches."""

import numpy as np
import pytest

import nnkit as nn


@pytest.mark.parametrize(
    ("n", "size", "lengths"), [(10, 4, [4, 4, 2]), (8, 4, [4, 4]), (3, 5, [3]), (1, 1, [1])]
)
def test_every_example_comes_exactly_once(n, size, lengths):
    batches = list(nn.minibatches(n, size, np.random.default_rng(0)))
    assert [len(batch) for batch in batches] == lengths
    assert sorted(np.concatenate(batches)) == list(range(n))
    assert {batch.dtype for batch in batches} == {np.dtype(np.int64)}


def test_fifty_thousand_examples_in_batches_of_fifty_make_a_thousand_updates():
    assert sum(1 for _ in nn.minibatches(50_000, 50, np.random.default_rng(0))) == 1000


def test_the_order_comes_from_the_generator_and_changes_from_epoch_to_epoch():
    def epoch(rng):
        return np.concatenate(list(nn.minibatches(100, 7, rng))).tolist()

    rng = np.random.default_rng(0)
    first, second = epoch(rng), epoch(rng)
    assert first == epoch(np.random.default_rng(0))
    assert first != second
    assert first != sorted(first)


def test_wrong_arguments_are_refused_at_the_call():
    rng = np.random.default_rng(0)
    with pytest.raises(
        nn.SettingError, match=r"expects n to be a whole number of at least 1, got 0. Write len\(x\)"
    ):
        nn.minibatches(0, 4, rng)
    with pytest.raises(nn.SettingError, match=r"expects n to be .* got ndarray. Write len\(x\)"):
        nn.minibatches(np.zeros((5, 2)), 4, rng)
    with pytest.raises(nn.SettingError, match=r"batch_size to be a whole number of at least 1, got -1"):
        nn.minibatches(5, -1, rng)
    with pytest.raises(nn.SettingError, match=r"minibatches expects rng, .* got int"):
        nn.minibatches(5, 2, 0)
