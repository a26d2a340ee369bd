"""Where learners' code runs: a process that sees an interpreter, NumPy, and nothing of this machine.

Three kinds of isolation. "bwrap", for grading: bubblewrap with no network, no processes but its own, a
read-only system that holds only what Python and NumPy need, an empty /tmp, and a user without rights. "user",
for root in a throw-away container where bubblewrap cannot run: another user, who by Landlock sees the same
files and writes in one folder. In both a filter on system calls lets no process, program or socket be made.
"none", for one's own notebook: a separate process with limits on what it uses, but with the reader's own
rights.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, Literal, get_args

from nnkit.errors import NNKitError
from nnkit.grading.sandbox import landlock
from nnkit.grading.sandbox.connection import Connection

Isolation = Literal["bwrap", "user", "none"]
KINDS = get_args(Isolation)
PACKAGES = ("numpy", "numpy.libs", "msgpack")
OWN_FILES = ("plain", "protocol", "calling", "stand_ins", "landlock", "seccomp", "worker")
INSIDE = "/grader"  # where the worker's own files are, in the sandbox
TMP_BYTES = 64 * 2**20
NOBODY = 65534
START = """\
import sys
sys.path.insert(0, {folder!r})
from nnkit.grading.sandbox.worker import main
main({settings!r})
"""
LATER = "import decimal, fractions, statistics"  # what only learners import
ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1"}
CURE = (
    "How to mend it: install bubblewrap (Debian, Ubuntu: the package `bubblewrap`). If it is installed, this "
    "machine may forbid user namespaces: on Ubuntu 24.04 give bwrap an AppArmor profile allowing `userns`; "
    "in a container, use one whose security profile allows unshare and mount, or grade on the host. As root "
    "in a throw-away container, `--isolation user` does without it.\n"
    "To grade without any isolation, ask for it: `--isolation none`. Then each notebook can do whatever you "
    "can do on this machine: use it only for notebooks that you trust, or on a throw-away machine."
)


class IsolationError(NNKitError):
    """The sandbox cannot be used on this machine."""


@dataclass(frozen=True)
class Limits:
    """What one worker may use, in the names of setrlimit: bytes, seconds, counts."""

    AS: int = 2 * 2**30
    CPU: int = 60
    FSIZE: int = 2**20
    NOFILE: int = 32
    NPROC: int = 16
    STACK: int = 8 * 2**20
    CORE: int = 0


class Sandbox:
    """Starts workers in one kind of isolation.

    Raises
    ------
    IsolationError : if the isolation asked for cannot be had here.
    """

    def __init__(self, isolation: Isolation = "bwrap", limits: Limits | None = None) -> None:
        self.isolation = isolation
        self.limits = limits or Limits()
        if isolation != "none":
            probe(isolation)

    def start(self) -> Connection:
        """Start a worker without waiting for it to be ready."""
        return _start(self.isolation, self.limits)


@functools.cache
def probe(isolation: Isolation = "bwrap") -> None:
    """Start a worker in an isolation once; raise IsolationError with the cure if that fails."""
    if isolation == "bwrap" and (not sys.platform.startswith("linux") or shutil.which("bwrap") is None):
        raise IsolationError(f"Grading needs bubblewrap (`bwrap`), which is not on this machine.\n{CURE}")
    if isolation == "user" and (
        not sys.platform.startswith("linux") or os.getuid() or not landlock.version()
    ):
        raise IsolationError(
            "The isolation `user` needs root, who alone can become another user, and a Linux kernel with "
            f"Landlock (5.13 or newer).\n{CURE}"
        )
    with tempfile.TemporaryFile() as said:
        connection = _start(isolation, Limits(), stderr=said)
        try:
            reply = connection.request({"op": "run", "source": LATER, "label": "", "reference": True}, 60)
        except Exception:
            said.seek(0)
            words = said.read(2000).decode("utf-8", "replace").strip() or "it ended without a word"
            raise IsolationError(f"The sandbox does not start on this machine: {words}\n{CURE}") from None
        finally:
            connection.close()
    if reply.get("kind") != "value":
        raise IsolationError(
            f"In the sandbox Python cannot import its own modules ({str(reply.get('text'))[:200]}): the "
            f"code runs as another user, who cannot read {_interpreter()} or its library. Run nnkit with an "
            "interpreter that every user can read, such as /usr/bin/python3, not one in root's home.\n"
            f"{CURE}"
        )


def _start(isolation: Isolation, limits: Limits, stderr: IO[bytes] | int = subprocess.DEVNULL) -> Connection:
    requests, ours_out = os.pipe()
    ours_in, replies = os.pipe()
    info_ours, info = os.pipe()
    theirs = (requests, replies, info)
    scratch = None
    try:
        settings: dict[str, Any] = {"pipes": [requests, replies], "limits": asdict(limits)}
        settings |= {"drop": False, "walls": None}
        if isolation == "bwrap":
            settings |= {"drop": os.getuid() == 0, "walls": {"readable": ["/"], "writable": ["/tmp"]}}
            command = [*_bwrap(), "--info-fd", str(info), "--", *_python(INSIDE, settings)]
        elif isolation == "user":
            scratch = _scratch()
            settings |= {"drop": True, "walls": {"readable": _visible(), "writable": [scratch.name]}}
            command = _python(str(_bench()), settings)
        else:  # here the number of processes would be that of all the user's programs together
            del settings["limits"]["NPROC"]
            command = _python(str(_bench()), settings)
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            pass_fds=theirs if isolation == "bwrap" else theirs[:2],
            env=ENVIRONMENT | ({"TMPDIR": scratch.name} if scratch else {}),
            cwd=scratch.name if scratch else tempfile.gettempdir(),
            start_new_session=True,
        )
    except BaseException:
        os.close(ours_in)
        os.close(ours_out)
        if scratch:
            scratch.cleanup()
        raise
    finally:
        for fd in theirs:
            os.close(fd)
    with os.fdopen(info_ours, "rb") as told:
        child = _child(told.read(4096)) if isolation == "bwrap" else None
    return Connection(process, ours_out, ours_in, child, scratch)


def _scratch() -> tempfile.TemporaryDirectory[str]:
    """Make the one folder that a worker without bubblewrap may write in; it goes with the worker."""
    folder = tempfile.TemporaryDirectory(prefix="nnkit-scratch-", ignore_cleanup_errors=True)
    os.chown(folder.name, NOBODY, NOBODY)
    return folder


@functools.cache
def _visible() -> list[str]:
    """Name what a worker without bubblewrap may read: what bubblewrap would show it."""
    return [*map(str, [*_system_files().values(), *_files().values(), _bench()]), "/dev/null", "/dev/urandom"]


def _child(told: bytes) -> int | None:
    """Open a pidfd of the sandbox's first process, whose end is the end of everything in it."""
    with contextlib.suppress(ValueError, KeyError, OSError, AttributeError):
        return os.pidfd_open(int(json.loads(told)["child-pid"]))
    return None


def _python(folder: str, settings: dict[str, Any]) -> list[str]:
    code = START.format(folder=folder, settings=json.dumps(settings))
    return [str(_interpreter()), "-I", "-S", "-B", "-c", code]


def _interpreter() -> Path:
    return Path(sys.executable).resolve()


@functools.cache
def _files() -> dict[str, Path]:
    """Where the worker expects each of its own files, and where that is on this machine."""
    import msgpack
    import numpy as np

    homes = [
        Path(np.__file__).parent,
        Path(np.__file__).parent.with_name("numpy.libs"),
        Path(msgpack.__file__).parent,
    ]
    own = {f"nnkit/grading/sandbox/{name}.py": Path(__file__).with_name(f"{name}.py") for name in OWN_FILES}
    return {home.name: home for home in homes if home.is_dir()} | own


@functools.cache
def _bench() -> Path:
    """Make the folder of links that a worker without isolation imports from; it goes when we end."""
    folder = tempfile.TemporaryDirectory(prefix="nnkit-worker-")
    _bench_folders.append(folder)
    os.chmod(folder.name, 0o755)  # a worker that has become nobody imports from it, too
    for name, path in _files().items():
        link = Path(folder.name, name)
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(path)
    return Path(folder.name)


_bench_folders: list[tempfile.TemporaryDirectory[str]] = []


@functools.cache
def _bwrap() -> list[str]:
    """Compose the part of the command that is the same for every worker."""
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        raise IsolationError(f"Grading needs bubblewrap (`bwrap`), which is not on this machine.\n{CURE}")
    command = [
        bwrap,
        "--unshare-ipc",
        "--unshare-pid",
        "--unshare-net",
        "--unshare-uts",
        "--unshare-cgroup-try",
    ]
    if os.getuid() == 0:  # the worker itself becomes nobody, so that files of root stay out of its reach
        command += ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    else:
        command += ["--unshare-user", "--uid", "65534", "--gid", "65534"]
    command += ["--die-with-parent", "--new-session", "--hostname", "grader", "--clearenv"]
    for name, value in ENVIRONMENT.items():
        command += ["--setenv", name, value]
    binds = _system_files() | {f"{INSIDE}/{name}": path for name, path in _files().items()}
    library = sysconfig.get_path("stdlib")
    made: set[str] = set()
    for inside, path in sorted(binds.items()):
        for parent in [*Path(inside).parents][-2::-1]:  # explicit, or root's would be closed to nobody
            if str(parent) not in made and str(parent) not in binds:
                made.add(str(parent))
                command += ["--dir", str(parent)]
        command += ["--ro-bind", str(path), inside]
        if inside == library:
            for name in ("site-packages", "dist-packages"):
                if Path(library, name).is_dir():
                    command += ["--tmpfs", f"{library}/{name}", "--remount-ro", f"{library}/{name}"]
    help_text = subprocess.run([bwrap, "--help"], capture_output=True, text=True, check=False).stdout
    size = ["--size", str(TMP_BYTES)] if "--size" in help_text else []
    private = [*size, "--perms", "1777", "--tmpfs", "/tmp", "--chdir", "/tmp"]
    return [*command, "--dir", "/tmp", "--remount-ro", "/", *private]


def _system_files() -> dict[str, Path]:
    """Name the interpreter, its standard library, and the shared libraries that they and NumPy load."""
    library = sysconfig.get_path("stdlib")
    homes = [path for path in _files().values() if path.is_dir()]
    programs = [_interpreter(), *Path(library, "lib-dynload").glob("*.so")]
    programs += [path for home in homes for path in home.rglob("*.so*") if path.is_file()]
    told = subprocess.run(["ldd", *map(str, programs)], capture_output=True, text=True, check=False).stdout
    needed = set(re.findall(r"(?:=> |^\s+)(/\S+) \(", told, re.MULTILINE))
    inside_already = tuple(f"{home}/" for home in [*homes, library])
    files = {path: Path(path) for path in needed if not path.startswith(inside_already)}
    files |= {str(path): path for path in (_interpreter(), Path(library))}
    cache = Path("/etc/ld.so.cache")
    return files | ({str(cache): cache} if cache.is_file() else {})
