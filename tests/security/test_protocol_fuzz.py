"""The protocol's decoder under fire: any bytes, any plain value, any reply."""

from __future__ import annotations

import contextlib
import math
import tracemalloc

import msgpack
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from nnkit.grading.sandbox.connection import WorkerDied
from nnkit.grading.sandbox.isolation import Sandbox
from nnkit.grading.sandbox.plain import MAX_ITEMS, MAX_TEXT, NotPlainError, plain
from nnkit.grading.sandbox.protocol import (
    ARRAY,
    DTYPES,
    HEADER,
    MAX_FRAME,
    ProtocolError,
    body_length,
    from_body,
    to_frame,
)
from nnkit.grading.sandbox.remote import KINDS, ask, outcome_of

FUZZ = settings(max_examples=200, deadline=None)
ARRAYS = npst.arrays(
    st.sampled_from([dtype.newbyteorder("=") for dtype in DTYPES.values()]),
    npst.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4),
)
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63) + 1, 2**63 - 1)
    | st.floats()
    | TEXT
    | st.just(...)
    | ARRAYS
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(TEXT | st.integers(-9, 9), inner, max_size=5),
    max_leaves=20,
)


def same(one, other) -> bool:
    """Whether two plain values are the same to the bit, types included."""
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        return (one.dtype, one.shape, one.tobytes()) == (other.dtype, other.shape, other.tobytes())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, float):
        return one.hex() == other.hex() and math.copysign(1, one) == math.copysign(1, other)
    return one == other


def decoded(body: bytes):
    """Decode or refuse; nothing else may come of it."""
    try:
        value = from_body(body)
    except ProtocolError:
        return None
    assert same(plain(value), value)  # whatever is let through is plain
    return value


@FUZZ
@given(VALUES)
def test_what_is_plain_crosses_to_the_bit(value):
    frame = to_frame(plain(value))
    assert body_length(frame[: HEADER.size]) == len(frame) - HEADER.size
    assert same(from_body(frame[HEADER.size :]), plain(value))


@FUZZ
@given(st.binary(max_size=300))
@example(b"\xc7\x04\x01<f8\x00")
def test_any_bytes_are_plain_values_or_a_protocol_error(body):
    decoded(body)


@FUZZ
@given(
    VALUES, st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=6), st.integers(0, 40)
)
def test_a_frame_that_was_tampered_with_is_plain_values_or_a_protocol_error(value, changes, cut):
    body = bytearray(to_frame(plain(value))[HEADER.size :])
    for place, byte in changes:
        body[place % len(body)] = byte
    decoded(bytes(body[: len(body) - cut]))


@FUZZ
@given(
    st.sampled_from([*DTYPES, b"|O8", b"<c8", b"<U4", b"|V8", b"\0\0\0"]),
    st.lists(st.integers(0, 2**64 - 1) | st.integers(0, 4), max_size=10),
    st.integers(0, 255),
    st.binary(max_size=64),
)
def test_any_array_header_is_an_array_of_its_size_or_a_protocol_error(dtype, shape, ndim, content):
    head = dtype + bytes([ndim]) + b"".join(n.to_bytes(8, "little") for n in shape)
    value = decoded(msgpack.packb(msgpack.ExtType(ARRAY, head + content)))
    assert value is None or value.nbytes <= len(head + content)


@pytest.mark.parametrize(
    "body",
    [
        b"\xdd\xff\xff\xff\xff",
        b"\xdf\xff\xff\xff\xff",
        b"\xdb\xff\xff\xff\xff",
        b"\xc6\xff\xff\xff\xff",
        b"\xc9\xff\xff\xff\xff\x01",
        b"\x91" * 1_000_000,
        b"\xdd\x00\x00\x4e\x20" * 50_000,
        b"\xc0" * MAX_FRAME,
        b"\x92" * 21 + b"\xc0" * 100,
        msgpack.packb([["x"] * MAX_ITEMS] * 40),
        msgpack.packb(msgpack.ExtType(ARRAY, b"<f8\x08" + b"\xff" * 64)),
    ],
)
def test_no_frame_makes_the_decoder_take_much_more_memory_than_a_frame_may_have(body):
    tracemalloc.start()
    try:
        with pytest.raises(ProtocolError):
            from_body(body)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 24 * MAX_FRAME  # 512 nested lists at most, which reserve MAX_ITEMS places each


def test_a_frame_above_the_cap_is_refused_from_its_header():
    with pytest.raises(ProtocolError, match="above the cap"):
        body_length(b"\xff\xff\xff\xff")
    with pytest.raises(ProtocolError, match="above the cap"):
        from_body(b"\xc0" * (MAX_FRAME + 1))


@FUZZ
@given(
    VALUES | st.dictionaries(st.sampled_from(["kind", "value", "error", "text", "line", "mutated"]), VALUES)
)
def test_any_reply_is_an_outcome_of_plain_fields_or_a_protocol_error(value):
    reply = value if isinstance(value, dict) else {"kind": "value", "value": value}
    try:
        outcome = outcome_of(reply, lines=frozenset())
    except ProtocolError:
        return
    assert outcome.kind in KINDS
    assert not outcome.line
    assert len(outcome.text) <= 300


@FUZZ
@given(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from([*KINDS, "dead", "passed"]),
            "value": LEAVES,
            "error": TEXT | st.integers(),
            "text": st.text(max_size=400),
            "line": TEXT,
            "printed": st.booleans() | TEXT,
            "mutated": st.lists(st.integers() | TEXT, max_size=3),
        }
    )
)
def test_a_reply_with_all_fields_is_cut_cleaned_and_never_dead(reply):
    try:
        outcome = outcome_of(reply, lines=frozenset(), withhold="text and line")
    except ProtocolError:
        return
    assert outcome.kind != "dead"
    assert outcome.text in ("", "something else")
    assert outcome.printed in (True, False)


class Strange:
    """An object of no plain type, in any place."""


@FUZZ
@given(
    st.recursive(LEAVES | st.builds(Strange) | st.binary() | st.complex_numbers(), st.lists, max_leaves=10)
)
def test_what_is_not_plain_is_said_to_be_so(value):
    with contextlib.suppress(NotPlainError):
        to_frame(plain(value))


def test_text_and_items_are_counted():
    for value in ("x" * (MAX_TEXT + 1), [0] * (MAX_ITEMS + 1), 2**63):
        with pytest.raises(NotPlainError):
            plain(value)


ODD_REPLIES = {
    "another number": {"id": 77},
    "a text for a number": {"id": "2"},
    "true for a number": {"id": True},
    "an array for a number": {"id": np.array([2, 2])},
    "an array for a kind": {"kind": np.zeros(2)},
    "an array for a text": {"text": np.zeros(2)},
    "no number": None,
    "a list": [2],
    "a kind that is none": {"kind": "passed"},
    "an object that nobody asked for": {"kind": "object", "value": 0},
    "an error that is no text": {"error": 3},
    "positions that are no list": {"mutated": "all"},
}


@pytest.mark.parametrize("odd", ODD_REPLIES.values(), ids=ODD_REPLIES)
def test_a_reply_with_a_wrong_number_or_type_ends_the_worker(odd):
    honest = dict.fromkeys(("error", "text", "line"), "")
    honest |= {"id": 2, "kind": "value", "value": 1.0, "printed": False, "mutated": []}
    reply = honest | odd if isinstance(odd, dict) else odd
    source = f"import os\nos.write(21, {to_frame(reply)!r})\nimport time\ntime.sleep(60)"
    connection = Sandbox("none").start()
    try:
        connection.request({"op": "numbers", "numbers": {}}, 60)
        request = {"op": "run", "source": source, "label": "cell 1", "reference": False}
        outcome = ask(connection, request, lambda: 20.0, "The cell")
        assert outcome.kind == "dead"
        assert "not an answer" in outcome.text
        with pytest.raises(WorkerDied):
            connection.request({"op": "ping"}, 20)
    finally:
        connection.close()
