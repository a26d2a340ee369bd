"""Activation functions, softmax, and the complementary error function."""

import math

import numpy as np
import pytest

import nnkit as nn
from nnkit.activations import erfc

ALL = list(nn.ACTIVATIONS.values())
EVERY = pytest.mark.parametrize("phi", ALL, ids=repr)
FLOATS = pytest.mark.parametrize("dtype", [np.float32, np.float64])
Z = np.linspace(-6, 6, 241)  # a multiple of 0.05, so it holds 0


def test_the_activations_are_known_by_the_names_of_the_course():
    names = "identity threshold sigmoid tanh relu leaky_relu elu silu gelu gelu_tanh softplus"
    assert list(nn.ACTIVATIONS) == names.split()
    assert all(getattr(nn, name) is phi for name, phi in nn.ACTIVATIONS.items())


@pytest.mark.parametrize(
    ("phi", "formula"),
    [
        (nn.identity, lambda z: z),
        (nn.threshold, lambda z: 1.0 if z >= 0 else 0.0),
        (nn.sigmoid, lambda z: 1 / (1 + math.exp(-z))),
        (nn.tanh, math.tanh),
        (nn.relu, lambda z: max(z, 0.0)),
        (nn.leaky_relu, lambda z: z if z > 0 else 0.01 * z),
        (nn.leaky_relu.with_(alpha=0.2), lambda z: z if z > 0 else 0.2 * z),
        (nn.elu, lambda z: z if z > 0 else math.expm1(z)),
        (nn.elu.with_(alpha=0.5), lambda z: z if z > 0 else 0.5 * math.expm1(z)),
        (nn.silu, lambda z: z / (1 + math.exp(-z))),
        (nn.silu.with_(beta=2), lambda z: z / (1 + math.exp(-2 * z))),
        (nn.gelu, lambda z: z * (1 + math.erf(z / math.sqrt(2))) / 2),
        (nn.gelu_tanh, lambda z: z / 2 * (1 + math.tanh(math.sqrt(2 / math.pi) * (z + 0.044715 * z**3)))),
        (nn.softplus, lambda z: math.log1p(math.exp(z))),
    ],
    ids=lambda v: repr(v) if isinstance(v, nn.Activation) else "formula",
)
def test_every_activation_agrees_with_its_formula(phi, formula):
    np.testing.assert_allclose(phi(Z), [formula(float(z)) for z in Z], rtol=1e-13, atol=2e-15)


@pytest.mark.parametrize(
    "phi", [*ALL, nn.leaky_relu.with_(alpha=0.3), nn.elu.with_(alpha=0.4), nn.silu.with_(beta=1.7)], ids=repr
)
def test_every_slope_is_the_difference_quotient(phi):
    z, h = Z + 0.025, 1e-5  # away from the kinks at 0
    quotient = (phi(z + h) - phi(z - h)) / (2 * h)
    np.testing.assert_allclose(phi.prime(z), quotient, atol=2e-10)  # h² φ‴/6 and 1e-16 / h


@EVERY
@FLOATS
def test_values_and_slopes_keep_shape_and_dtype_and_leave_z_alone(phi, dtype):
    z = Z[1:].astype(dtype).reshape(3, -1)[:, ::2]
    before = z.copy()
    z.setflags(write=False)
    for result in (phi(z), phi.prime(z)):
        assert result.shape == z.shape
        assert result.dtype == dtype
    np.testing.assert_array_equal(z, before)


@EVERY
def test_integers_and_single_numbers_are_taken_as_float64(phi):
    np.testing.assert_array_equal(phi(np.array([-1, 0, 2], dtype=np.int32)), phi([-1.0, 0.0, 2.0]))
    assert phi(2).dtype == phi.prime(2).dtype == np.float64
    assert np.shape(phi(2.0)) == np.shape(phi.prime(2.0)) == ()


@EVERY
@FLOATS
def test_huge_arguments_give_finite_values_and_slopes_without_a_warning(phi, dtype):
    z = np.array([-1e4, -1e3, -100, 100, 1e3, 1e4], dtype=dtype)
    assert np.isfinite(phi(z)).all()
    assert np.isfinite(phi.prime(z)).all()


@EVERY
def test_a_result_can_be_written_into_an_array_even_into_z_itself(phi):
    z, out = Z.copy(), np.empty_like(Z)
    expected = phi(Z)
    assert phi(z, out=out) is out
    phi(z, out=z)
    np.testing.assert_array_equal(out, expected)
    np.testing.assert_array_equal(z, expected)


@EVERY
def test_nan_is_not_swallowed(phi):
    assert np.isnan(phi([np.nan, 1.0])).tolist() == [True, False]


def test_tanh_is_a_stretched_sigmoid():
    np.testing.assert_allclose(nn.tanh(Z), 2 * nn.sigmoid(2 * Z) - 1, atol=4e-16)


def test_the_steepest_slopes_are_a_quarter_and_one_at_zero():
    assert nn.sigmoid.prime(Z).max() == nn.sigmoid.prime(0.0) == 0.25
    assert nn.tanh.prime(Z).max() == nn.tanh.prime(0.0) == 1.0
    assert nn.sigmoid.prime([-3.0, 3.0]).max() < 0.05


def test_sigmoid_is_accurate_in_both_tails():
    assert nn.sigmoid(-700.0) == pytest.approx(math.exp(-700), rel=1e-13, abs=0)
    assert nn.sigmoid(np.float32([-80]))[0] == pytest.approx(math.exp(-80), rel=1e-6, abs=0)
    assert nn.sigmoid(40.0) == 1.0


def test_the_threshold_never_learns_and_relu_rests_at_its_kink():
    assert not nn.threshold.prime(Z).any()
    assert nn.threshold([-0.1, 0.0, 0.1]).tolist() == [0, 1, 1]
    assert nn.relu.prime([-1.0, 0.0, 1.0]).tolist() == [0, 0, 1]


def test_gelu_s_tanh_form_is_close_but_not_the_same():
    gap = np.abs(nn.gelu(Z) - nn.gelu_tanh(Z)).max()
    assert 1e-4 < gap < 1e-3


def test_erfc_agrees_with_the_standard_library():
    x = np.linspace(-9, 9, 20_001)
    exact = np.array([math.erfc(v) for v in x])
    assert np.abs(erfc(x) - exact).max() < 1e-15
    near = np.abs(x) < 6
    assert np.abs(erfc(x[near]) / exact[near] - 1).max() < 1e-14  # e^(−x²) multiplies a rounding by x²
    assert np.abs(erfc(x.astype(np.float32)) - exact).max() < 5e-7
    assert erfc(np.array([-1e4, 1e4])).tolist() == [2.0, 0.0]


def test_parameters_are_set_on_a_copy():
    steep = nn.leaky_relu.with_(alpha=0.1)
    assert (steep(-1.0), nn.leaky_relu(-1.0)) == (-0.1, -0.01)
    assert repr(steep) == "leaky_relu(alpha=0.1)"
    assert steep == nn.leaky_relu.with_(alpha=0.1) != nn.leaky_relu


def test_wrong_names_are_answered_with_the_nearest_right_one():
    with pytest.raises(nn.UnknownNameError, match=r"no activation called 'rellu'\. Did you mean 'relu'\?"):
        nn.ACTIVATIONS["rellu"]
    with pytest.raises(KeyError, match=r"no activation called 'cos'\. Known: identity"):
        nn.ACTIVATIONS["cos"]
    with pytest.raises(
        nn.UnknownNameError, match=r"no parameter of elu called 'alhpa'\. Did you mean 'alpha'\?"
    ):
        nn.elu.with_(alhpa=1.0)
    with pytest.raises(nn.UnknownNameError, match="no parameter of relu called 'alpha'"):
        nn.relu.with_(alpha=1.0)


def test_unusable_arguments_are_refused():
    with pytest.raises(nn.SettingError, match="elu expects alpha to be a finite number, got nan"):
        nn.elu.with_(alpha=math.nan)
    with pytest.raises(nn.DataError, match="tanh expects z to hold real numbers, got an array of dtype <U3"):
        nn.tanh("abc")
    with pytest.raises(nn.DataError, match="dtype complex128"):
        nn.relu([1j])


@FLOATS
@pytest.mark.parametrize("shape", [(4,), (3, 4), (2, 3, 4)])
def test_softmax_gives_positive_rows_that_sum_to_one(dtype, shape):
    z = np.random.default_rng(0).normal(size=shape).astype(dtype)
    p = nn.softmax(z)
    assert p.dtype == dtype
    assert p.min() > 0
    np.testing.assert_allclose(p.sum(axis=-1), 1, rtol=4 * np.finfo(dtype).eps)
    np.testing.assert_allclose(nn.log_softmax(z), np.log(p), atol=8 * np.finfo(dtype).eps)
    assert nn.log_softmax(z).dtype == dtype


def test_softmax_is_unchanged_by_adding_a_constant():
    z = np.random.default_rng(0).integers(-40, 40, size=(5, 4)) / 8.0  # adding 1000 to eighths is exact
    np.testing.assert_array_equal(nn.softmax(z), nn.softmax(z + 1000))


@FLOATS
def test_softmax_of_huge_logits_is_finite_and_log_softmax_keeps_what_softmax_loses(dtype):
    z = np.array([[1e4, 0, -1e4], [-1e4, -1e4, -1e4]], dtype=dtype)
    np.testing.assert_allclose(nn.softmax(z), [[1, 0, 0], [1 / 3] * 3], rtol=1e-6)
    np.testing.assert_allclose(nn.log_softmax(z), [[0, -1e4, -2e4], [-math.log(3)] * 3], rtol=1e-6)


def test_the_jacobian_of_softmax_is_p_times_identity_minus_p():
    z = np.array([2.0, 1.0, 0.5])
    p = nn.softmax(z)
    jacobian = [nn.numerical_gradient(lambda u, i=i: nn.softmax(u)[i], z) for i in range(3)]
    np.testing.assert_allclose(np.diag(p) - np.outer(p, p), jacobian, atol=1e-10)


def test_softmax_of_nothing_is_an_error():
    with pytest.raises(
        nn.ShapeError, match=r"softmax expects z of shape \(..., K\) with K of at least 1, got \(2, 0\)"
    ):
        nn.softmax(np.empty((2, 0)))
