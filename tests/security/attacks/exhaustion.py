"""Using up time, memory, files and patience; each bounded, with and without the sandbox."""

# ruff: noqa: E501  (sources of attacks in one line)

from attacks import table

ATTACKS = [
    *table(
        trace="goes on",
        control="plain",
        a_loop_while_loading="while True: pass  # endless",
        a_loop_in_a_call="def softmax(s):\n    while True: pass  # endless",
        a_loop_that_swallows_everything={
            "source": """
def softmax(s):
    while True:  # endless
        try:
            while True: pass
        except BaseException: pass
""",
            "user": True,
        },
        sleep="def softmax(s): time.sleep(600)  # endless",
        arithmetic_that_cannot_be_interrupted="def softmax(s): return len(str(7 ** (10 ** 7)))  # endless\nsys.set_int_max_str_digits(0)",
        a_search_that_backtracks="import re\ndef softmax(s): re.match('(a+)+$', 'a' * 60 + 'b')  # endless",
        a_lock_never_given="def softmax(s):\n    lock = threading.Lock()\n    lock.acquire()\n    lock.acquire()  # endless",
        signals_ignored="""
for number in range(1, 64):
    with contextlib.suppress(OSError, ValueError): signal.signal(number, signal.SIG_IGN)
def softmax(s):
    while True: pass  # endless
""",
        a_pause_in_a_destructor="""
class Slow:
    def __del__(self): time.sleep(600)
def softmax(s): Slow()  # endless
""",
        an_index_that_never_ends="""
class Slow:
    def __index__(self): time.sleep(600)  # endless
def softmax(s): return s[Slow()]
""",
    ),
    *table(
        control="plain",
        three_gigabytes={"source": "x = np.empty(3 * 2**30, np.uint8)\nwin()", "user": True},
        a_large_file={
            "source": """
import tempfile
with tempfile.TemporaryFile() as file:
    file.truncate(2 * 2**30)
    win()
""",
            "user": True,
        },
        fifty_open_files="files = [open(os.devnull) if os.path.exists(os.devnull) else open(os.__file__) for _ in range(50)]\nwin()",
        fifty_threads_with_large_stacks={
            "source": """
threading.stack_size(2**26)
threads = [threading.Thread(target=time.sleep, args=(0.3,)) for _ in range(50)]
for thread in threads: thread.start()
win()
""",
        },
    ),
    *table(
        a_megabyte_of_message={
            "source": "win()\ndef softmax(s): raise ValueError('x' * 2**20 + loot[0])",
            "no_control": "a message is cut wherever it is shown",
        },
        output_without_measure={
            "source": "for _ in range(200): print('x' * 100_000)\nfor fd in (1, 2): os.write(fd, b'x' * 100_000)",
            "no_control": "without a sandbox, output goes to the same drain",
        },
        recursion_into_a_crash={
            "source": "sys.setrecursionlimit(10**6)\ndef deep(n): return deep(n + 1) + 1\ndef softmax(s): return deep(0)",
            "no_control": "whether Python crashes or raises depends on its version",
            "points": 0.0,
        },
        a_bad_address={
            "source": "def softmax(s): ctypes.string_at(0)",
            "no_control": "it ends any process, which is the point",
            "points": 0.0,
        },
    ),
]
