"""What the problems of this set share: two-layer networks of nnkit, and numbers that follow from others."""

import copy
import functools

import numpy as np

from nnkit import Network

ROUNDED = 0.002  # three decimals, and a slip of the last digit


def network(W1, b1, W2, b2, phi):
    """Return nnkit's two-layer network with these parameters: φ in the hidden layer, linear output."""
    net = Network.mlp([W1.shape[1], *W2.shape[::-1]], phi, rng=np.random.default_rng(0))
    net[1].W, net[1].b, net[2].W, net[2].b = W1, b1, W2, b2
    return net


def batch(case, N, n_in, M, K):
    """Draw inputs, targets and the parameters of two layers: x, y, W1, b1, W2, b2."""
    draw = case.rng.standard_normal
    return draw((N, n_in)), draw((N, K)), draw((M, n_in)), draw(M), draw((K, M)), draw(K)


def in_turn(steps, given, changed):
    """Work through steps (name -> formula), each from the given numbers and the results before it.

    ``changed`` puts other formulas in the place of some: what comes later is worked out from the wrong ones.
    """
    found = dict(given)
    for name, formula in {**steps, **changed}.items():  # a changed step keeps its place
        found[name] = formula(found)
    return {name: found[name] for name in steps}


def tell_apart(steps, given, slips):
    """Tell whether each slip shows in its first wrong result, and no two that start there look alike."""
    right = in_turn(steps, given, {})
    groups = {}
    for slip in slips:
        answers = slip.answers_for(given)
        first = next((name for name in steps if not np.array_equal(answers[name], right[name])), None)
        if first is None:
            return False
        groups.setdefault(first, [right[first]]).append(answers[first])
    return all(differ(a, b) for group in groups.values() for i, a in enumerate(group) for b in group[:i])


def differ(a, b):
    """Tell whether two results are of different shapes, or further apart than rounding explains."""
    return np.shape(a) != np.shape(b) or np.max(np.abs(np.subtract(a, b))) > 4 * ROUNDED


def drawn_once(draw):
    """Turn ``draw(rng)`` into one that remembers: numbers that were hard to find are found once only."""

    @functools.lru_cache(maxsize=64)
    def drawn(seed):
        return draw(np.random.default_rng(seed))

    return lambda rng: copy.deepcopy(drawn(int(rng.integers(2**62))))
