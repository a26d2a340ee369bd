"""What code in the sandbox can see and reach, with a control outside of it where there can be one."""

from __future__ import annotations

import errno
import os
import re
import resource
import socket
import stat
from pathlib import Path

import pytest

import nnkit
from nnkit.grading.sandbox import isolation as sandbox
from nnkit.grading.sandbox import seccomp
from nnkit.grading.sandbox.isolation import IsolationError, Sandbox
from nnkit.grading.sandbox.remote import RemoteLearner, ask, outcome_of

pytestmark = pytest.mark.usefixtures("needs_bwrap")
REPOSITORY = Path(nnkit.__file__).resolve().parents[1]


class Inside:
    """A worker to run cells in and read names from."""

    def __init__(self, kind: str) -> None:
        self.connection = Sandbox(kind).start()  # type: ignore[arg-type]
        self.connection.request({"op": "numbers", "numbers": {}}, 60)

    def run(self, source: str):
        request = {"op": "run", "source": source, "label": "cell 1", "reference": False}
        return ask(self.connection, request, lambda: 20.0, "The cell")

    def value(self, expression: str):
        outcome = self.run(f"result = {expression}")
        assert outcome.kind == "value", outcome
        return RemoteLearner(self.connection, lambda: 20.0)["result"]


@pytest.fixture
def enter():
    entered: list[Inside] = []

    def start(kind: str = "bwrap") -> Inside:
        entered.append(Inside(kind))
        return entered[-1]

    yield start
    for inside in entered:
        inside.connection.close()


def test_the_repository_the_home_and_the_hidden_checks_cannot_be_seen(enter, course):
    hidden = course / "solutions" / "hidden" / "demo.py"
    secrets = (str(hidden), str(REPOSITORY / "nnkit" / "cli.py"), "/etc/passwd")
    control, inside = enter("none"), enter()
    for worker in (control, inside):
        worker.run("import os")
    assert control.value(f"[os.path.exists(p) for p in {secrets}]") == [True] * 3
    assert inside.value(f"[os.path.exists(p) for p in {secrets}]") == [False] * 3
    listing = "{p: sorted(os.listdir(p)) for p in ('/', '/tmp', '/grader', '/grader/nnkit/grading/sandbox')}"
    found = inside.value(listing)
    assert found["/tmp"] == []
    assert found["/grader/nnkit/grading/sandbox"] == sorted(f"{name}.py" for name in sandbox.OWN_FILES)
    assert set(found["/grader"]) <= {"msgpack", "nnkit", "numpy", "numpy.libs"}
    assert not {"home", "work", "proc", "sys", "dev", "run", "var"} & set(found["/"])


def test_no_file_of_the_users_home_can_be_read(enter):
    inside = enter()
    count = (
        "sum(len(files) for top in ('/home', '/root', '/Users') for where, dirs, files in os.walk(top) "
        "if '/lib/python' not in where and not where.endswith(('/bin', '/lib')))"
    )
    inside.run("import os")
    assert inside.value(count) == 0


def test_there_is_no_network_not_even_to_this_machine(enter):
    attempt = "import socket\nsocket.create_connection(('127.0.0.1', {port}), timeout=1).close()"
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        port = listener.getsockname()[1]
        outcome = enter().run(attempt.format(port=port))
        assert outcome.kind == "raised"
        assert outcome.error in ("OSError", "ConnectionRefusedError", "PermissionError")
        with pytest.raises(TimeoutError):
            listener.accept()
        assert enter("none").run(attempt.format(port=port)).kind == "value"
        listener.accept()[0].close()


def test_abstract_sockets_of_this_machine_are_out_of_reach(enter):
    name = f"\0nnkit-test-{os.getpid()}"
    attempt = f"import socket\ns = socket.socket(socket.AF_UNIX)\ns.connect({name!r})\ns.close()"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(name)
        listener.listen()
        assert enter().run(attempt).kind == "raised"
        assert enter("none").run(attempt).kind == "value"


def test_the_worker_is_nobody_and_cannot_become_anybody_else(enter):
    inside = enter()
    inside.run("import os")
    assert inside.value("[os.getuid(), os.geteuid(), os.getgid()]") == [65534] * 3
    for attempt in ("os.setuid(0)", "os.setgid(0)", "os.setgroups([0])", "os.chroot('/tmp')"):
        assert inside.run(attempt).kind == "raised"


def test_for_the_kernel_it_is_never_root_and_has_no_powers(enter):
    inside = enter()
    uid = os.getuid() or 65534  # started by root it becomes nobody, otherwise it stays whoever it is
    pid = inside.connection._process.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    while children:
        last = children[0]
        children = Path(f"/proc/{last}/task/{last}/children").read_text().split()
    assert os.stat(f"/proc/{last}").st_uid in (0, uid)  # 0 where the kernel calls it undumpable
    status = Path(f"/proc/{last}/status").read_text()
    assert f"Uid:\t{uid}\t{uid}\t{uid}\t{uid}" in status
    assert "CapEff:\t0000000000000000" in status
    assert "NoNewPrivs:\t1" in status


def test_nothing_can_be_written_but_the_private_tmp(enter):
    inside, other = enter(), enter()
    for path in ("/x", "/grader/x", "/grader/numpy/x.py", os.__file__, "/etc/x"):
        assert inside.run(f"open({path!r}, 'a')").kind == "raised"
    assert inside.run("open('/tmp/mark', 'w').write('x')").kind == "value"
    assert other.value("__import__('os').listdir('/tmp')") == []
    assert not Path("/tmp/mark").exists()


@pytest.mark.parametrize("taken", [0, 18, 19, 20, 21])
def test_the_environment_is_empty_and_descriptors_are_few(enter, taken):
    held = [os.open(os.devnull, os.O_RDONLY)]
    while held[-1] < taken:  # so that the pipes start out on the very numbers they are moved to
        held.append(os.open(os.devnull, os.O_RDONLY))
    inside = enter()
    for fd in held:
        os.close(fd)
    inside.run("import os")
    names = inside.value("sorted(os.environ)")
    assert set(names) <= {"OPENBLAS_NUM_THREADS", "PWD", "LC_CTYPE"}
    inside.run("import contextlib\nfound = []")
    inside.run("for fd in range(64):\n    with contextlib.suppress(OSError): os.fstat(fd); found.append(fd)")
    assert inside.value("found") == [0, 1, 2, 20, 21]
    assert stat.S_ISCHR(inside.value("os.fstat(1).st_mode"))


def test_only_numpy_can_be_imported_beside_the_standard_library(enter):
    inside = enter()
    for name in ("pytest", "IPython.core.magics.basic", "nbformat", "nnkit.cli", "nnkit.grading.checks"):
        outcome = inside.run(f"import {name}\nassert hasattr({name.partition('.')[0]}, '__file__')")
        assert outcome.kind == "raised"
    assert inside.run("import numpy.linalg, sqlite3, json, random").kind == "value"


def test_limits_hold(enter):
    inside = enter()
    assert inside.run("import numpy as np\nx = np.ones(8 * 10**9 // 8)").error == "MemoryError"
    assert inside.run("open('/tmp/x', 'wb').write(b'x' * (2 * 2**20))").kind == "raised"
    assert inside.run("files = [open('/tmp/x') for _ in range(40)]").kind == "raised"
    found = inside.value("[__import__('resource').getrlimit(k)[1] for k in (0, 4)]")
    assert found == [sandbox.Limits().CPU, 0]


@pytest.mark.parametrize(
    "code",
    [
        "import os\nos.fork()",
        "import os\nos.execv('/proc/self/exe', ['x'])",
        "import subprocess\nsubprocess.run(['/bin/true'])",
        "import socket\nsocket.socket()",
        "import os, signal\nos.kill(os.getpid(), signal.SIGTERM)",
        "import os\nos.memfd_create('x')",
        "import fcntl, os\nfcntl.fcntl(1, fcntl.F_SETOWN, os.getpid())",
        "import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 1))",
    ],
)
def test_the_kernel_refuses_what_is_not_on_the_list(enter, code):
    outcome = enter().run(code)
    assert (outcome.kind, outcome.error) == (
        "raised",
        "PermissionError" if "resource" not in code else outcome.error,
    )


FORBIDDEN = {  # number on x86-64, on aarch64; * where an ordinary user outside of the sandbox is heard out
    "*ptrace": (101, 117),
    "*process_vm_readv": (310, 270),
    "*process_vm_writev": (311, 271),
    "*add_key": (248, 217),
    "*keyctl": (250, 219),
    "*memfd_create": (319, 279),
    "*socket": (41, 198),
    "*socketpair": (53, 199),
    "*bind": (49, 200),
    "*connect": (42, 203),
    "*shmget": (29, 194),
    "*semget": (64, 190),
    "*pidfd_open": (434, 434),
    "*pidfd_getfd": (438, 438),
    "*kill": (62, 129),
    "*tkill": (200, 130),
    "*tgkill": (234, 131),
    "*execve": (59, 221),
    "*execveat": (322, 281),
    "*unshare": (272, 97),
    "*setns": (308, 268),
    "*prctl": (157, 167),
    "*seccomp": (317, 277),
    "*sched_setaffinity": (203, 122),
    "*symlinkat": (266, 36),
    "*linkat": (265, 37),
    "*inotify_init1": (294, 26),
    "*name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "io_uring_setup": (425, 425),
    "bpf": (321, 280),
    "userfaultfd": (323, 282),
    "perf_event_open": (298, 241),
    "mount": (165, 40),
    "umount2": (166, 39),
    "chroot": (161, 51),
    "pivot_root": (155, 41),
    "setpriority": (141, 140),
    "fanotify_init": (300, 262),
    "init_module": (175, 105),
}
CALLING = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
def answer(number):
    ctypes.set_errno(0)
    libc.syscall(ctypes.c_long(number), *[ctypes.c_long(-1)] * 6)
    return ctypes.get_errno()
"""


def test_forty_system_calls_are_refused_before_the_kernel_looks_at_them(enter):
    """With arguments that make no sense, so that the control does nothing but be told so."""
    place = ("x86_64", "aarch64").index(os.uname().machine)
    numbers = {name: both[place] for name, both in FORBIDDEN.items()}
    control, inside = enter("none"), enter()
    for worker in (control, inside):
        worker.run(CALLING)
    asking = f"{{name: answer(number) for name, number in {numbers}.items()}}"
    assert set(inside.value(asking).values()) == {errno.EPERM}
    outside = control.value(asking)
    assert not [name for name, answer in outside.items() if name.startswith("*") and answer == errno.EPERM]
    assert len(FORBIDDEN) == 40
    if place == 0:  # the same calls under the numbers of x32, and newer threads
        assert inside.value("[answer(0x40000000 + 57), answer(0x40000000 + 520)]") == [errno.EPERM] * 2
    assert inside.value("answer(435)") == errno.ENOSYS


def test_what_a_notebook_needs_is_on_the_list(enter):
    inside = enter()
    needs = """
import decimal, json, random, sqlite3, tempfile, threading, time
import numpy as np
np.random.default_rng(0).normal(size=3), np.linalg.svd(np.eye(4)), np.fft.fft(np.ones(8))
thread = threading.Thread(target=time.sleep, args=(0.01,))
thread.start()
thread.join()
with tempfile.NamedTemporaryFile("w+") as file:
    file.write("text")
    file.flush()
    file.seek(0)
    text = file.read()
"""
    outcome = inside.run(needs)
    assert outcome.kind == "value", outcome
    assert inside.value("text") == "text"


def test_numbers_of_system_calls_are_those_of_this_kernels_headers():
    """They are written out in seccomp.py; where the headers are installed, they are compared."""
    headers = {
        "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
        "aarch64": Path("/usr/include/asm-generic/unistd.h"),
    }
    for machine, (_, numbers) in seccomp.MACHINES.items():
        assert len(set(numbers.values())) == len(numbers)
        assert len(seccomp.program(machine)) // 8 < 4096
        if headers[machine].is_file():
            text = headers[machine].read_text()
            real = dict(re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", text))
            real["newfstatat"] = real.get("newfstatat", real.get("fstatat", ""))
            assert {name: str(number) for name, number in numbers.items()} == {n: real[n] for n in numbers}
    with pytest.raises(RuntimeError, match="no filter of system calls"):
        seccomp.program("riscv64")


def test_the_mode_for_ordinary_users_works_as_well(enter, monkeypatch):
    monkeypatch.setattr(os, "getuid", lambda: 1000)
    sandbox._bwrap.cache_clear()
    try:
        assert "--unshare-user" in sandbox._bwrap()
        inside = enter()
        monkeypatch.undo()
        assert inside.value("__import__('os').getuid()") == 65534
        assert inside.run("open('/grader/x', 'w')").kind == "raised"
        assert inside.run("import os\nos.setuid(0)").kind == "raised"
    finally:
        sandbox._bwrap.cache_clear()


@pytest.fixture
def another_bwrap(tmp_path, monkeypatch):
    """Put another program in the place of bwrap, or none."""

    def place(script: str | None) -> None:
        if script is not None:
            program = tmp_path / "bwrap"
            program.write_text(f"#!/bin/sh\n{script}\n")
            program.chmod(0o755)
        monkeypatch.setattr(sandbox.shutil, "which", lambda name: script and str(tmp_path / name))
        sandbox._bwrap.cache_clear()
        sandbox.probe.cache_clear()

    yield place
    monkeypatch.undo()
    sandbox._bwrap.cache_clear()
    sandbox.probe.cache_clear()


def test_a_machine_that_forbids_the_sandbox_is_told_with_the_cure(another_bwrap):
    another_bwrap("echo 'bwrap: setting up uid map: Permission denied' >&2; exit 1")
    with pytest.raises(IsolationError, match="setting up uid map: Permission denied") as told:
        Sandbox("bwrap")
    assert "AppArmor" in str(told.value)
    assert "--isolation none" in str(told.value)


def test_a_machine_without_bubblewrap_is_told_with_the_cure(another_bwrap):
    another_bwrap(None)
    with pytest.raises(IsolationError, match="not on this machine") as told:
        Sandbox("bwrap")
    assert "--isolation none" in str(told.value)


def test_without_isolation_is_only_by_request(another_bwrap):
    another_bwrap(None)
    with pytest.raises(IsolationError):
        Sandbox()
    connection = Sandbox("none").start()
    assert outcome_of(connection.request({"op": "ping"}, 60), lines=frozenset()).kind == "value"
    connection.close()


def test_without_isolation_threads_do_not_depend_on_what_else_the_user_runs(enter):
    asking = "list(__import__('resource').getrlimit(__import__('resource').RLIMIT_NPROC))"
    assert enter("none").value(asking) == list(resource.getrlimit(resource.RLIMIT_NPROC))
    assert enter().value(asking) == [sandbox.Limits().NPROC] * 2
