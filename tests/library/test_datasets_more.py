"""Class balance, functions to fit, setting examples aside, handwritten digits."""

import gzip
import hashlib
import http.server
import threading

import numpy as np
import pytest

import nnkit as nn
from nnkit import handwriting

MAKERS = [nn.datasets.xor, nn.datasets.moons, nn.datasets.circles, nn.datasets.spirals, nn.datasets.blobs]


def rng(seed=0):
    return np.random.default_rng(seed)


# class balance --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", MAKERS, ids=lambda f: f.__name__)
def test_every_class_can_have_a_number_of_its_own(make):
    n = (30, 4, 7) if make is nn.datasets.blobs else (30, 4)
    x, y = make(n, noise=0.1, rng=rng())
    assert np.bincount(y).tolist() == list(n)
    assert x.shape == (sum(n), 2)
    assert set(y[:2]) != set(y)  # a rare class is not first by construction


@pytest.mark.parametrize("make", MAKERS, ids=lambda f: f.__name__)
def test_equal_numbers_are_the_same_points_as_one_number_for_all(make):
    classes = 3 if make is nn.datasets.blobs else 2
    np.testing.assert_array_equal(make((9,) * classes, rng=rng())[0], make(9, rng=rng())[0])


def test_a_number_for_each_class_is_needed():
    with pytest.raises(
        nn.SettingError, match=r"moons expects n for each of its 2 classes, got 3: \(1, 2, 3\)"
    ):
        nn.datasets.moons((1, 2, 3), rng=rng())
    with pytest.raises(nn.SettingError, match=r"blobs expects n to be a whole number of at least 1, got 0"):
        nn.datasets.blobs((1, 0, 3), rng=rng())


# functions of one variable --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", nn.datasets.TARGETS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_curve_gives_columns_of_its_target(name, dtype):
    x, y = nn.datasets.curve(200, name, rng=rng(), dtype=dtype)
    assert (x.shape, y.shape, x.dtype, y.dtype) == ((200, 1), (200, 1), dtype, dtype)
    assert -1 <= x.min() < -0.9 < 0.9 < x.max() <= 1
    assert np.abs(y).max() <= 1
    np.testing.assert_allclose(
        y, nn.datasets.TARGETS[name](x.astype(np.float64)), atol=3e-6
    )  # steep times eps


def test_the_targets_pass_through_known_points():
    at = {name: target(np.array([-1, -0.5, 0, 0.5, 1])) for name, target in nn.datasets.TARGETS.items()}
    np.testing.assert_allclose(at["sine"], [0, -1, 0, 1, 0], atol=1e-15)
    np.testing.assert_allclose(at["triangle"], [0, 0, 1, 0, 0])
    np.testing.assert_allclose(at["absolute value"], [1, 0, -1, 0, 1])
    np.testing.assert_allclose(at["step"], [-0.5, -0.5, 0.5, 0.5, 0.5])
    np.testing.assert_allclose(at["Runge"][[0, 2]], [1 / 26, 1])
    np.testing.assert_allclose(at["parabola"], [1, -0.5, -1, -0.5, 1])


def test_a_curve_of_ones_own_with_noise_on_an_interval():
    x, y = nn.datasets.curve(5000, lambda x: x**2, noise=0.2, low=2, high=3, rng=rng())
    assert x.min() >= 2
    assert x.max() <= 3
    assert (y - x**2).std() == pytest.approx(0.2, rel=0.05)  # 5,000 draws: 1 % standard error


def test_a_curve_that_cannot_be_drawn_is_refused():
    with pytest.raises(nn.UnknownNameError, match=r"no target called 'sin'. Did you mean 'sine'"):
        nn.datasets.curve(5, "sin", rng=rng())
    with pytest.raises(nn.SettingError, match=r"curve expects low below high, got 1 and 0"):
        nn.datasets.curve(5, low=1, high=0, rng=rng())
    with pytest.raises(nn.ShapeError, match=r"target\(x\) of shape \(5,\), like x, got \(\)"):
        nn.datasets.curve(5, lambda x: 1.0, rng=rng())


# setting examples aside -----------------------------------------------------------------------------------


def test_a_split_deals_every_example_out_once_and_keeps_pairs_together():
    x = np.arange(20).reshape(10, 2)
    (train_x, train_y), (test_x, test_y) = nn.datasets.split(x, np.arange(10), share=0.3, rng=rng())
    assert sorted([*train_y, *test_y]) == list(range(10))
    assert len(test_y) == 3
    np.testing.assert_array_equal(x[train_y], train_x)
    np.testing.assert_array_equal(x[test_y], test_x)
    assert [len(part[1]) for part in nn.datasets.split([1, 2], [1, 2], share=0.01, rng=rng())] == [1, 1]


def test_a_split_that_cannot_be_is_refused():
    with pytest.raises(nn.ShapeError, match=r"as many rows, at least two, got \(3,\) and \(2,\)"):
        nn.datasets.split([1, 2, 3], [1, 2], rng=rng())
    with pytest.raises(nn.SettingError, match=r"share above 0 and below 1, got 1"):
        nn.datasets.split([1, 2, 3], [1, 2, 3], share=1, rng=rng())


# digits ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_small_digits_are_all_there(dtype):
    x, y = nn.datasets.digits(dtype=dtype)
    assert (x.shape, x.dtype, y.dtype) == ((1797, 64), dtype, np.int64)
    assert np.bincount(y).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    assert (x.min(), x.max()) == (0, 1)
    assert (x * 16).sum() == 561_718  # the sum of all pixels as they were published
    assert y[:12].tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]


def test_a_zero_has_a_hole_and_a_one_has_not():
    x, y = nn.datasets.digits()
    middle = x.reshape(-1, 8, 8)[:, 3:5, 3:5].mean(axis=(1, 2))
    assert middle[y == 0].mean() < 0.2 < 0.6 < middle[y == 1].mean()


# MNIST ----------------------------------------------------------------------------------------------------


def idx(array):
    return b"\0\0\x08" + bytes([array.ndim]) + np.array(array.shape, ">u4").tobytes() + array.tobytes()


def tiny(seed=0):
    """Return arrays as MNIST has them, but five and three examples only."""
    draw = rng(seed)
    return {
        "train-images-idx3-ubyte": draw.integers(0, 256, size=(5, 28, 28), dtype=np.uint8),
        "train-labels-idx1-ubyte": draw.integers(0, 10, size=5, dtype=np.uint8),
        "t10k-images-idx3-ubyte": draw.integers(0, 256, size=(3, 28, 28), dtype=np.uint8),
        "t10k-labels-idx1-ubyte": draw.integers(0, 10, size=3, dtype=np.uint8),
    }


def check(found, arrays=None, dtype=np.float32):
    x_train, y_train, x_test, y_test = (arrays or tiny()).values()
    for (x, y), images, labels in zip(found, (x_train, x_test), (y_train, y_test), strict=True):
        assert (x.dtype, y.dtype) == (dtype, np.int64)
        np.testing.assert_allclose(x, images.reshape(len(images), 784) / 255, rtol=1e-6)
        np.testing.assert_array_equal(y, labels)


@pytest.fixture
def offline(tmp_path, monkeypatch):
    """No local copy is named, the cache is empty, and no mirror answers."""
    monkeypatch.delenv("NNKIT_MNIST", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(handwriting, "MIRRORS", ("http://127.0.0.1:9/mnist/",))
    return tmp_path


@pytest.mark.parametrize("flat", [True, False])
def test_mnist_comes_from_an_npz_file(flat, offline, monkeypatch):
    names = ("x_train", "y_train", "x_test", "y_test")
    arrays = dict(zip(names, tiny().values(), strict=True))
    if flat:
        arrays = {name: a.reshape(len(a), 784) if name[0] == "x" else a for name, a in arrays.items()}
    np.savez(offline / "digits.npz", **arrays)
    monkeypatch.setenv("NNKIT_MNIST", str(offline / "digits.npz"))
    check(nn.datasets.mnist())
    check(nn.datasets.mnist(dtype=np.float64), dtype=np.float64)


@pytest.mark.parametrize("style", ["gz", "plain", "dotted"])
def test_mnist_comes_from_a_folder_of_idx_files(style, offline, monkeypatch):
    for name, array in tiny().items():
        data = idx(array)
        if style == "gz":
            name, data = name + ".gz", gzip.compress(data)
        (offline / (name.replace("-idx", ".idx") if style == "dotted" else name)).write_bytes(data)
    monkeypatch.setenv("NNKIT_MNIST", str(offline))
    check(nn.datasets.mnist())


class Mirror:
    """A server of files on this machine that counts what it is asked for."""

    def __init__(self, files):
        self.asked = []
        mirror = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                name = self.path.rpartition("/")[2]
                mirror.asked.append(name)
                body = files.get(name)
                self.send_response(200 if body is not None else 404)
                self.send_header("Content-Length", str(len(body or b"")))
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"

    def __enter__(self):
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def packed(monkeypatch):
    """Tiny files, with their checksums in the place of those of the original ones."""
    files = {f"{name}.gz": gzip.compress(idx(array), mtime=0) for name, array in tiny().items()}
    sums = {name: hashlib.md5(data, usedforsecurity=False).hexdigest() for name, data in files.items()}
    assert list(sums) == list(handwriting.FILES)  # the names of the original files
    monkeypatch.setattr(handwriting, "FILES", sums)
    return files


def test_mnist_is_downloaded_once_with_a_progress_bar(offline, packed, monkeypatch, capsys):
    with Mirror(packed) as mirror:
        monkeypatch.setattr(handwriting, "MIRRORS", (mirror.url,))
        check(nn.datasets.mnist())
        assert "train-images-idx3-ubyte.gz" in capsys.readouterr().out
        assert mirror.asked == list(packed)
        check(nn.datasets.mnist())
        assert mirror.asked == list(packed)
    assert sorted(path.name for path in (offline / "cache/nnkit/mnist").iterdir()) == sorted(packed)
    check(nn.datasets.mnist())  # and without a connection
    assert capsys.readouterr().out == ""


def test_a_damaged_file_in_the_cache_is_fetched_again(offline, packed, monkeypatch):
    with Mirror(packed) as mirror:
        monkeypatch.setattr(handwriting, "MIRRORS", (mirror.url,))
        nn.datasets.mnist(progress=False)
        name = list(packed)[1]
        (offline / "cache/nnkit/mnist" / name).write_bytes(b"half")
        check(nn.datasets.mnist(progress=False))
        assert mirror.asked == [*packed, name]


def test_the_next_mirror_helps_out_when_one_is_wrong_or_silent(offline, packed, monkeypatch, capsys):
    wrong = {name: data[:-1] + b"x" for name, data in packed.items()}
    with Mirror(wrong) as first, Mirror({}) as second, Mirror(packed) as third:
        monkeypatch.setattr(handwriting, "MIRRORS", ("http://127.0.0.1:9/", first.url, second.url, third.url))
        check(nn.datasets.mnist(progress=False))
    assert capsys.readouterr().out == ""


def test_a_file_with_a_wrong_checksum_is_not_kept(offline, packed, monkeypatch):
    wrong = {name: data[:-1] + b"x" for name, data in packed.items()}
    with Mirror(wrong) as mirror:
        monkeypatch.setattr(handwriting, "MIRRORS", (mirror.url,))
        with pytest.raises(nn.DataError, match=r"could not download train-images.*: the checksum is wrong"):
            nn.datasets.mnist(progress=False)
    assert not (offline / "cache").exists()


def test_offline_both_ways_are_named(offline):
    with pytest.raises(nn.DataError) as caught:
        nn.datasets.mnist()
    message = str(caught.value)
    assert "NNKIT_MNIST" in message
    assert "nn.datasets.mnist() once while online" in message
    assert str(offline / "cache") in message


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (lambda folder: folder / "nothing", r"NNKIT_MNIST names .*nothing, but there is nothing"),
        (lambda folder: folder, r"There is no train-images-idx3-ubyte, with or without .gz, in"),
        (lambda folder: npz(folder, x=np.ones(3)), r"does not hold MNIST as an .npz file does: .*x_train"),
        (lambda folder: text(folder), r"does not hold MNIST as an .npz file does"),
        (
            lambda folder: npz(folder, x_train=np.ones((5, 784))),
            r"images of shape \(5, 784\) and dtype float64",
        ),
        (lambda folder: npz(folder, y_test=np.ones(7, np.uint8)), r"labels of shape \(7,\)"),
        (
            lambda folder: npz(folder, x_test=np.ones((3, 64), np.uint8)),
            r"28 x 28 .* got images of shape \(3, 64\)",
        ),
        (lambda folder: idx_files(folder, lambda data: data[:-1]), r"t10k-images-idx3-ubyte is damaged"),
        (lambda folder: idx_files(folder, lambda data: b"x" + data), r"does not begin as an IDX file"),
        (lambda folder: idx_files(folder, lambda data: data[:6]), r"is damaged"),
    ],
)
def test_a_local_copy_that_cannot_be_used_is_a_clear_error(prepare, message, offline, monkeypatch):
    monkeypatch.setenv("NNKIT_MNIST", str(prepare(offline)))
    with pytest.raises(nn.DataError, match=message) as caught:
        nn.datasets.mnist()
    assert "Two ways to mend it" in str(caught.value)


def npz(folder, **changes):
    arrays = dict(zip(("x_train", "y_train", "x_test", "y_test"), tiny().values(), strict=True))
    np.savez(folder / "mnist.npz", **(changes if "x" in changes else {**arrays, **changes}))
    return folder / "mnist.npz"


def text(folder):
    (folder / "mnist.npz").write_text("no archive")
    return folder / "mnist.npz"


def idx_files(folder, damage):
    for name, array in tiny().items():
        data = idx(array)
        (folder / name).write_bytes(damage(data) if name.startswith("t10k-images") else data)
    return folder
