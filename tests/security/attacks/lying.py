"""Objects that are not what they say, and returns of every odd kind."""

# ruff: noqa: E501  (sources of attacks in one line)

from attacks import table

NOT_FOOLED = "no comparison takes it for the answer; the point is that nothing breaks"

ATTACKS = [
    *table(
        trace="fooled",
        control="naive",
        a_number_equal_to_everything="""
class Anything(float):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __abs__(self): return 0.0
    def __sub__(self, other): return 0.0
    __rsub__ = __sub__
    __array_ufunc__ = None
def softmax(s): return Anything(1)
""",
        an_array_equal_to_everything="""
class Anything(np.ndarray):
    def __array_ufunc__(self, *a, **k): return np.array(True)
    def __array_function__(self, *a, **k): return True
def softmax(s): return np.zeros(s.shape).view(Anything)
""",
        an_array_that_compares_as_it_likes="""
class Anything(np.ndarray):
    __eq__ = lambda self, other: np.array(True)
    __ne__ = lambda self, other: False
def softmax(s): return np.zeros(s.shape).view(Anything)
""",
        a_list_that_compares_as_it_likes="""
class Liar(list):
    __ne__ = lambda self, other: False
    __array_ufunc__ = None
    def __len__(self): return 4
def softmax(s): return Liar([0])
""",
        an_array_of_liars="""
class Liar:
    __eq__ = lambda self, other: True
    __ne__ = lambda self, other: False
def softmax(s):
    answer = np.empty(s.shape, object)
    for place in np.ndindex(s.shape): answer[place] = Liar()
    return answer
""",
        differences_that_are_zero="""
class Zero(np.ndarray):
    __sub__ = __rsub__ = lambda self, other: np.zeros(np.shape(other))
def softmax(s): return np.ones(s.shape).view(Zero)
""",
        all_that_is_always_true="""
class Yes(np.ndarray):
    def all(self, *a, **k): return True
def softmax(s): return np.ones(s.shape).view(Yes)
""",
        a_dict_that_says_it_has_passed="""
class Passed(dict):
    __ne__ = lambda self, other: False
    __array_ufunc__ = None
def softmax(s): return Passed(kind="value", status="passed", score=4, passed=True)
""",
    ),
    *table(
        trace="fooled",
        not_a_number_everywhere={
            "source": "def softmax(s): return np.full(s.shape, np.nan)",
            "no_control": NOT_FOOLED,
        },
        nan_with_a_payload={
            "source": "def softmax(s): return np.full(s.shape, 0x7FF80000DEADBEEF, np.uint64).view(float)",
            "no_control": NOT_FOOLED,
        },
        a_list_in_itself={
            "source": "def softmax(s):\n    a = []\n    a.append(a)\n    return a",
            "no_control": NOT_FOOLED,
        },
        a_list_of_lists_of_lists={
            "source": "def softmax(s):\n    a = 'x'\n    for _ in range(30): a = [a] * 10\n    return a",
            "no_control": NOT_FOOLED,
        },
        a_generator_without_end={
            "source": "import itertools\ndef softmax(s): return itertools.count()",
            "no_control": NOT_FOOLED,
        },
        a_huge_view_of_one_number={
            "source": "def softmax(s): return np.broadcast_to(0.5, (10**6, 10**6))",
            "no_control": NOT_FOOLED,
        },
        a_view_beyond_its_memory={
            "source": "def softmax(s): return np.lib.stride_tricks.as_strided(s, (2000,), (-8,))",
            "no_control": NOT_FOOLED,
        },
        a_view_backwards={"source": "def softmax(s): return s[::-1, ::-1]", "no_control": NOT_FOOLED},
        odd_dtypes={
            "source": "def softmax(s): return s.astype(['c16', 'U8', 'M8[s]', 'V8', 'longdouble'][int(abs(s.flat[0]) * 5) % 5])",
            "no_control": NOT_FOOLED,
        },
        a_structured_array={
            "source": "def softmax(s): return np.zeros(s.shape, [('value', 'f8'), ('passed', '?')])",
            "no_control": NOT_FOOLED,
        },
        a_masked_array={
            "source": "def softmax(s): return np.ma.masked_all(s.shape)",
            "no_control": NOT_FOOLED,
        },
        no_axes_at_all={"source": "def softmax(s): return np.array(0.5)", "no_control": NOT_FOOLED},
        an_integer_without_end={"source": "def softmax(s): return 10 ** 5000", "no_control": NOT_FOOLED},
        a_memoryview={"source": "def softmax(s): return memoryview(s)", "no_control": NOT_FOOLED},
        sixty_four_axes={"source": "def softmax(s): return np.ones((1,) * 32)", "no_control": NOT_FOOLED},
        a_text_with_half_a_character={"source": "def softmax(s): return '\\ud800'", "no_control": NOT_FOOLED},
        attributes_that_raise={
            "source": """
class Odd(np.ndarray):
    def __getattribute__(self, name): raise SystemExit(0)
def softmax(s): return s.view(Odd)
""",
            "no_control": NOT_FOOLED,
        },
        exceptions_that_cannot_be_shown={
            "source": """
class Meta(type):
    __name__ = property(lambda cls: 1 / 0)
class Odd(BaseException, metaclass=Meta):
    def __str__(self): raise KeyboardInterrupt
def softmax(s): raise Odd
""",
            "no_control": NOT_FOOLED,
        },
    ),
]
