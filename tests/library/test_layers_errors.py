"""What the special layers refuse, and what a learner hears about a function of their own that is wrong."""

import numpy as np
import pytest

import nnkit as nn


def rng():
    return np.random.default_rng(0)


def right(z):
    return z * 2.0


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: nn.Dropout(3, 1.0), r"Dropout expects p of at least 0 and below 1, got 1\.0.*share to drop"),
        (lambda: nn.Dropout(3, -0.1), r"Dropout expects p of at least 0"),
        (lambda: nn.Dropout(0.5), r"Dropout expects n to be a whole number of at least 1, got 0\.5"),
        (lambda: nn.PReLU(3, start=np.nan), r"PReLU expects start to be a finite number, got nan\. 0\.25"),
        (lambda: nn.Activate(3, "rellu"), r"no activation called 'rellu'\. Did you mean 'relu'"),
        (lambda: nn.Activate(3, np.tanh), r"Activate expects phi.*nn\.Activation\.of\(phi, prime\)"),
        (lambda: nn.Embedding(0, 3), r"Embedding expects n_words to be a whole number of at least 1, got 0"),
        (lambda: nn.Embedding(5, 3, window=0), r"Embedding expects window"),
        (lambda: nn.Residual([]), r"Residual expects at least one layer, got none"),
        (lambda: nn.Residual([nn.Dense(3, 4)]), r"last layer to have 3 outputs.*got 4\. Change Dense\(3, 4"),
        (lambda: nn.Residual([nn.Dense(3, 4), nn.Dense(5, 3)]), r"Residual expects layer 2 to have 4 inputs"),
        (
            lambda: nn.Residual([nn.Embedding(3, 1)]),
            r"Embedding\(3, 1, window=1\) to be the first layer of a n",
        ),
        (
            lambda: nn.FunctionLayer(2, 2, 3, right),
            r"expects forward to be a function, got int.*without brack",
        ),
        (
            lambda: nn.FunctionLayer(2, 2, right, right),
            r"expects right to take \(grad_a, a_prev\), got \(z\)",
        ),
        (
            lambda: nn.FunctionLayer(2, 2, lambda x, V: x, lambda g, x, W: g, W=[1.0]),
            r"\(a_prev, W\), got \(x, V\)",
        ),
        (lambda: nn.Activation.of(np.tanh, 3), r"nn\.Activation\.of expects prime to be a function, got int"),
        (lambda: nn.Activation.of(right, right).with_(alpha=1), r"right is made of two functions"),
    ],
)
def test_wrong_settings_are_named(make, message):
    with pytest.raises(nn.NNKitError, match=message):
        make()


def test_an_embedding_stands_first():
    with pytest.raises(
        nn.SettingError, match=r"Embedding\(9, 2, window=3\) to be the first layer.*as layer 2"
    ):
        nn.Network([nn.Dense(3, 3), nn.Embedding(9, 2, window=3)], rng=rng())


def test_words_are_whole_numbers_in_range():
    net = nn.Network([nn.Embedding(9, 2, window=2), nn.Dense(4, 1)], rng=rng())
    for call in (net, net.forward):
        with pytest.raises(
            nn.DataError, match=r"x to hold whole numbers.*got dtype float64.*astype\(np.int64\)"
        ):
            call([[0.0, 1.0]])
        with pytest.raises(nn.DataError, match=r"expects words from 0 to 8, but x\[1, 0\] is 9"):
            call([[0, 1], [9, 0]])
        with pytest.raises(nn.DataError, match=r"x\[0, 1\] is -1"):
            call([[0, -1]])
        with pytest.raises(nn.ShapeError, match=r"x of shape \(batch, 2\), got \(2,\)"):
            call([0, 1])
    net.forward([[0, 1]])
    with pytest.raises(nn.SettingError, match=r"has no gradient for its input.*net\[1\]\.dE"):
        net.backward([[1.0]], input_gradient=True)


@pytest.mark.parametrize("layer", [nn.Dropout(3), nn.PReLU(3), nn.Residual([nn.Dense(3, 3)])], ids=repr)
def test_a_layer_belongs_to_one_network_or_block(layer):
    nn.Network([layer], rng=rng())
    with pytest.raises(
        nn.SettingError, match=r"expects new layers, but layer 1.*already in a network or a bl"
    ):
        nn.Network([layer], rng=rng())
    with pytest.raises(nn.SettingError, match=r"Residual expects new layers"):
        nn.Residual([layer])
    inner = nn.Dense(3, 3)
    nn.Residual([inner])
    with pytest.raises(nn.SettingError, match="new layers"):
        nn.Network([inner], rng=rng())


def test_layers_outside_a_network_say_where_their_parameters_come_from():
    for layer, name in ((nn.PReLU(2), "alpha"), (nn.BatchNorm(2), "gamma"), (nn.Embedding(2, 2), "E")):
        with pytest.raises(nn.OrderError, match=rf"has no {name} yet: .* in Network"):
            getattr(layer, name)


@pytest.mark.parametrize("make", [nn.Dropout, nn.PReLU, nn.BatchNorm, nn.LayerNorm], ids=lambda c: c.__name__)
def test_an_error_signal_of_another_batch_is_refused(make):
    net = nn.Network([make(3)], rng=rng())
    net.forward(np.ones((4, 3)))
    with pytest.raises(nn.ShapeError, match=r"grad_a of the shape of its last a, \(4, 3\), got \(2, 3\)"):
        net[1].backward(np.ones((2, 3)))


def test_parameters_of_the_wrong_shape_are_refused():
    net = nn.Network([nn.BatchNorm(3), nn.PReLU(3, shared=True)], rng=rng())
    with pytest.raises(nn.ShapeError, match=r"BatchNorm\(3\) expects gamma of shape \(3,\), got \(2,\)"):
        net[1].gamma = [1, 2]
    with pytest.raises(nn.ShapeError, match=r"alpha of shape \(1,\), got \(3,\)"):
        net[2].alpha = [1, 2, 3]
    with pytest.raises(nn.ShapeError, match=r"E of shape \(4, 2\), got \(2, 4\)\. Did you transpose it"):
        nn.Network([nn.Embedding(4, 2, init=lambda rng, n, d: np.ones((d, n)))], rng=rng())


# Functions that a learner wrote --------------------------------------------------------------------------


def nothing(z, *more):
    z * 2


def to_do(z, *more):
    return ...


def transposed(z, *more):
    return np.array(z).T


def summed(z, *more):
    return np.sum(z, axis=1)


def logarithm(z, *more):
    return np.log(np.zeros_like(z) + (np.indices(z.shape).sum(axis=0) != 2))


def words(z, *more):
    return np.full(z.shape, "relu")


WRONG = [
    (
        nothing,
        nn.DataError,
        r"nothing should return an array of shape \(5, 3\), got None\. Does it end with a return",
    ),
    (
        to_do,
        nn.DataError,
        r"to_do should return an array of shape \(5, 3\), got \.\.\.: it is not written yet",
    ),
    (transposed, nn.ShapeError, r"transposed should return .* \(5, 3\), got \(3, 5\)\. Did you transpose it"),
    (
        summed,
        nn.ShapeError,
        r"summed should return an array of shape \(5, 3\), got \(5,\)\. Give one number for every",
    ),
    (
        logarithm,
        nn.DataError,
        r"logarithm should return finite numbers, got -inf at \[0, 2\], where its argument is",
    ),
    (words, nn.DataError, r"words expects its result to hold real numbers, got an array of dtype <U4"),
]


def passes(layers):
    """Return a forward, an evaluation, and a forward with its backward pass of a network of these layers."""
    net = nn.Network(layers, rng=rng())
    x = rng().normal(size=(5, 3))

    def there_and_back():
        net.forward(x)
        net.backward(np.ones((5, 3)), input_gradient=True)

    return (lambda: net(x)), (lambda: net.forward(x)), there_and_back


@pytest.mark.filterwarnings("ignore:divide by zero")
@pytest.mark.parametrize(("wrong", "error", "message"), WRONG, ids=lambda v: getattr(v, "__name__", ""))
def test_a_function_that_is_wrong_is_named_with_what_it_should_return(wrong, error, message):
    layer = nn.FunctionLayer(3, 3, wrong, right_backward)
    activation = nn.Dense(3, 3, nn.Activation.of(wrong, right))
    for made in (layer, activation):
        evaluate, forward, _ = passes([made])
        for call in (evaluate, forward):
            with pytest.raises(error, match=message):
                call()
    layer = nn.FunctionLayer(3, 3, right, wrong)
    activation = nn.Dense(3, 3, nn.Activation.of(right, wrong))
    for made in (layer, activation):
        with pytest.raises(error, match=message):
            passes([made])[2]()


def right_backward(grad_a, a_prev):
    return 2.0 * grad_a


def test_a_function_that_changes_its_argument_or_takes_one_number_hears_what_it_was_given():
    def in_place(z):
        z[z < 0] = 0
        return z

    def scalar(z):
        return z if z > 0 else 0

    for wrong in (in_place, scalar):
        for made in (
            nn.FunctionLayer(3, 3, wrong, right_backward),
            nn.Activate(3, nn.Activation.of(wrong, right)),
        ):
            with pytest.raises(ValueError, match=r"read-only|ambiguous") as caught:
                passes([made])[0]()
            [note] = caught.value.__notes__
            assert note.startswith(f"nnkit called {wrong.__name__} with a whole batch of shape (5, 3). It")
            assert note.endswith("arguments alone: np.where(z > 0, z, 0), not z[z < 0] = 0.")


def test_a_lambda_has_no_name_and_is_called_by_its_part():
    made = nn.Activation.of(lambda z: z, lambda z: None)
    assert repr(made) == "phi"
    with pytest.raises(nn.DataError, match="the prime of phi should return an array"):
        made.prime([1.0])


def test_a_backward_with_parameters_returns_a_gradient_for_each():
    def forward(x, W):
        return x @ W

    for backward, message in (
        (lambda g, x, W: g, r"backward should return ∂L/∂a_prev, dW, 2 arrays, got ndarray"),
        (lambda g, x, W: (g, W, W), r"2 arrays, got 3 values"),
        (lambda g, x, W: (g, g), r"backward \(dW\) should return an array of shape \(3, 3\), got \(5, 3\)"),
        (lambda g, x, W: (g[:2], W), r"backward \(∂L/∂a_prev\) should return .* \(5, 3\), got \(2, 3\)"),
    ):
        with pytest.raises(nn.NNKitError, match=message):
            passes([nn.FunctionLayer(3, 3, forward, backward, W=np.eye(3))])[2]()


def test_numbers_that_were_not_finite_before_are_not_blamed_on_the_function():
    net = nn.Network([nn.Dense(3, 3), nn.FunctionLayer(3, 3, right, right_backward)], rng=rng())
    x = np.ones((2, 3))
    x[1, 1] = np.inf
    with pytest.raises(nn.DataError, match=r"x\[1, 1\] is inf"):
        net.forward(x)
    net.theta[0] = np.nan
    with pytest.raises(nn.DivergedError, match="training has diverged"):
        net.forward(np.ones((2, 3)))
