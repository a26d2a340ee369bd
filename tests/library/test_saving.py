"""Networks in files and back."""

import json
import zipfile

import numpy as np
import pytest

import nnkit as nn


def networks():
    rng = np.random.default_rng(0)
    dense = nn.Network.mlp([3, 5, 2], nn.leaky_relu.with_(alpha=0.2), init=nn.init.orthogonal, rng=rng)
    layers = [
        nn.Dense(3, 6),
        nn.BatchNorm(6),
        nn.PReLU(6),
        nn.Dropout(6, 0.3),
        nn.LayerNorm(6),
        nn.Residual([nn.Dense(6, 4, nn.silu.with_(beta=2.0)), nn.BatchNorm(4), nn.Dense(4, 6)]),
        nn.Activate(6, nn.gelu),
        nn.Dense(6, 2),
    ]
    words = [nn.Embedding(10, 4, window=3), nn.Dense(12, 2)]
    return {
        "dense": dense,
        "float32": nn.Network.mlp([3, 4, 2], "tanh", rng=rng, dtype=np.float32),
        "every layer": nn.Network(layers, rng=rng),
        "words": nn.Network(words, rng=rng),
    }


@pytest.mark.parametrize("name", networks())
def test_a_network_comes_back_as_it_was(name, tmp_path):
    net = networks()[name]
    x = np.random.default_rng(1).integers(0, 10, size=(7, 3))
    for _ in range(3):
        net.forward(x)  # running averages move
    nn.save(tmp_path / "net.npz", net)
    again = nn.load(tmp_path / "net.npz")
    assert repr(again) == repr(net)
    assert again.dtype == net.dtype
    np.testing.assert_array_equal(again.theta, net.theta)
    np.testing.assert_array_equal(again(x), net(x))
    np.testing.assert_array_equal(again.forward(x), net.forward(x))  # Dropout draws the same mask
    assert [getattr(layer, "init", None) for layer in again] == [
        getattr(layer, "init", None) for layer in net
    ]


def test_a_new_layer_class_is_known_as_soon_as_it_is_defined(tmp_path):
    class Scale(nn.Layer):
        keeps = ("seen",)

        def __init__(self, n, by=2.0):
            super().__init__(n, n)
            self.n, self.by, self.seen = n, by, np.zeros(1)

        def __call__(self, a_prev):
            return self.by * a_prev

        def forward(self, a_prev):
            self.seen += len(a_prev)
            return self.by * a_prev

        def backward(self, grad_a, *, input_gradient=True):
            return self.by * grad_a

    net = nn.Network([nn.Dense(2, 2), Scale(2, by=3.0)], rng=np.random.default_rng(0))
    net.forward(np.ones((5, 2)))
    nn.save(tmp_path / "net.npz", net)
    again = nn.load(tmp_path / "net.npz")
    assert type(again[2]) is Scale
    assert again[2].by == 3.0
    assert again[2].seen == 5
    assert net[2].seen == 5


def test_an_activation_of_ones_own_needs_a_name_in_the_table(tmp_path, monkeypatch):
    def cube(z):
        return z**3

    phi = nn.Activation.of(cube, lambda z: 3 * z**2)
    net = nn.Network([nn.Dense(2, 1, phi)], rng=np.random.default_rng(0))
    with pytest.raises(
        nn.SettingError, match=r"activations that nn.ACTIVATIONS knows, .*ACTIVATIONS\['cube'\]"
    ):
        nn.save(tmp_path / "net.npz", net)
    monkeypatch.setitem(nn.ACTIVATIONS, "cube", phi)
    nn.save(tmp_path / "net.npz", net)
    assert nn.load(tmp_path / "net.npz")[1].phi is phi


def test_a_layer_of_functions_cannot_be_kept_and_no_file_appears(tmp_path):
    layer = nn.FunctionLayer(2, 2, lambda a: 2 * a, lambda grad, a: 2 * grad)
    net = nn.Network([layer], rng=np.random.default_rng(0))
    with pytest.raises(nn.SettingError, match=r"a file holds no Python code. Keep net.theta with np.save"):
        nn.save(tmp_path / "net.npz", net)
    assert list(tmp_path.iterdir()) == []


def test_a_layer_that_forgets_its_arguments_is_told_so(tmp_path):
    class Forgetful(nn.Layer):
        def __init__(self, n, factor):
            super().__init__(n, n)
            self.n = n

    net = nn.Network([Forgetful(2, 3.0)], rng=np.random.default_rng(0))
    with pytest.raises(
        nn.SettingError, match=r"but it has no factor. Write self.factor = factor in __init__"
    ):
        nn.save(tmp_path / "net.npz", net)


def test_an_interrupted_save_leaves_the_old_file_whole(tmp_path, monkeypatch):
    path = tmp_path / "net.npz"
    old, new = networks()["dense"], networks()["float32"]
    nn.save(path, old)

    def broken(file, **arrays):
        file.write(b"half of it")
        raise OSError("the disk is full")

    monkeypatch.setattr(np, "savez", broken)
    with pytest.raises(OSError, match="disk is full"):
        nn.save(path, new)
    monkeypatch.undo()
    np.testing.assert_array_equal(nn.load(path).theta, old.theta)
    assert list(tmp_path.iterdir()) == [path]


def test_the_name_of_the_file_is_kept_as_given(tmp_path):
    nn.save(str(tmp_path / "net"), networks()["dense"])
    assert [path.name for path in tmp_path.iterdir()] == ["net"]
    nn.load(str(tmp_path / "net"))


# damaged and foreign files -------------------------------------------------------------------------------


def test_a_file_cut_short_anywhere_is_a_clear_error(tmp_path):
    path = tmp_path / "net.npz"
    nn.save(path, networks()["dense"])
    whole = path.read_bytes()
    for length in range(0, len(whole) - 1, 97):
        path.write_bytes(whole[:length])
        with pytest.raises(
            nn.DataError, match=r"nn.load expects a file that nn.save wrote, but .* is damaged or"
        ):
            nn.load(path)


def test_a_flipped_byte_is_a_clear_error_or_does_no_harm(tmp_path):
    path, net = tmp_path / "net.npz", networks()["dense"]
    nn.save(path, net)
    whole = path.read_bytes()
    found = 0
    for place in range(0, len(whole), 41):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            np.testing.assert_array_equal(nn.load(path).theta, net.theta)  # a date, say, does not matter
        except nn.DataError:
            found += 1
    assert found > 0.5 * len(range(0, len(whole), 41))


@pytest.mark.parametrize("kind", ["text", "array", "other npz", "pickle", "no file", "folder"])
def test_a_foreign_file_is_a_clear_error(kind, tmp_path):
    path = tmp_path / "net.npz"
    if kind == "text":
        path.write_text("hello")
    elif kind == "array":
        with path.open("wb") as file:
            np.save(file, np.ones(3))
    elif kind == "other npz":
        np.savez(path, x=np.ones(3))
    elif kind == "pickle":
        np.savez(path, nnkit=np.array({"content": 1}, dtype=object))
    elif kind == "folder":
        path.mkdir()
    message = "there is none at" if kind in ("no file", "folder") else "is damaged or of another kind"
    for load in (nn.load, nn.load_state):
        with pytest.raises(nn.DataError, match=message):
            load(path)


def rewritten(path, change):
    """Change the JSON text inside a file that nn.save wrote."""
    with np.load(path) as file:
        arrays = dict(file)
    text = json.loads(str(arrays["nnkit"]))
    change(text)
    np.savez(path, **{**arrays, "nnkit": np.array(json.dumps(text))})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda t: t["content"]["layers"][0].update(layer="Dens"),
            r"no layer called 'Dens'. Did you mean 'Dense'",
        ),
        (lambda t: t["content"]["layers"].reverse(), r"expects layer 2 to have 2 inputs"),
        (lambda t: t["content"]["layers"][1].update(n_out=10**9), r"6000000020 parameters, but theta has 32"),
        (lambda t: t["content"]["layers"][0].update(phi={"activation": "rely"}), r"Did you mean 'relu'"),
        (lambda t: t["content"]["layers"][0].update(init={"init": "os"}), r"no initialiser called 'os'"),
        (lambda t: t["content"]["layers"][0].update(init={"init": "math"}), r"no initialiser called 'math'"),
        (lambda t: t["content"]["layers"][0].update(os="rm"), r"unexpected keyword argument 'os'"),
        (lambda t: t["content"].pop("layers"), r"cannot rebuild the network .* 'layers'"),
        (lambda t: t["content"].update(dtype="int8"), r"dtype to be np.float32 or np.float64"),
        (
            lambda t: t.update(format=99),
            r"a network in format 1, but .* holds a network in format 99. Update",
        ),
    ],
)
def test_a_network_that_cannot_be_is_refused(change, message, tmp_path):
    path = tmp_path / "net.npz"
    nn.save(path, networks()["dense"])
    rewritten(path, change)
    with pytest.raises(nn.DataError, match=message):
        nn.load(path)


def test_networks_and_states_are_not_mixed_up(tmp_path):
    net = networks()["dense"]
    nn.save(tmp_path / "net.npz", net)
    with pytest.raises(
        nn.DataError, match=r"expects a state in format 1, .* holds a network .* nn.load reads networks"
    ):
        nn.load_state(tmp_path / "net.npz")
    with pytest.raises(nn.SettingError, match=r"nn.save expects a network, got dict"):
        nn.save(tmp_path / "net.npz", {})
    with pytest.raises(nn.SettingError, match=r"nn.save_state expects the state of a training, got Network"):
        nn.save_state(tmp_path / "net.npz", net)


def test_the_file_is_an_ordinary_npz_archive_without_pickle(tmp_path):
    nn.save(tmp_path / "net.npz", networks()["dense"])
    with zipfile.ZipFile(tmp_path / "net.npz") as archive:
        assert archive.testzip() is None
        assert "nnkit.npy" in archive.namelist()
    with np.load(tmp_path / "net.npz", allow_pickle=False) as file:
        assert any(np.array_equal(file[name], networks()["dense"].theta) for name in file.files)
