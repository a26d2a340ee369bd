from __future__ import annotations

import math
import struct

import msgpack
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnkit.grading.sandbox.plain import MAX_DEPTH, MAX_ITEMS, MAX_TEXT
from nnkit.grading.sandbox.protocol import (
    ARRAY,
    DOTS,
    ENVELOPE,
    HEADER,
    MAX_FRAME,
    MAX_KEYS,
    ProtocolError,
    body_length,
    from_body,
    to_frame,
)


def there_and_back(value):
    frame = to_frame(value)
    assert body_length(frame[:4]) == len(frame) - 4
    return from_body(frame[4:])


def array_body(dtype: bytes, shape: tuple[int, ...], content: bytes, ndim: int | None = None) -> bytes:
    n = len(shape) if ndim is None else ndim
    data = struct.pack(f"<3sB{len(shape)}Q", dtype, n, *shape) + content
    return msgpack.packb(msgpack.ExtType(ARRAY, data))


@pytest.mark.parametrize(
    "value", [None, True, False, 0, -(2**63) + 1, 2**63 - 1, 0.1, math.inf, "", "δ", [], {}, [1, [2.0, "x"]]]
)
def test_plain_values_cross_unchanged(value):
    back = there_and_back(value)
    assert back == value
    assert type(back) is type(value)


def test_the_dots_cross_inside_lists_and_dicts():
    back = there_and_back({"a": [..., 1], 3: ...})
    assert back["a"][0] is ...
    assert back[3] is ...


@pytest.mark.parametrize("dtype", ["?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8"])
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 3), (2, 0, 5), (1,) * 8])
def test_arrays_cross_with_dtype_shape_and_bits(dtype, shape):
    array = np.arange(math.prod(shape)).reshape(shape).astype(dtype)
    back = there_and_back(array)
    assert back.dtype == array.dtype
    assert back.shape == array.shape
    assert back.tobytes() == array.tobytes()


def test_an_array_is_a_writable_copy_in_native_order():
    frame = to_frame(np.arange(3, dtype=">f4"))
    back = from_body(frame[4:])
    back[0] = 7
    assert back.dtype.isnative
    assert from_body(frame[4:])[0] == 0


def test_nan_and_infinity_cross_in_arrays():
    back = there_and_back(np.array([np.nan, -np.inf]))
    assert np.isnan(back[0])
    assert back[1] == -np.inf


def test_booleans_are_normalised():
    assert from_body(array_body(b"|b1", (3,), b"\x00\x01\x07")).tolist() == [False, True, True]
    assert from_body(array_body(b"|b1", (3,), b"\x00\x01\x07")).tobytes() == b"\x00\x01\x01"


@pytest.mark.parametrize(
    "body",
    [
        array_body(b"<f8", (2,), b"\x00" * 8),
        array_body(b"<f8", (2**61, 8), b""),
        array_body(b"<f8", (2**64 - 1, 2**64 - 1), b"\x00" * 8),
        array_body(b"<f8", (0, 2**40), b""),
        array_body(b"<f8", (1,) * 9, b"\x00" * 8),
        array_body(b"<f8", (1,), b"\x00" * 8, ndim=3),
        array_body(b"|O8", (1,), b"\x00" * 8),
        array_body(b"<c8", (1,), b"\x00" * 8),
        array_body(b"<U4", (1,), b"\x00" * 16),
        array_body(b"<M8", (1,), b"\x00" * 8),
        msgpack.packb(msgpack.ExtType(ARRAY, b"")),
        msgpack.packb(msgpack.ExtType(DOTS, b"x")),
        msgpack.packb(msgpack.ExtType(77, b"x")),
        msgpack.packb(msgpack.Timestamp(1)),
        msgpack.packb(b"bytes", use_bin_type=True),
        msgpack.packb({1.5: 1}),
        msgpack.packb({None: 1}),
        msgpack.packb(2**64 - 1),
        msgpack.packb("x" * (MAX_TEXT + 1)),
        msgpack.packb([0] * (MAX_ITEMS + 1)),
        msgpack.packb([[0] * 15_000] * 4),
        msgpack.packb(dict.fromkeys(range(MAX_KEYS + 1), 0)),
        msgpack.packb(1) + b"\x00",
        b"\x91" * (MAX_DEPTH + ENVELOPE + 1) + b"\x00",
        b"\x91" * 100_000 + b"\x00",
        b"\xdd\xff\xff\xff\xff",
        b"\xdb\xff\xff\xff\xff",
        b"\xc1",
        b"",
        b"\xa2\xff\xfe",
    ],
)
def test_a_hostile_body_is_a_protocol_error(body):
    with pytest.raises(ProtocolError):
        from_body(body)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_random_bytes_decode_to_plain_values_or_to_a_protocol_error(body):
    try:
        value = from_body(body)
    except ProtocolError:
        return
    assert type(value) in (type(None), bool, int, float, str, list, dict, np.ndarray, type(...))


def test_a_frame_above_the_cap_is_refused_before_it_is_read():
    with pytest.raises(ProtocolError, match="above the cap"):
        body_length(HEADER.pack(MAX_FRAME + 1))
    with pytest.raises(ProtocolError, match="MiB"):
        to_frame(np.zeros(MAX_FRAME // 8 + 1))


@pytest.mark.parametrize("value", [object(), {1, 2}, 1 + 2j, np.array([None]), np.zeros(2, "c16"), "\ud800"])
def test_what_is_not_plain_cannot_be_sent(value):
    with pytest.raises(ProtocolError, match="cannot be sent"):
        to_frame(value)
