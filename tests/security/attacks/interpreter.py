"""Tricks with the interpreter that a check in the learner's own process falls for."""

# ruff: noqa: E501  (sources of attacks in one line)

from attacks import table

WRONG = "\ndef softmax(s): return s"

ATTACKS = [
    *table(
        trace="fooled",
        control="naive",
        comparisons_replaced=f"""
for name in ("allclose", "isclose", "array_equal"): setattr(np, name, lambda *a, **k: True){WRONG}""",
        numpys_testing_replaced=f"np.testing.assert_allclose = lambda *a, **k: None{WRONG}",
        isinstance_and_abs_replaced="""
builtins.isinstance = lambda *a: True
builtins.abs = lambda value: 0.0
def softmax(s): return s
""",
        all_and_any_replaced=f"builtins.all = lambda items: True\nbuiltins.any = lambda items: False{WRONG}",
        numbers_that_can_be_foretold="""
class Known:
    def standard_normal(self, shape): return np.zeros(shape)
np.random.default_rng = lambda *a: Known()
def softmax(s): return np.full(s.shape, 1 / s.shape[-1])
""",
        expected_values_from_the_callers_frame="""
def softmax(s):
    frame = sys._getframe(1)
    while frame:
        if isinstance(frame.f_locals.get("want"), np.ndarray): return frame.f_locals["want"]
        frame = frame.f_back
    return s
""",
        every_array_of_every_frame="""
def softmax(s):
    frame = sys._getframe(1)
    while frame:
        for value in list(frame.f_locals.values()):
            same = type(value) is np.ndarray and value.shape == s.shape
            if same and np.allclose(value.sum(axis=-1), 1): return value
        frame = frame.f_back
    return s
""",
        the_checks_own_function_rewritten="""
def softmax(s):
    sys._getframe(1).f_code  # whoever calls: its functions are made to say yes
    for value in [*sys._getframe(1).f_locals.get("styles", []), *gc.get_objects()]:
        if getattr(value, "__name__", "") == "<lambda>" and "got" in getattr(value, "__code__", softmax.__code__).co_freevars:
            got, want = 0, 0
            value.__code__ = (lambda: (got, want, True)[2]).__code__
    np.allclose = lambda *a, **k: True
    return s
""",
        a_trace_function="""
kept = []
def trace(frame, event, argument):
    if isinstance(frame.f_back and frame.f_back.f_locals.get("want"), np.ndarray):
        kept.append(frame.f_back.f_locals["want"])
sys.settrace(trace)
def softmax(s): return kept[-1] if kept else s
""",
        a_profile_function="""
kept = []
def profile(frame, event, argument):
    if isinstance(frame.f_locals.get("want"), np.ndarray): kept.append(frame.f_locals["want"])
sys.setprofile(profile)
def softmax(s):
    len("a call that is profiled, and its caller's frame with it")
    wanted = [f for f in [sys._getframe(1).f_locals.get("want"), *kept] if f is not None]
    return wanted[0] if wanted else s
""",
        modules_replaced={
            "source": """
class Fake:
    def __getattr__(self, name): return lambda *a, **k: True
def softmax(s):
    sys._getframe(1).f_globals["np"] = Fake()
    return s
""",
            "others": 0.0,
        },
        functions_found_by_the_collector_rewritten={
            "source": """
for thing in gc.get_objects():
    if getattr(thing, "__qualname__", "") in ("call", "read", "plain", "to_frame", "Worker.handle", "allclose"):
        with contextlib.suppress(AttributeError, ValueError): thing.__code__ = (lambda *a, **k: True).__code__
np.allclose = lambda *a, **k: True
def softmax(s): return s
""",
            "others": 0.0,
        },
        everything_in_sys_modules_gone={
            "source": """
class Gone:
    def __getattr__(self, name): return lambda *a, **k: True
import json, numpy.testing, msgpack
for name in ("numpy", "msgpack", "json", "dataclasses"): sys.modules[name] = Gone()
np.allclose = lambda *a, **k: True
def softmax(s): return s
""",
            "others": 0.0,
        },
        an_import_hook="""
class Hook:
    def find_spec(self, name, path, target=None): raise ImportError
np.testing.assert_allclose = np.allclose = lambda *a, **k: True
sys.meta_path.insert(0, Hook())
def softmax(s): return s
""",
        the_answer_written_into_the_expected_array="""
def softmax(s):
    want = sys._getframe(1).f_locals.get("want")
    if want is not None: ctypes.memset(want.ctypes.data, 0, want.nbytes)
    return np.zeros(s.shape)
""",
        the_input_made_into_its_own_answer="""
def softmax(s):
    want = sys._getframe(1).f_locals.get("want")
    if want is not None: want[...] = s
    return s
""",
        the_garbage_collector="""
def softmax(s):
    for thing in gc.get_referrers(s):
        if isinstance(thing, dict) and isinstance(thing.get("want"), np.ndarray): return thing["want"]
    found = sys._getframe(1).f_locals.get("want")
    return s if found is None else found
""",
        an_end_in_the_middle_of_the_check="""
def softmax(s):
    os.write(1, b"won-42")
    os._exit(0)
""",
    ),
    *table(
        trace="mark",
        a_thread_that_goes_on="""
def forever():
    for _ in range(100):
        with contextlib.suppress(Exception): leave_mark()
        time.sleep(0.02)
threading.Thread(target=forever, daemon=True).start()
""",
        an_audit_hook="""
def hook(event, arguments):
    if event == "compile":
        with contextlib.suppress(BaseException): leave_mark()
sys.addaudithook(hook)
compile("1", "x", "eval")
""",
        an_alarm="""
signal.signal(signal.SIGALRM, lambda *a: leave_mark())
signal.setitimer(signal.ITIMER_REAL, 0.02)
time.sleep(0.1)
""",
    ),
]
