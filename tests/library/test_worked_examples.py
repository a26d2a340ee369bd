"""The worked examples of the course: the library gives the numbers that a reader finds by hand."""

import numpy as np
import pytest

import nnkit as nn


def network(*layers, phi="identity"):
    """Build a network from (W, b, phi) triples."""
    dense = [nn.Dense(np.shape(W)[1], np.shape(W)[0], f) for W, b, f in layers]
    net = nn.Network(dense, rng=np.random.default_rng(0))
    for layer, (W, b, _) in zip(net.layers, layers, strict=True):
        layer.W, layer.b = W, b
    return net


def test_example_a_two_layer_relu_network():
    net = network(([[1, -2], [0, 3]], [-1, 2], "relu"), ([[2, -1]], [0.5], "identity"))
    y = net.forward([[2, 1]])
    assert net[1].z.tolist() == [[-1, 5]]
    assert net[1].a.tolist() == [[0, 5]]
    assert y.tolist() == [[-4.5]]


def test_example_b_two_affine_layers_collapse_into_one():
    rng = np.random.default_rng(1)
    net = nn.Network.mlp([3, 4, 2], nn.identity, rng=rng)
    net.theta = rng.normal(size=net.n_params)
    x = rng.normal(size=(5, 3))
    W, b = net[2].W @ net[1].W, net[2].W @ net[1].b + net[2].b
    np.testing.assert_allclose(net(x), x @ W.T + b, rtol=1e-12)


def test_example_d_sigmoid_units_forward_and_all_seven_gradients():
    net = network(([[0.5], [-0.4]], [-0.3, 0.2], "sigmoid"), ([[0.6, -0.8]], [0.1], "identity"))
    loss = nn.SquaredError()
    prediction = net.forward([[2.0]])
    np.testing.assert_allclose(net[1].z, [[0.7, -0.6]], rtol=1e-12)
    np.testing.assert_allclose(net[1].a, [[0.6682, 0.3543]], atol=5e-5)
    assert prediction.item() == pytest.approx(0.2174, abs=5e-5)
    assert loss(prediction, [[1.0]]) == pytest.approx(0.3062, abs=5e-5)

    a1, a2, error = *net[1].a[0], prediction.item() - 1
    d1, d2 = error * 0.6 * a1 * (1 - a1), error * -0.8 * a2 * (1 - a2)
    grad = net.backward(loss.delta(prediction, [[1.0]]))
    np.testing.assert_allclose(grad, [2 * d1, 2 * d2, d1, d2, error * a1, error * a2, error], rtol=1e-12)


def test_example_e_softmax_and_cross_entropy():
    loss = nn.SoftmaxCrossEntropy()
    np.testing.assert_allclose(nn.softmax([2, 1, 0.5]), [0.629, 0.231, 0.140], atol=5e-4)
    assert loss([[2, 1, 0.5]], [0]) == pytest.approx(0.464, abs=5e-4)
    assert nn.softmax([5, 1, 0.5])[0] == pytest.approx(0.971, abs=5e-4)
    assert loss([[5, 1, 0.5]], [0]) == pytest.approx(0.029, abs=5e-4)


def test_example_e_ten_logits():
    z = [-1.2, -0.8, 0.3, -0.5, -1.1, 0.2, -0.9, 3.8, -0.4, 0.1]
    assert nn.softmax(z)[7] == pytest.approx(0.874, abs=5e-4)
    assert nn.SoftmaxCrossEntropy()([z], [7]) == pytest.approx(0.135, abs=5e-4)


def test_example_f_relu_then_sigmoid():
    net = network(([[0.5]], [0], "relu"), ([[1]], [0], "identity"))
    loss = nn.SigmoidCrossEntropy()
    z = net.forward([[2.0]])
    assert nn.sigmoid(z).item() == pytest.approx(0.731, abs=5e-4)
    assert loss(z, [[1]]) == pytest.approx(0.313, abs=5e-4)
    net.backward(loss.delta(z, [[1]]))
    assert net[2].delta.item() == pytest.approx(-0.269, abs=5e-4)
    assert net[2].dW.item() == pytest.approx(-0.269, abs=5e-4)
    assert net[1].dW.item() == pytest.approx(-0.538, abs=5e-4)


@pytest.mark.parametrize(
    ("sizes", "count"), [([10, 50, 3], 703), ([10, 64, 5], 1029), ([784, 256, 128, 10], 235_146)]
)
def test_the_parameters_of_the_course_s_architectures_are_counted(sizes, count):
    net = nn.Network.mlp(sizes, nn.relu, rng=np.random.default_rng(0))
    assert net.n_params == net.theta.size == count
    assert f"{count:,} parameters" in repr(net)


def test_ten_sigmoid_layers_pass_on_at_most_a_millionth():
    assert nn.sigmoid.prime(0.0) ** 10 == pytest.approx(9.5e-7, rel=5e-3)


def test_the_example_of_the_design_learns_two_spirals():
    rng = np.random.default_rng(0)
    x, y = nn.datasets.spirals(200, turns=1.5, noise=0.1, rng=rng)
    net = nn.Network.mlp([2, 32, 32, 2], nn.tanh, rng=rng)
    loss, sgd = nn.SoftmaxCrossEntropy(), nn.SGD(eta=0.1, momentum=0.9)
    for _ in range(200):
        for batch in nn.minibatches(len(x), 32, rng):
            z = net.forward(x[batch])
            delta = loss.delta(z, y[batch])
            grad = net.backward(delta)
            sgd.step(net.theta, grad)
    fresh_x, fresh_y = nn.datasets.spirals(200, turns=1.5, noise=0.1, rng=rng)
    assert np.mean(net(fresh_x).argmax(axis=1) == fresh_y) > 0.97


def test_a_2_16_8_1_relu_network_separates_two_moons():
    rng = np.random.default_rng(0)
    x, y = nn.datasets.moons(200, noise=0.1, rng=rng)
    net = nn.Network.mlp([2, 16, 8, 1], nn.relu, rng=rng)
    loss, sgd = nn.SigmoidCrossEntropy(), nn.SGD(eta=0.1, momentum=0.9)
    for _ in range(40):
        for batch in nn.minibatches(len(x), 32, rng):
            sgd.step(net.theta, net.backward(loss.delta(net.forward(x[batch]), y[batch])))
    fresh_x, fresh_y = nn.datasets.moons(200, noise=0.1, rng=rng)
    assert np.mean((net(fresh_x)[:, 0] > 0) == fresh_y) >= 0.97
