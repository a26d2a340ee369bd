"""What each of the special layers computes, by hand and by simulation."""

import gc
import tracemalloc

import numpy as np
import pytest

import nnkit as nn


def rng(seed=0):
    return np.random.default_rng(seed)


def only(layer, **kwargs):
    return nn.Network([layer], rng=rng(), **kwargs)


# Activate and PReLU --------------------------------------------------------------------------------------


def test_an_activation_as_a_layer_of_its_own_is_the_same_as_inside_dense():
    together = nn.Network([nn.Dense(3, 4, "silu"), nn.Dense(4, 1)], rng=rng(), dtype=np.float64)
    apart = nn.Network([nn.Dense(3, 4), nn.Activate(4, "silu"), nn.Dense(4, 1)], rng=rng())
    apart.theta = together.theta
    x, delta = rng(1).normal(size=(5, 3)), rng(2).normal(size=(5, 1))
    np.testing.assert_array_equal(apart.forward(x), together.forward(x))
    np.testing.assert_allclose(apart.backward(delta), together.backward(delta), rtol=1e-14)
    np.testing.assert_allclose(apart[2].delta, together[1].delta, rtol=1e-14)


def test_prelu_by_hand():
    net = only(nn.PReLU(2))
    assert net[1].alpha.tolist() == [0.25, 0.25]
    net[1].alpha = [0.5, 2.0]
    x = np.array([[4.0, -1.0], [-2.0, -3.0], [0.0, 5.0]])
    assert net(x).tolist() == net.forward(x).tolist() == [[4, -2], [-1, -6], [0, 5]]
    net.backward([[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]], input_gradient=True)
    assert net[1].dalpha.tolist() == [2 * -2, 10 * -1 + 20 * -3]
    assert net[0].delta.tolist() == [[1, 20], [1, 40], [1.5, 30]]  # at the kink the slope of the left


def test_a_shared_slope_gathers_the_gradients_of_all_units():
    one, each = only(nn.PReLU(3, shared=True, start=0.1)), only(nn.PReLU(3, start=0.1))
    x, delta = rng(1).normal(size=(6, 3)), rng(2).normal(size=(6, 3))
    np.testing.assert_array_equal(one.forward(x), each.forward(x))
    one.backward(delta)
    each.backward(delta)
    assert (one.n_params, each.n_params) == (1, 3)
    np.testing.assert_allclose(one[1].dalpha, [each[1].dalpha.sum()], rtol=1e-14)


def test_prelu_with_a_fixed_slope_is_leaky_relu():
    x = rng().normal(size=(5, 4))
    np.testing.assert_allclose(only(nn.PReLU(4, start=0.1))(x), nn.leaky_relu.with_(alpha=0.1)(x), rtol=1e-15)


# Dropout -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("p", [0.0, 0.2, 0.5, 0.9])
def test_dropout_drops_a_share_of_p_and_keeps_the_mean(p):
    net, x = only(nn.Dropout(1000, p)), np.ones((1000, 1000))
    a = net.forward(x)
    # a million draws: five standard deviations, so one run in 1.7 million would fail by chance
    assert abs((a == 0).mean() - p) <= 5 * np.sqrt(p * (1 - p) / 1e6)
    assert abs(a.mean() - 1) <= 5 * np.sqrt(p / (1 - p) / 1e6)
    np.testing.assert_allclose(a[net[1].mask], 1 / (1 - p), rtol=1e-15)
    assert not a[~net[1].mask].any()


def test_dropout_sends_back_through_the_mask_it_used():
    net = only(nn.Dropout(50, 0.25))
    net.forward(np.ones((8, 50)))
    net.backward(np.ones((8, 50)), input_gradient=True)
    np.testing.assert_allclose(net[0].delta, net[1].mask / 0.75, rtol=1e-15)


def test_dropout_draws_a_new_mask_each_time_and_the_same_ones_from_the_same_seed():
    x, runs = np.ones((4, 30)), []
    for _ in range(2):
        net = only(nn.Dropout(30))
        runs.append([net.forward(x).copy() for _ in range(3)])
    np.testing.assert_array_equal(*runs)
    assert (runs[0][0] != runs[0][1]).any()
    narrow = only(nn.Dropout(30), dtype=np.float32)
    np.testing.assert_array_equal(narrow.forward(x), runs[0][0])  # 0 and 2 are exact in both dtypes


def test_two_dropout_layers_draw_different_masks():
    net = nn.Network([nn.Dropout(40), nn.Dropout(40)], rng=rng())
    net.forward(np.ones((20, 40)))
    assert (net[1].mask != net[2].mask).any()


def test_dropout_leaves_the_first_weights_and_the_shuffling_as_they_would_be_without():
    one, other = rng(), rng()
    without = nn.Network([nn.Dense(3, 4), nn.Dense(4, 2)], rng=one)
    drop = nn.Network([nn.Dense(3, 4), nn.Dropout(4), nn.Dense(4, 2)], rng=other)
    np.testing.assert_array_equal(drop.theta, without.theta)
    drop.forward(np.ones((5, 3)))
    assert one.random() == other.random()


def test_evaluation_drops_nothing_draws_nothing_and_gives_a_new_array():
    net, x = only(nn.Dropout(6)), rng().normal(size=(4, 6))
    state = net[1].rng.bit_generator.state
    np.testing.assert_array_equal(net(x), x)
    assert not np.shares_memory(net(x), x)
    assert net[1].rng.bit_generator.state == state


def test_a_generator_of_ones_own_may_be_assigned():
    net = only(nn.Dropout(30))
    masks = []
    for _ in range(2):
        net[1].rng = rng(7)
        net.forward(np.ones((4, 30)))
        masks.append(net[1].mask.copy())
    np.testing.assert_array_equal(*masks)


# Residual ------------------------------------------------------------------------------------------------


def test_a_residual_block_adds_its_input():
    inner = nn.Network([nn.Dense(3, 5, "tanh"), nn.Dense(5, 3)], rng=rng())
    net = only(nn.Residual([nn.Dense(3, 5, "tanh"), nn.Dense(5, 3)]))
    np.testing.assert_array_equal(net.theta, inner.theta)
    x = rng(1).normal(size=(4, 3))
    np.testing.assert_allclose(net(x), x + inner(x), rtol=1e-15)
    np.testing.assert_array_equal(net.forward(x), net(x))


def test_the_parameters_of_a_block_are_views_of_theta_by_number_and_name():
    net = nn.Network(
        [nn.Dense(2, 3), nn.Residual([nn.Dense(3, 4, "relu"), nn.PReLU(4), nn.Dense(4, 3)])], rng=rng()
    )
    assert list(net[2].shapes) == ["1.W", "1.b", "2.alpha", "3.W", "3.b"]
    assert net.n_params == 9 + 16 + 4 + 15
    net.theta[9:] = np.arange(35)
    assert net[2].layers[0].W.ravel().tolist() == list(range(12))
    assert net[2].parameters["3.b"].tolist() == [32, 33, 34]
    assert np.shares_memory(net[2].layers[2].dW, net.grad)
    assert np.shares_memory(net.astype(np.float32)[2].layers[1].alpha, net.theta) is False


def test_a_block_of_zeros_is_the_identity_both_ways():
    block = nn.Residual([nn.Dense(3, 3, "tanh", init=nn.init.zeros)])
    net, x = only(block), rng().normal(size=(4, 3))
    np.testing.assert_array_equal(net.forward(x), x)
    delta = rng(1).normal(size=(4, 3))
    net.backward(delta, input_gradient=True)
    np.testing.assert_array_equal(net[0].delta, delta)


def test_residuals_keep_the_gradient_alive_through_fifty_layers():
    def size_of_the_first_gradient(wrap):
        layers = [wrap(nn.Dense(10, 10, "sigmoid")) for _ in range(50)]
        net = nn.Network([nn.Dense(10, 10), *layers], rng=rng())
        net.forward(rng(1).normal(size=(8, 10)))
        net.backward(np.ones((8, 10)) / 8)
        return np.linalg.norm(net[1].dW)

    assert size_of_the_first_gradient(lambda layer: layer) < 1e-20  # each sigmoid takes at least 3/4 away
    assert size_of_the_first_gradient(lambda layer: nn.Residual([layer])) > 1


# Embedding -----------------------------------------------------------------------------------------------


def test_an_embedding_is_a_product_with_one_hot_rows():
    net = only(nn.Embedding(5, 3, window=2))
    words = np.array([[4, 0], [1, 1]])
    a = net.forward(words)
    E = net[1].E
    np.testing.assert_array_equal(a, np.hstack([nn.one_hot(words[:, k], 5) @ E for k in (0, 1)]))
    np.testing.assert_array_equal(net(words), a)
    net.backward([[1, 2, 3, 4, 5, 6], [10, 20, 30, 40, 50, 60]])
    assert net[1].dE.tolist() == [[4, 5, 6], [50, 70, 90], [0, 0, 0], [0, 0, 0], [1, 2, 3]]


def test_the_gradient_of_words_of_an_earlier_batch_is_gone():
    net = only(nn.Embedding(4, 1))
    for word in (0, 3):
        net.forward([[word]])
        net.backward([[1.0]])
    assert net[1].dE.ravel().tolist() == [0, 0, 0, 1]


@pytest.mark.parametrize("dtype", [np.uint8, np.int32, np.int64])
def test_the_input_of_an_embedding_stays_whole_numbers(dtype):
    net = nn.Network([nn.Embedding(300, 2, window=3), nn.Dense(6, 1)], rng=rng(), dtype=np.float32)
    net.forward(np.array([[0, 1, 200]], dtype=dtype))
    assert net[0].a.dtype == np.int64
    assert net[1].a.dtype == net.dtype == np.float32


def test_word_vectors_start_with_variance_one():
    E = only(nn.Embedding(400, 100))[1].E
    assert E.var() == pytest.approx(1, abs=5 * np.sqrt(2 / E.size))  # five standard deviations
    assert not only(nn.Embedding(4, 2, init=nn.init.zeros)).theta.any()


def test_a_window_of_words_tells_whether_its_centre_is_a_place():
    # words 0 to 4 are places whatever stands beside them; so is every word after word 19, which is "in"
    r, n = rng(3), 600
    words = r.integers(0, 19, size=(n, 5))
    words[:, 2] = r.integers(0, 10, size=n)
    words[r.random(n) < 0.5, 1] = 19
    y = (words[:, 2] < 5) | (words[:, 1] == 19)
    net = nn.Network([nn.Embedding(20, 4, window=5), nn.Dense(20, 16, "tanh"), nn.Dense(16, 1)], rng=r)
    loss, sgd = nn.SigmoidCrossEntropy(), nn.SGD(0.5, momentum=0.9)
    before = net[1].E.copy()
    for _ in range(20):
        for batch in nn.minibatches(400, 32, r):
            sgd.step(net.theta, net.backward(loss.delta(net.forward(words[batch]), y[batch])))
    assert np.mean((net(words[400:])[:, 0] > 0) == y[400:]) > 0.97
    assert (before != net[1].E).any()


# FunctionLayer and Activation.of -------------------------------------------------------------------------


def test_a_dense_layer_of_ones_own_is_a_dense_layer():
    def forward(a_prev, W, b):
        return np.tanh(a_prev @ W.T + b)

    def backward(grad_a, a_prev, W, b):
        delta = grad_a * (1 - np.tanh(a_prev @ W.T + b) ** 2)
        return delta @ W, delta.T @ a_prev, delta.sum(axis=0)

    theirs = nn.Network([nn.Dense(3, 4, "tanh"), nn.Dense(4, 1)], rng=rng())
    own = nn.FunctionLayer(3, 4, forward, backward, W=theirs[1].W, b=theirs[1].b)
    mine = nn.Network([own, nn.Dense(4, 1)], rng=rng())
    mine.theta = theirs.theta
    x, delta = rng(1).normal(size=(5, 3)), np.ones((5, 1))
    np.testing.assert_allclose(mine.forward(x), theirs.forward(x), rtol=1e-14)
    np.testing.assert_allclose(mine.backward(delta), theirs.backward(delta), rtol=1e-13, atol=1e-15)
    assert [*mine[1].shapes] == ["W", "b"]


def test_the_first_values_of_a_function_layer_are_copied_into_theta():
    A = np.array([[1.0, 2.0]])
    net = only(nn.FunctionLayer(2, 1, lambda x, A: x @ A.T, lambda g, x, A: (g @ A, g.T @ x), A=A))
    assert net.theta.tolist() == [1, 2]
    net.theta[:] = 0
    assert A.tolist() == [[1, 2]]


def test_a_function_that_returns_its_argument_does_not_alias_it():
    net, x = only(nn.FunctionLayer(2, 2, lambda x: x, lambda g, x: g)), np.ones((3, 2))
    assert not np.shares_memory(net(x), x)
    assert not np.shares_memory(net.forward(x), x)


def test_an_activation_of_two_functions_works_wherever_one_of_ours_does():
    def my_tanh(z):
        return np.tanh(z)

    def my_slope(z):
        return 1 - np.tanh(z) ** 2

    mine = nn.Activation.of(my_tanh, my_slope)
    nets = [nn.Network.mlp([2, 5, 1], phi, rng=rng()) for phi in (mine, nn.tanh)]
    x = rng(1).normal(size=(4, 2))
    np.testing.assert_array_equal(nets[0].forward(x), nets[1].forward(x))
    np.testing.assert_allclose(
        nets[0].backward(np.ones((4, 1))), nets[1].backward(np.ones((4, 1))), rtol=1e-14
    )
    assert repr(nets[0][1]) == "Dense(2, 5, my_tanh)"
    assert mine == nn.Activation.of(my_tanh, my_slope) != nn.Activation.of(my_tanh, my_tanh)
    z = np.array([-1.0, 2.0], dtype=np.float32)
    assert mine(z).dtype == mine.prime(z).dtype == np.float32
    out = np.empty(2)
    assert mine([0.5, 1.0], out=out) is out


def test_he_draws_the_first_weights_of_a_rectifier_of_ones_own():
    def my_relu(z):
        return np.maximum(z, 0)

    for rectifies, rule in ((True, nn.init.he_normal), (False, nn.init.xavier_normal)):
        phi = nn.Activation.of(my_relu, lambda z: z > 0, rectifies=rectifies)
        W = nn.Network([nn.Dense(9, 5, phi)], rng=rng())[1].W
        np.testing.assert_array_equal(W, rule(rng(), 5, 9))


# All of them ---------------------------------------------------------------------------------------------

EVERY = {
    "activate": lambda: nn.Activate(4, "gelu"),
    "prelu": lambda: nn.PReLU(4),
    "dropout": lambda: nn.Dropout(4),
    "batch_norm": lambda: nn.BatchNorm(4),
    "layer_norm": lambda: nn.LayerNorm(4),
    "residual": lambda: nn.Residual([nn.Dense(4, 4, "tanh"), nn.BatchNorm(4), nn.Dropout(4), nn.PReLU(4)]),
    "function": lambda: nn.FunctionLayer(4, 4, lambda x: 2.0 * np.sin(x), lambda g, x: 2.0 * g * np.cos(x)),
    "of_two": lambda: nn.Activate(4, nn.Activation.of(lambda z: z**2 * np.float64(1), lambda z: 2 * z)),
}


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", EVERY)
def test_one_dtype_from_end_to_end(name, dtype):
    net = nn.Network([nn.Dense(3, 4), EVERY[name](), nn.Dense(4, 2)], rng=rng(), dtype=dtype)
    x = rng(1).normal(size=(5, 3))
    z = net.forward(x)
    grad = net.backward(nn.SoftmaxCrossEntropy().delta(z, [0, 1, 0, 1, 0]), input_gradient=True)
    layers = [net[2], *getattr(net[2], "layers", ())]
    inner = [v for l in layers for v in vars(l).values() if isinstance(v, np.ndarray) and v.dtype.kind == "f"]
    inner = [v for v in inner if v is not getattr(net[2], "_uniform", None)]
    inner = [v for v in inner if all(v is not getattr(l, "_uniform", None) for l in layers)]
    assert {v.dtype for v in [z, grad, net(x), net[0].delta, net[2].a, *inner]} == {np.dtype(dtype)}


@pytest.mark.parametrize("name", EVERY)
def test_read_only_and_strided_inputs_are_used_but_not_modified(name):
    base = rng(1).normal(size=(12, 8))
    base.setflags(write=False)
    x, before = base[::2, ::2], base.copy()
    net, plain = only(EVERY[name]()), only(EVERY[name]())
    delta = np.asfortranarray(np.ones((6, 4)))
    delta.setflags(write=False)
    np.testing.assert_array_equal(net(x), net(np.ascontiguousarray(x)))
    np.testing.assert_array_equal(net.forward(x), plain.forward(np.ascontiguousarray(x)))
    net.backward(delta, input_gradient=True)
    np.testing.assert_array_equal(base, before)
    np.testing.assert_array_equal(delta, 1)


@pytest.mark.parametrize("name", EVERY)
def test_evaluation_changes_nothing(name):
    net = nn.Network([nn.Dense(3, 4), EVERY[name](), nn.Dense(4, 2)], rng=rng())
    x, delta = rng(1).normal(size=(5, 3)), rng(2).normal(size=(5, 2))
    z = net.forward(x).copy()
    twin = net.astype(np.float64)
    arrays = [v for l in net.layers for v in vars(l).values() if isinstance(v, np.ndarray)]
    before = [v.copy() for v in arrays]
    first = net(x)
    np.testing.assert_array_equal(net(rng(3).normal(size=(9, 3))[:5]).shape, z.shape)
    np.testing.assert_array_equal(net(x), first)
    for old, new in zip(before, arrays, strict=True):
        np.testing.assert_array_equal(new, old)
    net.backward(delta)  # the evaluations did not use up the forward
    np.testing.assert_array_equal(net.forward(x), twin.forward(x))  # nor draw from any generator


@pytest.mark.parametrize("name", EVERY)
def test_the_caller_keeps_his_delta_and_each_layer_its_place_in_the_chain(name):
    """Buffers that are overwritten in place must not be those that an earlier layer still needs."""
    net = nn.Network(
        [nn.Dense(3, 4, "tanh"), EVERY[name](), EVERY[name](), nn.Dense(4, 2, "tanh")], rng=rng()
    )
    assert nn.gradient_check(net, nn.SquaredError(), rng(1).normal(size=(5, 3)), rng(2).normal(size=(5, 2)))


def test_memory_does_not_grow_with_the_number_of_steps():
    layers = [layer() for layer in EVERY.values()]
    net, loss, sgd = (
        nn.Network([nn.Dense(3, 4), *layers, nn.Dense(4, 2)], rng=rng()),
        nn.SquaredError(),
        nn.SGD(1e-3),
    )
    x, y = rng(1).normal(size=(8, 3)), np.zeros((8, 2))

    def steps(n):
        for _ in range(n):
            sgd.step(net.theta, net.backward(loss.delta(net.forward(x), y)))
            net(x)

    steps(20)
    tracemalloc.start()
    steps(20)
    gc.collect()  # which also empties Python's own stock of tuples and numbers
    start = tracemalloc.get_traced_memory()[0]
    steps(1000)
    gc.collect()
    grown = tracemalloc.get_traced_memory()[0] - start
    tracemalloc.stop()
    assert grown < 2000  # bytes: a single array kept at every step would make 300,000


def test_the_table_leaves_out_what_keeps_the_width_and_opens_blocks():
    block = nn.Residual([nn.Dense(8, 8, "relu"), nn.LayerNorm(8)])
    net = nn.Network(
        [nn.Dense(3, 8), nn.BatchNorm(8), nn.Dropout(8, 0.2), block, nn.PReLU(8), nn.Dense(8, 2)], rng=rng()
    )
    lines = repr(net).splitlines()
    assert lines[0] == "Network 3-8-8-2, float64, 162 parameters"
    rows = [line.split() for line in lines[2:]]
    assert rows[2] == "2 BatchNorm(8) (batch, 8) gamma (8,) beta (8,) 16".split()
    assert rows[3] == "3 Dropout(8, p=0.2) (batch, 8) 0".split()
    assert rows[4] == "4 Residual, of (batch, 8) 0".split()
    assert rows[5] == "4.1 Dense(8, 8, relu) (batch, 8) W (8, 8) b (8,) 72".split()
    assert rows[6][:2] == ["4.2", "LayerNorm(8)"]
    assert sum(int(row[-1]) for row in rows) == net.n_params == 162
    assert len({len(line) for line in lines[1:]}) == 1
    words = nn.Network([nn.Embedding(20, 4, window=5), nn.Dense(20, 1)], rng=rng())
    assert repr(words).splitlines()[0] == "Network 5-20-1, float64, 101 parameters"
    assert (
        repr(words).splitlines()[3].split() == "1 Embedding(20, 4, window=5) (batch, 20) E (20, 4) 80".split()
    )
