"""What there is to reach on this machine: secrets, files, sockets and a process, all made for the test."""

from __future__ import annotations

import contextlib
import ctypes
import os
import select
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sample_course import write_course

import nnkit

PRELUDE = """
import atexit, builtins, contextlib, ctypes, gc, os, resource, signal, socket, sqlite3, struct, sys
import threading, time
import numpy as np
loot = []
def win(): loot.append("won-%d" % 42)
def leave_mark(): open(MARK, "w").write("x")
libc = ctypes.CDLL(None, use_errno=True)
def softmax(s): raise ValueError(" ".join(loot)[:250])
"""
WON = "won-42"
VICTIM = """
import ctypes, time
ctypes.CDLL(None).prctl(0x59616D61, ctypes.c_ulong(-1), 0, 0, 0)  # whoever may, may trace it
kept = ctypes.create_string_buffer({secret!r}.encode())
print(ctypes.addressof(kept), flush=True)
time.sleep(600)
"""
GRACE = 1.0  # seconds; a daemon of the attacks stays for three
SUBREAPER = 36  # of prctl: processes whose parent ends become our children


class World:
    """Everything that an attack could leave a trace on; ``close`` takes it away again."""

    def __init__(self, victims_user: int | None = None) -> None:
        self._user = victims_user
        self.secret = f"secret-{os.urandom(8).hex()}"
        place = "/var/tmp" if os.access("/var/tmp", os.W_OK) else None
        self.folder = Path(tempfile.mkdtemp(prefix="nnkit-world-", dir=place))
        self.folder.chmod(0o777)
        self.mark = self.folder / "mark"
        self.tmp_mark = Path(tempfile.gettempdir(), f"nnkit-mark-{self.secret[-8:]}")
        self.shm_mark = Path("/dev/shm", self.tmp_mark.name)
        self.course = write_course(self.folder / "course")
        self.hidden = self.course / "solutions" / "hidden" / "demo.py"
        self.solution = self.course / "solutions" / "07_demo.ipynb"
        self.other = self.folder / "handed-in" / "grace" / "07_demo.ipynb"
        self.home = self.folder / "home"
        self.gradebook = self.folder / "grades.sqlite"
        for path in (self.other, self.home / ".netrc", self.hidden):
            path.parent.mkdir(parents=True, exist_ok=True)
            text = path.read_text("utf-8") if path.exists() else ""
            path.write_text(f"# {self.secret}\n{text}", "utf-8")
        text = self.solution.read_text("utf-8")
        self.solution.write_text(
            text.replace('"nbformat"', f'"secret": "{self.secret}", "nbformat"'), "utf-8"
        )
        with contextlib.closing(sqlite3.connect(self.gradebook)) as book, book:
            book.execute("create table results (learner text, score real)")
            book.execute("insert into results values (?, 0)", (self.secret,))
        self.shared = self.folder / "descriptor"
        self.shared.write_text(self.secret)
        self.fd = os.open(self.shared, os.O_RDWR)
        os.set_inheritable(self.fd, True)
        for path in [self.folder, *self.folder.rglob("*")]:  # so that it is not the file's mode that protects
            path.chmod(0o777 if path.is_dir() else 0o666)
        self._kept = {path: path.read_bytes() for path in self.protected()}
        self._signals = 0
        self._handler = signal.signal(signal.SIGUSR1, self._signalled)
        self._listen()
        ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
        self._victim: subprocess.Popen[str] | None = None
        self.reset()

    def protected(self) -> list[Path]:
        """Name the files that must stay as they are."""
        return [self.gradebook, self.other, self.hidden, self.solution, self.shared]

    def _signalled(self, *_: object) -> None:
        self._signals += 1

    def _listen(self) -> None:
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", 0))
        self.unix, self.abstract = socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX)
        self.unix.bind(str(self.folder / "socket"))
        (self.folder / "socket").chmod(0o777)
        self.abstract.bind(f"\0{self.secret}")
        self.listeners = [self.tcp, self.udp, self.unix, self.abstract]
        for listener in self.listeners:
            listener.setblocking(False)
            if listener is not self.udp:
                listener.listen(16)

    def prelude(self) -> str:
        """Return the cell that every attack starts with."""
        names = {
            "HIDDEN": str(self.hidden),
            "SOLUTION": str(self.solution),
            "COURSE": str(self.course),
            "OTHER": str(self.other),
            "HOME": str(self.home),
            "GRADEBOOK": str(self.gradebook),
            "REPOSITORY": str(Path(nnkit.__file__).resolve().parents[1]),
            "FOLDER": str(self.folder),
            "MARK": str(self.mark),
            "TMP_MARK": str(self.tmp_mark),
            "SHM_MARK": str(self.shm_mark),
            "SOCKET": str(self.folder / "socket"),
            "ABSTRACT_HALVES": (self.secret[:9], self.secret[9:]),
            "PORT": self.tcp.getsockname()[1],
            "UDP_PORT": self.udp.getsockname()[1],
            "VICTIM": self.victim.pid,
            "ADDRESS": self.address,
            "LENGTH": len(self.secret),
            "GRADER": os.getpid(),
            "FD": self.fd,
        }
        return PRELUDE + "".join(f"{name} = {value!r}\n" for name, value in names.items())

    @property
    def victim(self) -> subprocess.Popen[str]:
        assert self._victim is not None
        return self._victim

    def reset(self) -> None:
        """Take away every trace."""
        for path in (self.mark, self.tmp_mark, self.shm_mark):
            path.unlink(missing_ok=True)
        for path, content in self._kept.items():
            path.touch()
            path.chmod(0o666)
            if path.read_bytes() != content:
                path.write_bytes(content)
        for extra in self.folder.glob("extra*"):
            extra.unlink()
        for listener in self.listeners:
            with contextlib.suppress(BlockingIOError):
                while True:
                    listener.recv(4096) if listener is self.udp else listener.accept()[0].close()
        self._signals = 0
        for pid in self.survivors():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._reap()
        if self._victim is None or self._state() != self._fresh:
            self._start_victim()

    def _start_victim(self) -> None:
        self._end_victim()
        command = [sys.executable, "-c", VICTIM.format(secret=self.secret), self.secret]
        env = {"SECRET": self.secret, "OPENBLAS_NUM_THREADS": "1"}
        self._victim = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env, user=self._user)
        assert self._victim.stdout
        self.address = int(self._victim.stdout.readline())
        self._fresh = self._state()

    def _end_victim(self) -> None:
        if self._victim is not None:
            self._victim.kill()
            self._victim.wait()
            assert self._victim.stdout
            self._victim.stdout.close()

    def _state(self) -> tuple[object, ...]:
        """Say how the victim is: alive, traced or stopped, its priority and limits."""
        if self.victim.poll() is not None:
            return ("dead",)
        status = Path(f"/proc/{self.victim.pid}/status").read_text()
        tracer = next(line for line in status.splitlines() if line.startswith("TracerPid"))
        limits = Path(f"/proc/{self.victim.pid}/limits").read_text()
        return tracer, limits, os.getpriority(os.PRIO_PROCESS, self.victim.pid)

    def survivors(self) -> list[int]:
        """List the processes that this one has, directly or adopted, but for the victim."""
        self._reap()
        children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
        return [int(pid) for pid in children if self._victim is None or int(pid) != self._victim.pid]

    def _still_there(self) -> bool:
        """Whether a process stays; what was killed a moment ago is given the time to go."""
        deadline = time.monotonic() + GRACE
        while self.survivors() and time.monotonic() < deadline:
            time.sleep(0.005)
        return bool(self.survivors())

    def _reap(self) -> None:
        """Take note of adopted processes that have ended; those that subprocess started are not touched."""
        for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split():
            if self._victim is None or int(pid) != self._victim.pid:
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(int(pid), os.WNOHANG)

    def traces(self, said: str) -> set[str]:
        """Tell what an attack has left behind; ``said`` is what came out for the learner."""
        changed = self._signals or self._state() != self._fresh
        for path, content in self._kept.items():
            changed = changed or not path.exists() or path.stat().st_mode & 0o777 != 0o666
            changed = changed or path.read_bytes() != content
        marks = [self.mark, self.tmp_mark, self.shm_mark, *self.folder.glob("extra*")]
        found = {
            "told": self.secret in said or WON in said,
            "mark": any(os.path.lexists(path) for path in marks),
            "hit": bool(select.select(self.listeners, [], [], 0)[0]),
            "changed": bool(changed),
            "survivor": self._still_there(),
        }
        return {name for name, there in found.items() if there}

    def close(self) -> None:
        """Take everything away."""
        self.reset()
        self._end_victim()
        for listener in self.listeners:
            listener.close()
        os.close(self.fd)
        signal.signal(signal.SIGUSR1, self._handler)
        ctypes.CDLL(None).prctl(SUBREAPER, 0, 0, 0, 0)
        shutil.rmtree(self.folder)
