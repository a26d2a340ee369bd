"""The network and its dense layers: views, buffers, modes, and what they refuse."""

import copy

import numpy as np
import pytest

import nnkit as nn


def make(sizes=(2, 3, 1), phi="tanh", seed=0, **kwargs):
    return nn.Network.mlp(list(sizes), phi, rng=np.random.default_rng(seed), **kwargs)


def trained_once(net, n=4):
    x = np.linspace(-1, 1, n * net[0].n_out).reshape(n, -1)
    z = net.forward(x)
    net.backward(np.ones_like(z))
    return x


def test_theta_is_every_w_row_by_row_and_then_b_layer_after_layer():
    net = make()
    pieces = [net[1].W.ravel(), net[1].b, net[2].W.ravel(), net[2].b]
    np.testing.assert_array_equal(net.theta, np.concatenate(pieces))
    assert (net[1].W.shape, net[1].b.shape) == ((3, 2), (3,))
    assert net.n_params == 13
    assert (net.L, len(net)) == (2, 3)
    assert [layer.n_params for layer in net] == [0, 9, 4]
    assert net[-1] is net[2] is net.layers[1]


def test_parameters_and_gradients_are_views_of_theta_and_grad():
    net = make()
    trained_once(net)
    net.theta[:] = np.arange(13)
    assert net[1].W.tolist() == [[0, 1], [2, 3], [4, 5]]
    net[2].b += 1
    assert net.theta[-1] == 13
    for layer in net.layers:
        for view in (layer.W, layer.b):
            assert np.shares_memory(view, net.theta)
        for view in (layer.dW, layer.db):
            assert np.shares_memory(view, net.grad)


def test_assigning_parameters_copies_so_that_theta_stays_whole():
    net, W = make(), np.ones((3, 2))
    net[1].W = W
    W[0, 0] = 5
    assert net.theta[:6].tolist() == [1] * 6
    net.theta = np.zeros(13)
    assert not net[1].W.any()
    net[1].b = [1, 2, 3]
    assert net.theta[6:9].tolist() == [1, 2, 3]


def test_forward_keeps_what_the_equations_name():
    net = make((2, 3, 4, 2), "sigmoid")
    rng = np.random.default_rng(1)
    x, delta = rng.normal(size=(5, 2)), rng.normal(size=(5, 2))
    output = net.forward(x)
    assert net[0].a is x
    for l in (1, 2, 3):
        np.testing.assert_allclose(net[l].z, net[l - 1].a @ net[l].W.T + net[l].b, rtol=1e-14)
        np.testing.assert_array_equal(net[l].a, net[l].phi(net[l].z))
    assert output is net[3].a
    grad = net.backward(delta)
    assert grad is net.grad
    np.testing.assert_array_equal(net[3].delta, delta)
    for l in (1, 2):
        expected = (net[l + 1].delta @ net[l + 1].W) * nn.sigmoid.prime(net[l].z)
        np.testing.assert_allclose(net[l].delta, expected, rtol=1e-14)
    for l in (1, 2, 3):
        np.testing.assert_allclose(net[l].dW, net[l].delta.T @ net[l - 1].a, rtol=1e-14)
        np.testing.assert_allclose(net[l].db, net[l].delta.sum(axis=0), rtol=1e-14, atol=1e-16)


@pytest.mark.parametrize("phi", nn.ACTIVATIONS)
def test_evaluation_gives_the_same_output_and_touches_nothing(phi):
    net = make((2, 5, 3), phi)
    x = trained_once(net)
    output = net.forward(x)
    kept = [array.copy() for l in (1, 2) for array in (net[l].z, net[l].a, net[l].delta)] + [net.grad.copy()]
    np.testing.assert_array_equal(net(x), output)
    net(np.ones((9, 2)))
    after = [array for l in (1, 2) for array in (net[l].z, net[l].a, net[l].delta)] + [net.grad]
    for old, new in zip(kept, after, strict=True):
        np.testing.assert_array_equal(old, new)
    assert net(x) is not net(x)
    net.backward(np.ones_like(output))  # the evaluations did not use up the forward


def test_a_batch_of_one_is_a_row_of_a_larger_batch():
    net = make((2, 8, 3))
    x = np.random.default_rng(0).normal(size=(6, 2))
    np.testing.assert_allclose(net(x[2:3]), net(x)[2:3], rtol=1e-13)


def test_the_gradient_of_a_batch_is_the_mean_of_the_gradients_of_its_examples():
    net, loss = make((2, 8, 3), "silu"), nn.SoftmaxCrossEntropy()
    x, y = np.random.default_rng(0).normal(size=(6, 2)), np.array([0, 1, 2, 2, 1, 0])
    singles = [net.backward(loss.delta(net.forward(x[i : i + 1]), y[i : i + 1])).copy() for i in range(6)]
    whole = net.backward(loss.delta(net.forward(x), y))
    np.testing.assert_allclose(whole, np.mean(singles, axis=0), atol=1e-15)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("phi", nn.ACTIVATIONS)
def test_one_dtype_from_end_to_end(phi, dtype):
    net = make((3, 4, 2), phi, dtype=dtype)
    z = net.forward(np.ones((5, 3)))
    grad = net.backward(nn.SoftmaxCrossEntropy().delta(z, [0, 1, 0, 1, 0]))
    arrays = [net.theta, z, grad, net(np.ones((5, 3))), net[0].a]
    arrays += [getattr(net[l], name) for l in (1, 2) for name in ("W", "b", "z", "a", "delta", "dW", "db")]
    assert {array.dtype for array in arrays} == {np.dtype(dtype)}
    assert net.dtype == dtype


def test_the_dtype_does_not_change_the_first_weights():
    np.testing.assert_array_equal(make(dtype=np.float32).theta, make().theta.astype(np.float32))


def test_integer_read_only_and_non_contiguous_inputs_are_used_but_not_modified():
    net = make((2, 3, 2), "relu")
    base = np.arange(24).reshape(4, 6)
    base.setflags(write=False)
    x, delta = base[:, ::3], np.asfortranarray(np.ones((4, 2)))
    delta.setflags(write=False)
    np.testing.assert_array_equal(net.forward(x), net(x.astype(np.float64)))
    net.backward(delta)
    np.testing.assert_array_equal(delta, np.ones((4, 2)))
    bent = nn.Network([nn.Dense(2, 2, "sigmoid")], rng=np.random.default_rng(0))
    bent.forward(x)
    bent.backward(delta)
    np.testing.assert_array_equal(delta, np.ones((4, 2)))


def test_copies_are_whole_networks_of_their_own():
    net = make()
    x = trained_once(net)
    for twin in (copy.deepcopy(net), net.astype(np.float64)):
        np.testing.assert_array_equal(twin(x), net(x))
        assert np.shares_memory(twin[1].W, twin.theta)
        assert np.shares_memory(twin[2].db, twin.grad)
        twin.theta[:] = 0
        assert not twin(x).any()
        assert net.theta.any()


def test_astype_rounds_the_parameters():
    net = make()
    half = net.astype(np.float32)
    assert (half.dtype, net.dtype) == (np.float32, np.float64)
    np.testing.assert_array_equal(half.theta, net.theta.astype(np.float32))


def test_the_default_rule_is_he_for_rectifiers_and_xavier_for_the_rest():
    layers = nn.Network.mlp([50, 60, 40], "relu", rng=np.random.default_rng(0)).layers
    rng = np.random.default_rng(0)
    np.testing.assert_array_equal(layers[0].W, nn.init.he_normal(rng, 60, 50))
    np.testing.assert_array_equal(layers[1].W, nn.init.xavier_normal(rng, 40, 60))
    tanh = nn.Network.mlp([50, 60, 40], "tanh", rng=np.random.default_rng(0))
    np.testing.assert_array_equal(tanh[1].W, nn.init.xavier_normal(np.random.default_rng(0), 60, 50))
    assert not any(layer.b.any() for layer in layers)


def test_every_layer_starts_by_the_rule_that_was_asked_for():
    net = make((2, 3, 1), init=lambda rng, n_out, n_in: np.full((n_out, n_in), 0.5))
    assert set(net.theta.tolist()) == {0.0, 0.5}
    assert not make(init=nn.init.zeros).theta.any()


def test_the_table_shows_layers_shapes_and_counts():
    lines = repr(make((784, 256, 128, 10), nn.leaky_relu.with_(alpha=0.2))).splitlines()
    assert lines[0] == "Network 784-256-128-10, float64, 235,146 parameters"
    assert (
        lines[3].split()
        == "1 Dense(784, 256, leaky_relu(alpha=0.2)) (batch, 256) W (256, 784) b (256,) 200,960".split()
    )
    assert len({len(line) for line in lines[1:]}) == 1
