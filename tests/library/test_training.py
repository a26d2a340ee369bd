"""nn.train: the loop, and what belongs around it."""

import copy
import sys
import tracemalloc

import numpy as np
import pytest

import nnkit as nn

LOSS = nn.SoftmaxCrossEntropy()


def start(seed=0, layers=None, dtype=np.float64, n=50):
    """Return a new network, data to train it on, and their generator, always the same."""
    rng = np.random.default_rng(seed)
    x, y = nn.datasets.moons(n, noise=0.2, rng=rng, dtype=dtype)
    layers = layers() if layers else [nn.Dense(2, 8, nn.tanh), nn.Dense(8, 2)]
    return nn.Network(layers, rng=rng, dtype=dtype), x, y, rng


def run(net, x, y, rng, optimizer=None, loss=LOSS, epochs=4, **settings):
    settings = {"batch_size": 16, "progress": False, **settings}
    return nn.train(
        net, loss, optimizer or nn.SGD(0.1, momentum=0.9), x, y, epochs=epochs, rng=rng, **settings
    )


# the loop -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("size", [7, 16, 100, 1000])
@pytest.mark.parametrize("kind", ["classes", "numbers"])
def test_it_takes_the_very_steps_of_the_loop_written_out(dtype, size, kind):
    loss = LOSS if kind == "classes" else nn.SquaredError()
    net, x, y, rng = start(dtype=dtype)
    y = y if kind == "classes" else nn.one_hot(y, 2)
    sgd, losses = nn.SGD(0.1, momentum=0.9), []
    for _ in range(4):
        total = 0.0
        for batch in nn.minibatches(len(x), size, rng):
            z = net.forward(x[batch])
            total += loss(z, y[batch]) * len(batch)
            sgd.step(net.theta, net.backward(loss.delta(z, y[batch])))
        losses.append(total / len(x))
    trained, x, _, rng = start(dtype=dtype)
    history = run(trained, x, y, rng, loss=loss, batch_size=size)
    np.testing.assert_array_equal(trained.theta, net.theta)
    np.testing.assert_allclose(history.loss, losses, rtol=1e-5 if dtype == np.float32 else 1e-13)


def test_more_data_than_are_gathered_at_once_are_still_dealt_out_in_the_same_batches():
    net, x, y, rng = start(n=4000)  # 8,000 rows of 40 bytes; 64 KB are gathered at a time
    sgd, total = nn.SGD(0.1), 0.0
    for batch in nn.minibatches(len(x), 48, rng):
        z = net.forward(x[batch])
        total += LOSS(z, y[batch]) * len(batch)
        sgd.step(net.theta, net.backward(LOSS.delta(z, y[batch])))
    trained, x, y, rng = start(n=4000)
    history = run(trained, x, y, rng, nn.SGD(0.1), epochs=1, batch_size=48)
    np.testing.assert_array_equal(trained.theta, net.theta)
    assert history.loss[0] == pytest.approx(total / len(x), rel=1e-12)


def test_the_same_seed_gives_the_same_numbers_and_data_are_never_modified():
    results = []
    for _ in range(2):
        net, x, y, rng = start()
        x.setflags(write=False)
        y.setflags(write=False)
        results.append((run(net, x, y, rng).loss, net.theta.copy()))
    assert results[0][0] == results[1][0]
    np.testing.assert_array_equal(results[0][1], results[1][1])


def test_the_history_holds_one_entry_for_each_epoch():
    net, x, y, rng = start()
    history = run(net, x, y, rng, validation=(x, y), epochs=5)
    columns = (
        history.loss,
        history.accuracy,
        history.validation_loss,
        history.validation_accuracy,
        history.eta,
    )
    assert [len(column) for column in columns] == [5] * 5
    assert history.validation_loss[-1] == LOSS(net(x), y)
    assert history.validation_accuracy[-1] == np.mean(net(x).argmax(axis=1) == y)
    assert history.stopped == "epochs"
    assert len(history) == 5
    assert "History of 5 epochs: loss 0." in repr(history)
    assert f"best epoch {1 + np.argmin(history.validation_loss)}" in repr(history)


def test_a_regression_has_no_accuracy():
    rng = np.random.default_rng(0)
    x, y = nn.datasets.curve(40, "sine", rng=rng)
    net = nn.Network.mlp([1, 8, 1], nn.tanh, rng=rng)
    history = run(net, x, y, rng, loss=nn.SquaredError(), validation=(x, y))
    assert history.accuracy == history.validation_accuracy == []
    assert history.loss[-1] < history.loss[0]


def test_integer_images_become_floats_of_the_network():
    rng = np.random.default_rng(0)
    x = rng.integers(0, 2, size=(20, 3)).astype(np.uint8)
    net = nn.Network.mlp([3, 4, 2], nn.relu, rng=rng, dtype=np.float32)
    run(net, x, x[:, 0].astype(np.uint8), rng)
    assert net.theta.dtype == np.float32


# accuracy -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("z", "y", "share"),
    [
        ([[2, 1, 0], [0, 3, 1], [1, 0, 2], [5, 1, 1]], [0, 1, 1, 0], 0.75),
        ([[2, 1], [0, 3], [0, 1]], [[0.9, 0.1], [0.8, 0.2], [0.3, 0.7]], 2 / 3),
        ([[2.0], [-1.0], [0.1], [-3.0]], [1, 0, 0, 0], 0.75),
        ([[2.0], [-1.0], [0.1], [-3.0]], [[1], [-1], [-1], [1]], 0.5),
    ],
)
def test_accuracy_is_the_share_of_right_rows(z, y, share):
    assert nn.accuracy(z, y) == share


def test_accuracy_of_shapes_that_do_not_match_is_refused():
    with pytest.raises(nn.ShapeError, match=r"z of shape \(batch, K\) .* got \(2, 2\) and \(3,\)"):
        nn.accuracy(np.ones((2, 2)), [0, 1, 1])
    with pytest.raises(nn.ShapeError, match=r"got \(0, 2\)"):
        nn.accuracy(np.ones((0, 2)), [])


# early stopping, schedules, clipping, callbacks ----------------------------------------------------------


def test_early_stopping_waits_for_patience_and_brings_the_best_parameters_back():
    net, x, y, rng = start(n=20)
    other_x, other_y = nn.datasets.moons(50, noise=0.4, rng=rng)
    seen = []
    history = run(
        net,
        x,
        y,
        rng,
        nn.SGD(1.0, momentum=0.9),
        epochs=500,
        validation=(other_x, other_y),
        patience=8,
        callbacks=[lambda history: seen.append(net.theta.copy())],
    )
    assert history.stopped == "patience"
    assert history.best_epoch == 1 + int(np.argmin(history.validation_loss))
    assert len(history) == history.best_epoch + 8 < 500
    np.testing.assert_array_equal(net.theta, seen[history.best_epoch - 1])
    assert LOSS(net(other_x), other_y) == min(history.validation_loss)


def test_early_stopping_also_brings_back_what_layers_keep_besides_their_parameters():
    def layers():
        return [nn.Dense(2, 8), nn.BatchNorm(8), nn.Dense(8, 2)]

    net, x, y, rng = start(layers=layers, n=20)
    other = nn.datasets.moons(50, noise=0.4, rng=rng)
    history = run(net, x, y, rng, nn.SGD(1.0), epochs=100, validation=other, patience=4)
    assert history.stopped == "patience"
    assert LOSS(net(other[0]), other[1]) == min(history.validation_loss)


def test_without_patience_the_last_parameters_stay():
    net, x, y, rng = start()
    history = run(net, x, y, rng, nn.SGD(2.0, momentum=0.9), epochs=20, validation=(x, y))
    assert LOSS(net(x), y) == history.validation_loss[-1] != min(history.validation_loss)


def test_a_schedule_sets_eta_before_every_step():
    net, x, y, rng = start(n=16)  # two steps an epoch
    etas = []

    class Spy(nn.SGD):
        def step(self, theta, grad):
            etas.append(self.eta)
            super().step(theta, grad)

    history = run(net, x, y, rng, Spy(9.0), epochs=3, schedule=lambda t: 0.1 / (1 + t))
    np.testing.assert_allclose(etas, [0.1 / (1 + t) for t in (0, 0.5, 1, 1.5, 2, 2.5)], rtol=1e-12)
    np.testing.assert_allclose(history.eta, etas[1::2])


def test_a_plateau_of_the_validation_loss_lowers_eta():
    net, x, y, rng = start()
    flat = nn.schedules.ReduceOnPlateau(1e-9, patience=2, factor=0.5)  # so small that no loss gets better
    history = run(net, x, y, rng, nn.SGD(0.1), epochs=6, schedule=flat, validation=(x, y))
    np.testing.assert_allclose(history.eta, [1e-9] * 3 + [5e-10] * 2 + [2.5e-10])


def test_clipping_bounds_every_step():
    net, x, y, rng = start(n=16)
    before = net.theta.copy()
    run(net, x * 100, y, rng, nn.SGD(1.0), epochs=1, batch_size=32, clip_norm=0.01)
    assert np.linalg.norm(net.theta - before) == pytest.approx(0.01)


def test_callbacks_see_the_history_and_may_stop():
    net, x, y, rng = start()
    seen = []
    history = run(
        net, x, y, rng, epochs=50, callbacks=[lambda h: h.loss[-1] < h.loss[0], lambda h: seen.append(len(h))]
    )
    assert history.stopped == "callback"
    assert len(history) < 50
    assert seen == list(range(1, len(history) + 1))


# going on ------------------------------------------------------------------------------------------------


def deep():
    return [
        nn.Dense(2, 8),
        nn.BatchNorm(8),
        nn.Activate(8, nn.relu),
        nn.Dropout(8, 0.2),
        nn.Residual([nn.Dense(8, 8, "tanh"), nn.Dropout(8, 0.1)]),
        nn.Dense(8, 2),
    ]


@pytest.mark.parametrize("layers", [None, deep], ids=["plain", "with memory"])
@pytest.mark.parametrize(
    "kind", [lambda: nn.SGD(0.1, momentum=0.9), lambda: nn.AdamW(0.01)], ids=["sgd", "adam"]
)
@pytest.mark.parametrize("by_file", [False, True])
def test_training_in_two_parts_is_the_same_as_training_in_one(kind, layers, by_file, tmp_path):
    settings = {"schedule": nn.schedules.ReduceOnPlateau(0.05, patience=1), "patience": 6}
    net, x, y, rng = start(layers=layers, dtype=np.float32)
    whole = run(net, x, y, rng, kind(), epochs=9, validation=(x, y), **settings)

    first, x, y, rng = start(layers=layers, dtype=np.float32)
    state = run(first, x, y, rng, kind(), epochs=4, validation=(x, y), **settings).state
    if by_file:
        nn.save_state(tmp_path / "run.npz", state)
        state = nn.load_state(tmp_path / "run.npz")
    second, x, y, _ = start(layers=layers, dtype=np.float32)
    second.theta = np.random.default_rng(9).normal(size=second.n_params)
    parts = run(
        second, x, y, np.random.default_rng(9), kind(), epochs=9, validation=(x, y), state=state, **settings
    )

    np.testing.assert_array_equal(second.theta, net.theta)
    np.testing.assert_array_equal(second(x), net(x))
    for name in ("loss", "accuracy", "validation_loss", "eta", "best_epoch", "stopped"):
        assert getattr(parts, name) == getattr(whole, name)


def test_the_best_parameters_of_the_first_part_survive_into_the_second():
    net, x, y, rng = start()
    first = run(net, x, y, rng, epochs=20, validation=(x, y), patience=3)
    best = net.theta.copy()
    again, _, _, _ = start()
    state = copy.deepcopy(first.state)
    # from here on everything gets worse
    history = run(
        again, x, y, rng, epochs=40, validation=(x, y), patience=3, state=state, schedule=lambda t: 30.0
    )
    assert history.best_epoch == first.best_epoch
    np.testing.assert_array_equal(again.theta, best)


def test_a_state_can_be_used_twice():
    net, x, y, rng = start()
    state = run(net, x, y, rng).state
    ends = []
    for _ in range(2):
        other, x, y, rng = start()
        history = run(other, x, y, rng, epochs=8, state=state)
        ends.append((other.theta.copy(), history.loss))
    np.testing.assert_array_equal(ends[0][0], ends[1][0])
    assert ends[0][1] == ends[1][1]
    assert len(state["history"]["loss"]) == 4


def test_a_state_that_does_not_fit_is_refused():
    net, x, y, rng = start()
    state = run(net, x, y, rng, nn.Adam()).state
    with pytest.raises(
        nn.DataError, match=r"network of 2 layers and 42 parameters, but this one has 2 and 22"
    ):
        run(nn.Network.mlp([2, 4, 2], nn.tanh, rng=rng), x, y, rng, nn.Adam(), state=state)
    with pytest.raises(nn.DataError, match=r"SGD expects a state that its own kind saved, but it has no v"):
        run(net, x, y, rng, state={**state, "optimizer": {"eta": 1.0, "t": 3}})
    with pytest.raises(nn.DataError, match=r"that of a PCG64 generator, but rng is a MT19937"):
        run(net, x, y, np.random.Generator(np.random.MT19937(0)), nn.Adam(), state=state)
    with pytest.raises(
        nn.DataError, match=r"expects state to be the state of a history, but 'history' is amiss"
    ):
        run(net, x, y, rng, state={"theta": net.theta})


# trouble -------------------------------------------------------------------------------------------------


def test_a_diverged_training_names_its_step_and_loses_nothing():
    net, x, y, rng = start()
    y = nn.one_hot(y, 2)
    sgd = nn.SGD(0.1, momentum=0.9)
    kept = {}

    def callback(history):
        kept.update(theta=net.theta.copy(), v=sgd.v.copy(), loss=history.loss[:], rng=copy.deepcopy(rng))

    with pytest.raises(
        nn.DivergedError,
        match=r"Training diverged in epoch 4, at step [2-7] of 7\. .* as it was after 3 complete",
    ) as caught:
        run(
            net,
            x,
            y,
            rng,
            sgd,
            nn.SquaredError(),
            epochs=9,
            schedule=lambda t: 0.1 if t < 3 else 1e200,
            callbacks=[callback],
        )
    np.testing.assert_array_equal(net.theta, kept["theta"])
    np.testing.assert_array_equal(sgd.v, kept["v"])
    assert caught.value.history.loss == kept["loss"]
    assert sgd.t == 3 * 7
    assert rng.bit_generator.state == kept["rng"].bit_generator.state
    run(net, x, y, rng, sgd, nn.SquaredError(), state=caught.value.history.state)  # and can go on


def test_an_overflowing_loss_names_the_step_at_which_it_began():
    """In float32 an error of 1e30 is finite but its square is not."""
    rng = np.random.default_rng(0)
    net = nn.Network([nn.Dense(1, 1)], rng=rng, dtype=np.float32)
    net.theta = [1, 0]
    x, y = np.ones((40, 1)), np.zeros(40)
    order = next(nn.minibatches(40, 40, np.random.default_rng(5)))
    y[order[17]] = 1e30  # with batches of 8 it comes in the third
    with pytest.raises(nn.DivergedError, match=r"in epoch 1, at step 3 of 5\. The mean loss is inf"):
        run(net, x, y, np.random.default_rng(5), nn.SGD(1e-40), nn.SquaredError(), batch_size=8)
    np.testing.assert_array_equal(net.theta, [1, 0])


@pytest.mark.parametrize("where", ["x", "y", "validation x", "validation y"])
def test_nan_in_the_data_is_reported_with_its_place_before_the_first_step(where):
    net, x, y, rng = start()
    data = {"x": x, "y": nn.one_hot(y, 2), "validation x": x.copy(), "validation y": nn.one_hot(y, 2)}
    data[where][3, 1] = np.nan
    before = net.theta.copy()
    with pytest.raises(nn.DataError, match=rf"train expects finite numbers, but {where}\[3, 1\] is nan"):
        run(
            net,
            data["x"],
            data["y"],
            rng,
            loss=nn.SquaredError(),
            validation=(data["validation x"], data["validation y"]),
        )
    np.testing.assert_array_equal(net.theta, before)


def test_wrong_arguments_are_named_before_the_first_step():
    net, x, y, rng = start()
    for settings, error, message in (
        ({"epochs": 0}, nn.SettingError, r"train expects epochs to be a whole number of at least 1, got 0"),
        ({"batch_size": 0}, nn.SettingError, r"train expects batch_size to be a whole number"),
        ({"patience": 0, "validation": (x, y)}, nn.SettingError, r"train expects patience to be a whole"),
        ({"patience": 3}, nn.SettingError, r"train expects validation=\(x, y\) with patience, got none"),
        (
            {"validation": (x[:, :1], y)},
            nn.ShapeError,
            r"Network expects x of shape \(batch, 2\), got \(100, 1\)",
        ),
        ({"validation": x}, nn.SettingError, r"train expects validation to be a pair \(x, y\)"),
        (
            {"schedule": 0.1},
            nn.SettingError,
            r"train expects schedule to be a function of the epoch, .* got 0.1",
        ),
        ({"callbacks": print}, nn.SettingError, r"train expects callbacks to be a list of functions"),
        ({"clip_norm": 0}, nn.SettingError, r"clip_grad_norm expects max_norm above 0, got 0"),
    ):
        with pytest.raises(error, match=message):
            run(net, x, y, rng, **settings)
    with pytest.raises(nn.SettingError, match=r"train expects rng, a numpy.random.Generator, got int"):
        run(net, x, y, 0)
    with pytest.raises(
        nn.ShapeError, match=r"y with one entry for each of the 100 rows of x, got shape \(99,\)"
    ):
        run(net, x, y[1:], rng)
    with pytest.raises(
        nn.DataError, match=r"cannot use y with this network and loss. .* from 0 to 1, but y\[0\] is 7"
    ):
        run(net, x, np.full(100, 7), rng)
    with pytest.raises(nn.ShapeError, match=r"cannot use y with this network and loss. .* got \(100,\)"):
        run(net, x, y, rng, loss=nn.SquaredError())
    with pytest.raises(
        nn.SettingError, match=r"train expects a loss such as nn.SoftmaxCrossEntropy\(\), got type"
    ):
        run(net, x, y, rng, loss=nn.SquaredError)
    with pytest.raises(nn.SettingError, match=r"train expects an optimizer such as nn.SGD\(0.1\), got float"):
        run(net, x, y, rng, 0.1)


# memory, progress, picture -------------------------------------------------------------------------------


def test_memory_does_not_grow_over_ten_thousand_steps():
    net, x, y, rng = start(n=320, dtype=np.float32)
    used = []

    def measure(history):
        if len(history) in (50, 500):
            used.append(tracemalloc.get_traced_memory()[0])

    tracemalloc.start()
    history = run(net, x, y, rng, epochs=500, batch_size=32, callbacks=[measure])
    tracemalloc.stop()
    assert len(history) * 20 == 10_000
    assert used[1] - used[0] < 450 * 400  # four numbers for each epoch, in the history and in its state


def test_a_steady_step_allocates_less_than_64_kb():
    rng = np.random.default_rng(0)
    net = nn.Network.mlp([784, 100, 10], nn.relu, rng=rng, dtype=np.float32)
    x, y = rng.random((640, 784), dtype=np.float32), rng.integers(10, size=640)
    peaks = []

    class Spy(nn.SGD):
        def step(self, theta, grad):
            super().step(theta, grad)
            if self.t > 12:  # all arrays are there
                peaks.append(tracemalloc.get_traced_memory()[1] - self.before)
            tracemalloc.reset_peak()
            self.before = tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    run(net, x, y, rng, Spy(0.01, momentum=0.9), epochs=3, batch_size=64)
    tracemalloc.stop()
    within = [
        peak for k, peak in enumerate(peaks, start=13) if k % 10 != 1
    ]  # not those across an epoch's end
    assert len(within) > 10
    assert max(within) < 2**16


def test_the_progress_bar_shows_epochs_and_loss(capsys):
    net, x, y, rng = start()
    run(net, x, y, rng, epochs=3, validation=(x, y), progress=True)
    shown = capsys.readouterr()
    assert "3/3" in shown.out
    assert "validation loss" in shown.out
    assert shown.err == ""
    run(net, x, y, rng, epochs=3, progress=False)
    assert capsys.readouterr().out == ""


def test_without_tqdm_progress_is_plain_lines(capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "tqdm", None)
    net, x, y, rng = start()
    run(net, x, y, rng, epochs=20, progress=True)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 10
    assert lines[0].startswith("epoch 2/20  loss 0.")
    assert lines[-1].startswith("epoch 20/20  loss 0.")


def test_the_history_can_be_drawn():
    import matplotlib as mpl

    mpl.use("agg")
    from matplotlib import pyplot as plt

    net, x, y, rng = start()
    history = run(net, x, y, rng, epochs=3, validation=(x, y))
    history.plot()
    loss, accuracy = plt.gcf().axes
    train, validation, best = loss.lines
    assert train.get_ydata().tolist() == history.loss
    assert validation.get_ydata().tolist() == history.validation_loss
    assert (train.get_linestyle(), validation.get_linestyle()) == ("-", "--")
    assert best.get_xdata()[0] == history.best_epoch
    assert [loss.get_ylabel(), accuracy.get_ylabel()] == ["loss", "accuracy"]
    assert accuracy.lines[0].get_ydata().tolist() == history.accuracy
    plt.close("all")
    with pytest.raises(nn.OrderError, match=r"at least one complete epoch, got none"):
        nn.History().plot()


def test_an_interrupted_training_keeps_what_its_complete_epochs_reached():
    net, x, y, rng = start()
    twin, _, _, twin_rng = start()

    class Interrupted(nn.SGD):
        def step(self, theta, grad):
            if self.t == 3 * steps + 1:  # in the middle of the fourth epoch
                raise KeyboardInterrupt
            super().step(theta, grad)

    steps = -(-len(x) // 32)
    history = nn.train(net, LOSS, Interrupted(0.1), x, y, epochs=10, rng=rng, progress=False)
    same = nn.train(twin, LOSS, nn.SGD(0.1), x, y, epochs=3, rng=twin_rng, progress=False)
    assert (history.stopped, len(history)) == ("interrupted", 3)
    assert history.loss == same.loss
    assert "interrupted" in repr(history)
    np.testing.assert_array_equal(net.theta, twin.theta)
    assert rng.random() == twin_rng.random()
