"""Frames on a pipe: a length of four bytes, then msgpack. Only plain values fit into one.

Whatever arrives may have been written by a hostile program. It is bounded before it is decoded, checked after
it is decoded, and any trouble is a ProtocolError. This file imports nothing of nnkit but plain.py: the
worker runs both as they stand.
"""

from __future__ import annotations

import struct
from typing import Any

import numpy as np

from nnkit.grading.sandbox.plain import ARRAY_KINDS, ARRAY_SIZES, MAX_DEPTH, MAX_ITEMS, MAX_TEXT

MAX_FRAME = 4 * 2**20
MAX_KEYS = 1024
MAX_NDIM = 8
MAX_AXIS = 2**31 - 1
HEADER = struct.Struct(">I")
ARRAY, DOTS = 1, 2  # msgpack extension types
ENVELOPE = 4  # how deep in a request or reply the value itself lies
DTYPES = {
    dtype.str.encode(): dtype
    for dtype in (
        np.dtype(f"<{kind}{size}") for kind in "iuf" for size in ARRAY_SIZES if kind + str(size) != "f1"
    )
} | {b"|b1": np.dtype(bool)}


class ProtocolError(Exception):
    """A frame that is too large, malformed, or holds something other than plain values."""


def to_frame(value: Any) -> bytes:
    """Return a plain value as one frame: its length, then its msgpack.

    Raises
    ------
    ProtocolError : if it is not plain, or too large for a frame.
    """
    import msgpack

    try:
        body: bytes = msgpack.packb(value, default=_encode, use_bin_type=True)
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise ProtocolError(f"a value that cannot be sent ({error})") from None
    if len(body) > MAX_FRAME:
        raise ProtocolError(f"a value of more than {MAX_FRAME // 2**20} MiB")
    return HEADER.pack(len(body)) + body


def body_length(header: bytes) -> int:
    """Read the length out of a frame's first four bytes, and refuse one above the cap."""
    (length,) = HEADER.unpack(header)
    if length > MAX_FRAME:
        raise ProtocolError(f"a frame of {length} bytes, above the cap of {MAX_FRAME}")
    return int(length)


def from_body(body: bytes) -> Any:
    """Decode the body of a frame into plain values that share no memory with it.

    Raises
    ------
    ProtocolError : whatever is wrong with it.
    """
    import msgpack

    if len(body) > MAX_FRAME:
        raise ProtocolError(f"a frame of {len(body)} bytes, above the cap of {MAX_FRAME}")
    try:
        value = msgpack.unpackb(
            body,
            raw=False,
            strict_map_key=False,
            ext_hook=_decode,
            max_str_len=4 * MAX_TEXT,  # bytes; characters are counted below
            max_bin_len=0,
            max_array_len=MAX_ITEMS,
            max_map_len=MAX_KEYS,
            max_ext_len=MAX_FRAME,
        )
        _inspect(value, 0, [0])
    except ProtocolError:
        raise
    except Exception as error:  # msgpack raises many kinds, a hostile frame finds them all
        raise ProtocolError(f"a frame that cannot be decoded ({type(error).__name__})") from None
    return value


def _encode(value: Any) -> Any:
    import msgpack

    if value is Ellipsis:
        return msgpack.ExtType(DOTS, b"")
    if isinstance(value, np.ndarray):
        name = value.dtype.newbyteorder("<").str.encode()
        if name not in DTYPES or value.ndim > MAX_NDIM:
            raise TypeError(f"an array of dtype {value.dtype} with {value.ndim} axes")
        head = struct.pack(f"<3sB{value.ndim}Q", name, value.ndim, *value.shape)
        return msgpack.ExtType(ARRAY, head + np.ascontiguousarray(value, DTYPES[name]).tobytes())
    raise TypeError(f"an object of type {type(value).__name__}")


def _decode(code: int, data: bytes) -> Any:
    if code == DOTS and not data:
        return ...
    if code != ARRAY or len(data) < 4:
        raise ProtocolError("an unknown kind of value")
    dtype, ndim = DTYPES.get(data[:3]), data[3]
    if dtype is None or ndim > MAX_NDIM or len(data) < 4 + 8 * ndim:
        raise ProtocolError("an array of an unknown dtype or with too many axes")
    shape = struct.unpack_from(f"<{ndim}Q", data, 4)
    expected = dtype.itemsize
    for n in shape:  # Python integers: they do not overflow
        expected *= n
    content = data[4 + 8 * ndim :]
    if len(content) != expected or any(n > MAX_AXIS for n in shape):
        raise ProtocolError("an array whose shape does not match its size")
    if dtype.kind == "b":
        return (np.frombuffer(content, np.uint8) != 0).reshape(shape)
    return np.frombuffer(content, dtype).astype(dtype.newbyteorder("=")).reshape(shape)


def _inspect(value: Any, depth: int, count: list[int]) -> None:
    count[0] += 1
    if depth > MAX_DEPTH + ENVELOPE or count[0] > 2 * MAX_ITEMS:
        raise ProtocolError("a value nested too deeply, or with too many items")
    kind = type(value)
    if kind is list:
        for item in value:
            _inspect(item, depth + 1, count)
    elif kind is dict:
        for key, item in value.items():
            if type(key) not in (str, int):
                raise ProtocolError(f"a dict key of type {type(key).__name__}")
            _inspect(item, depth + 1, count)
    elif kind is str and len(value) > MAX_TEXT:
        raise ProtocolError(f"a string of more than {MAX_TEXT:,} characters")
    elif kind is int and abs(value) >= 2**63:
        raise ProtocolError("an integer of more than 64 bits")
    elif kind is np.ndarray:
        if value.dtype.kind not in ARRAY_KINDS:
            raise ProtocolError(f"an array of dtype {value.dtype}")
    elif value is not None and value is not ... and kind not in (bool, int, float, str):
        raise ProtocolError(f"a value of type {kind.__name__}")
