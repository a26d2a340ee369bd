"""The pipes between worker and grader: forged, early, late, garbled, closed, dripping."""

# ruff: noqa: E501  (sources of attacks in one line)

from attacks import table

FORGE = """
import msgpack
def forged(number, **more):
    reply = dict.fromkeys(("error", "text", "line"), "")
    reply |= dict(id=number, kind="value", value=0.0, printed=False, mutated=[], overflowed=False) | more
    body = msgpack.packb(reply)
    return struct.pack(">I", len(body)) + body
def send(data):
    with contextlib.suppress(OSError): os.write(21, data)
def number():
    frame = sys._getframe()
    while frame:
        if isinstance(frame.f_locals.get("request"), dict): return frame.f_locals["request"].get("id", 1)
        frame = frame.f_back
    return 1
"""
WRONG = "def softmax(s): return s\n"


def forging(source: str) -> dict:
    """Say what a forger runs: the replies may cost its own right answers, as they come at the wrong time."""
    return {"source": f"{FORGE}\n{source}", "others": 0.0}


ATTACKS = [
    *table(
        trace="sent",
        control="pipe",
        forged_while_loading=forging(f"{WRONG}for n in range(60): send(forged(n))"),
        forged_in_a_call=forging("def softmax(s):\n    send(forged(number()))\n    return s"),
        forged_and_never_ended=forging("def softmax(s):\n    send(forged(number()))\n    time.sleep(60)"),
        forged_under_another_number=forging("def softmax(s):\n    send(forged(number() + 1))\n    return s"),
        two_replies_to_one_request=forging("def softmax(s):\n    send(forged(number()) * 2)\n    return s"),
        replies_from_a_thread=forging(f"""{WRONG}
def later():
    for _ in range(100):
        for n in range(1, 40): send(forged(n))
        time.sleep(0.005)
threading.Thread(target=later, daemon=True).start()
"""),
        verdicts_in_the_reply=forging(
            "def softmax(s):\n    send(forged(number(), status='passed', score=4, kind='passed'))\n    return s"
        ),
        an_object_that_nobody_asked_for=forging(
            "def softmax(s):\n    send(forged(number(), kind='object', value=0))\n    return s"
        ),
        fields_of_other_types=forging(
            "def softmax(s):\n    send(forged(number(), mutated={'a': 1}, text=[1], kind=3))\n    return s"
        ),
        garbage_while_loading="def softmax(s): return s\nos.write(21, os.urandom(4000))",
        garbage_in_a_call="def softmax(s):\n    os.write(21, b'\\xff' * 4000)\n    return s",
        a_frame_of_four_gigabytes="def softmax(s):\n    os.write(21, b'\\xff\\xff\\xff\\xff')\n    return s",
        a_header_and_then_nothing="def softmax(s):\n    os.write(21, struct.pack('>I', 1000))\n    time.sleep(60)",
        a_slow_drip="""
def softmax(s):
    os.write(21, struct.pack(">I", 1000))
    for _ in range(200):
        os.write(21, b"\\xc0")
        time.sleep(0.05)
""",
        closed_while_loading="def softmax(s): return s\nos.close(21)",
        closed_in_a_call="def softmax(s):\n    os.close(21)\n    return s",
        everything_closed_in_a_call="def softmax(s):\n    os.closerange(0, 64)\n    time.sleep(0.2)\n    return s",
        closed_by_a_thread_later={
            "source": """
def softmax(s): return s
def later():
    time.sleep(0.05)
    os.close(21)
threading.Thread(target=later, daemon=True).start()
""",
            "others": 0.0,
        },
        the_next_request_taken_away={
            "source": """
def softmax(s):
    threading.Thread(target=lambda: os.write(21, os.read(20, 4096)), daemon=True).start()
    time.sleep(0.05)
    return s
""",
            "others": 0.0,
        },
        the_pipes_exchanged="def softmax(s):\n    os.dup2(21, 20)\n    os.write(20, b'x')\n    return s",
    ),
]
