"""Handwritten digits: 1,797 small ones that are always here, and the 70,000 of MNIST, fetched once."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from .errors import Array, DataError, IntArray, require_float_dtype
from .progress_bar import Progress

if TYPE_CHECKING:  # imported where they are used: with gzip, hashlib and zipfile they cost 10 ms
    from pathlib import Path

Images = tuple[Array, IntArray]


# The original files, with their MD5 checksums, and public places that offer them.
FILES = {
    "train-images-idx3-ubyte.gz": "f68b3c2dcbeaaa9fbdd348bbdeb94873",
    "train-labels-idx1-ubyte.gz": "d53e105ee54ea40749a09fcbcd1e9432",
    "t10k-images-idx3-ubyte.gz": "9fb629c4189551a2d022fa330f9573f3",
    "t10k-labels-idx1-ubyte.gz": "ec29112dd5afa0611ce80d1b7f02629c",
}
MIRRORS = (
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
)
TWO_WAYS = (
    "Two ways to mend it: set the environment variable NNKIT_MNIST to a local copy (an .npz file with "
    "x_train, y_train, x_test, y_test, or a folder with the four IDX files), or call nn.datasets.mnist() "
    "once while online, which keeps them in {cache}. nn.datasets.digits() needs neither."
)


def digits(*, dtype: npt.DTypeLike = np.float64) -> Images:
    """1,797 handwritten digits of 8 x 8 pixels: x (1797, 64) between 0 (paper) and 1 (ink), y (1797,) int64.

    They stand in their original order, in which each writer's digits are neighbours; see nn.datasets.split.

    References
    ----------
    Alpaydin, Kaynak 1998 (UCI Machine Learning Repository, CC BY 4.0).

    Examples
    --------
    >>> x, y = digits()
    >>> x.shape, y[:5].tolist()
    ((1797, 64), [0, 1, 2, 3, 4])
    """
    dtype = require_float_dtype(dtype, "digits")
    from pathlib import Path

    with np.load(Path(__file__).parent / "data" / "digits.npz", allow_pickle=False) as file:
        return file["x"].astype(dtype) / dtype.type(16), file["y"].astype(np.int64)


def mnist(*, dtype: npt.DTypeLike = np.float32, progress: bool = True) -> tuple[Images, Images]:
    """Handwritten digits of 28 x 28 pixels: (x, y) of 60,000 to train on, and (x, y) of 10,000 to test.

    x (N, 784) lies between 0 (paper) and 1 (ink), y (N,) is int64. The files come from where the environment
    variable NNKIT_MNIST points, an .npz file or a folder of IDX files; without it they are downloaded once
    (12 MB), checked, and kept.

    Parameters
    ----------
    dtype : np.float32 (220 MB in memory) or np.float64.
    progress : whether to show a progress bar while downloading.

    Raises
    ------
    DataError : if there is neither a local copy nor a connection, or a file is damaged.

    References
    ----------
    LeCun, Bottou, Bengio, Haffner 1998.

    Examples
    --------
    >>> (x, y), test = mnist()  # doctest: +SKIP
    """
    from pathlib import Path

    dtype = require_float_dtype(dtype, "mnist")
    local = os.environ.get("NNKIT_MNIST")
    if not local:
        x_train, y_train, x_test, y_test = _read_folder(_downloaded(progress))
    elif Path(local).is_dir():
        x_train, y_train, x_test, y_test = _read_folder(Path(local))
    elif Path(local).is_file():
        x_train, y_train, x_test, y_test = _read_npz(Path(local))
    else:
        raise DataError(f"NNKIT_MNIST names {local}, but there is nothing. {_two_ways()}")
    return _scaled(x_train, y_train, dtype), _scaled(x_test, y_test, dtype)


def _scaled(x: Array, y: Array, dtype: np.dtype[np.generic]) -> Images:
    """Return x (N, 784) from 0 to 1, and y as int64."""
    if x.dtype != np.uint8 or x.shape[1:] not in ((784,), (28, 28)) or y.shape != (len(x),) or len(x) == 0:
        raise DataError(
            f"mnist expects images of 28 x 28 bytes with one label each, got images of shape {x.shape} and "
            f"dtype {x.dtype}, labels of shape {y.shape}. {_two_ways()}"
        )
    images: Array = x.reshape(len(x), 784).astype(dtype)
    images /= 255
    return images, y.astype(np.int64)


def _read_npz(path: Path) -> list[Array]:
    from zipfile import BadZipFile
    from zlib import error as ZlibError

    try:
        with open(path, "rb") as opened, np.load(opened, allow_pickle=False) as file:
            return [file[name] for name in ("x_train", "y_train", "x_test", "y_test")]
    except (OSError, EOFError, ValueError, LookupError, TypeError, BadZipFile, ZlibError) as error:
        raise DataError(f"{path} does not hold MNIST as an .npz file does: {error}. {_two_ways()}") from None


def _read_folder(folder: Path) -> list[Array]:
    """Read the four IDX files, packed or not, by their usual names."""
    arrays = []
    for packed in FILES:
        plain = packed.removesuffix(".gz")
        paths = [folder / name for name in (packed, plain, plain.replace("-idx", ".idx"))]
        found = [path for path in paths if path.is_file()]
        if not found:
            raise DataError(f"There is no {plain}, with or without .gz, in {folder}. {_two_ways()}")
        arrays.append(_read_idx(found[0]))
    return arrays


def _read_idx(path: Path) -> Array:
    """IDX: two zero bytes, 8 for uint8, the number of axes, each length in four bytes, then the values."""
    import gzip
    from zlib import error as ZlibError

    try:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        if data[:3] != b"\0\0\x08":
            raise ValueError("it does not begin as an IDX file of bytes does")
        shape = np.frombuffer(data, ">u4", count=data[3], offset=4).tolist()
        return np.frombuffer(data, np.uint8, offset=4 + 4 * data[3]).reshape(shape)
    except (OSError, EOFError, ValueError, IndexError, ZlibError) as error:
        raise DataError(f"{path} is damaged: {error}. {_two_ways()}") from None


def _cache() -> Path:
    from pathlib import Path

    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "nnkit" / "mnist"


def _two_ways() -> str:
    return TWO_WAYS.format(cache=_cache())


def _downloaded(progress: bool) -> Path:
    """Return the folder that holds the four files, after fetching those that are missing or damaged."""
    folder = _cache()
    for name, checksum in FILES.items():
        path = folder / name
        if not (path.is_file() and _md5(path.read_bytes()) == checksum):
            data = _fetch(name, checksum, progress)
            folder.mkdir(parents=True, exist_ok=True)
            part = path.with_name(name + ".part")
            part.write_bytes(data)
            part.replace(path)
    return folder


def _fetch(name: str, checksum: str, progress: bool) -> bytes:
    """Return the file from the first mirror that has it whole."""
    from urllib.request import urlopen  # late: it is slow to import, and of no use in the browser

    troubles = []
    for mirror in MIRRORS:
        try:
            with urlopen(mirror + name, timeout=30) as answer:
                total = int(answer.headers.get("Content-Length") or 0)
                data = b""
                with Progress(total, "B", shown=progress and total > 0) as bar:
                    while block := answer.read(2**16):
                        data += block
                        bar.advance(len(block), name)
        except (OSError, ValueError, ImportError) as error:  # URLError and time-outs are OSErrors
            troubles.append(f"{mirror}: {error}")
            continue
        if _md5(data) == checksum:
            return data
        troubles.append(f"{mirror}: the checksum is wrong")
    raise DataError(f"mnist could not download {name} ({'; '.join(troubles)}). {_two_ways()}")


def _md5(data: bytes) -> str:
    import hashlib

    return hashlib.md5(data, usedforsecurity=False).hexdigest()
