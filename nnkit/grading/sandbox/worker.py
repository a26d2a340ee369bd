"""The untrusted side of the grader: a process that runs a learner's cells and calls what they define.

It is started by isolation.py as a program of its own, with NumPy, msgpack and a few files of nnkit to import
and nothing else to see. It takes requests from one pipe and answers on another. It never learns an expected
value, a hidden check or a score; whatever it says is checked on the other side, because by then the learner's
code may have replaced every part of it.
"""

from __future__ import annotations

import contextlib
import json
import linecache
import os
import re
import sys
import warnings
from dataclasses import asdict
from types import CodeType, ModuleType
from typing import Any

from nnkit.grading.sandbox import landlock, seccomp
from nnkit.grading.sandbox.calling import ABSENT, Outcome, Sink, attribute, call, raised, read
from nnkit.grading.sandbox.protocol import HEADER, ProtocolError, body_length, from_body, to_frame
from nnkit.grading.sandbox.stand_ins import Anything, install

FIRST_FD = 20  # the pipes are moved here, and every other descriptor above stderr is closed
NOBODY = 65534
MAGIC = re.compile(r"^(\s*)(?:%(?:time|timeit)\s+([^-].*)|%.*|!.*|\?.*|[\w.*]+\?{1,2}\s*)$")


class Worker:
    """One learner's names, and beside them a namespace for correct answers of the course."""

    def __init__(self) -> None:
        self.learner = ModuleType("__main__")
        self.reference: dict[str, Any] = {"__name__": "reference"}
        self.shelves: dict[str, dict[str, Any]] = {}
        self.objects: list[Any] = []
        for name in ("display", "get_ipython"):  # what IPython gives every notebook
            setattr(self.learner, name, Anything())

    def handle(self, request: dict[str, Any]) -> Outcome:
        """Do what one request asks for."""
        op = request["op"]
        if op == "call":
            kept = self.objects if request["keep"] else None
            function = self._find(request["target"], request["name"])
            return call(function, tuple(request["args"]), request["kwargs"], kept)
        if op == "get":
            return read(self._find(request["target"], request["name"]))
        if op == "run":
            return run_cell(request["source"], request["label"], self._space(request))
        if op == "shelve":  # put names aside, to have them back whatever happens to them
            space = self._space(request)
            found = {name: space[name] for name in request["names"] if name in space}
            self.shelves[request["shelf"]] = found
            return Outcome("value", sorted(found))
        if op == "unshelve":
            shelf = self.shelves.get(request["shelf"], {})
            vars(self.learner).update({name: shelf[name] for name in request["names"] if name in shelf})
            return Outcome("value")
        if op == "numbers":
            install(request["numbers"])
            sys.modules["__main__"] = self.learner
        return Outcome("value")  # "ping"

    def _space(self, request: dict[str, Any]) -> dict[str, Any]:
        return self.reference if request["reference"] else vars(self.learner)

    def _find(self, target: int | None, name: str) -> Any:
        if target is None:
            return vars(self.learner).get(name, ABSENT)
        return attribute(self.objects[target], name)


def run_cell(source: str, label: str, space: dict[str, Any]) -> Outcome:
    """Run one notebook cell in a namespace; an exception is an outcome like any other."""
    filename, sink = f"<{label}>", Sink()
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    try:
        code = compile_cell(source, filename)
    except SyntaxError as error:
        where = f"line {error.lineno}, `{(error.text or '').strip()}`" if error.lineno else ""
        return Outcome("raised", error=type(error).__name__, text=error.msg, line=where)
    except Exception as error:  # source that the compiler cannot take: null bytes, nesting without end
        return raised(error, False)
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(sink):
            warnings.simplefilter("ignore")
            exec(code, space)  # noqa: S102  (what this process is for)
    except BaseException as error:
        return raised(error, sink.used)
    return Outcome("value", printed=sink.used)


def compile_cell(source: str, filename: str) -> CodeType:
    """Compile a cell; one that is not Python as it stands is tried again without its notebook commands."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return compile(source, filename, "exec", dont_inherit=True)
        except SyntaxError:
            return compile(without_magics(source), filename, "exec", dont_inherit=True)


def without_magics(source: str) -> str:
    """Replace ``%magic``, ``!shell`` and ``name?`` lines by ``pass``; of ``%time f()`` keep ``f()``."""
    lines = []
    for line in source.split("\n"):
        found = MAGIC.match(line)
        lines.append(f"{found[1]}{found[2] or 'pass'}" if found else line)
    return "\n".join(lines)


def confine(limits: dict[str, int], drop: bool, walls: dict[str, list[str]] | None) -> None:
    """Limit what this process may use, become nobody where it was started as root, and shut the doors.

    ``walls`` names what may be read and written, for Landlock; None leaves the kernel's doors open.
    """
    import resource

    for name, limit in limits.items():
        kind = getattr(resource, f"RLIMIT_{name}")
        hard = resource.getrlimit(kind)[1]
        limit = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(kind, (limit, limit))
    if drop:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    if walls is not None:
        if landlock.version():
            landlock.restrict(walls["readable"], walls["writable"])
        seccomp.install()


def serve(requests: int, replies: int) -> None:
    """Answer requests until the pipe closes."""
    worker = Worker()
    while True:
        header = _read(requests, HEADER.size)
        request = from_body(_read(requests, body_length(header)))
        try:
            outcome = worker.handle(request)
        except BaseException as error:
            outcome = raised(error, False)
        reply = {"id": request["id"], **asdict(outcome), "mutated": list(outcome.mutated)}
        try:
            frame = to_frame(reply)
        except ProtocolError as error:
            frame = to_frame({**reply, "kind": "not plain", "value": None, "text": str(error), "mutated": []})
        while frame:
            frame = frame[os.write(replies, frame) :]


def _read(fd: int, size: int) -> bytes:
    data = b""
    while len(data) < size:
        piece = os.read(fd, size - len(data))
        if not piece:
            os._exit(0)  # the grader has closed its end
        data += piece
    return data


def main(settings: str) -> None:
    """Put the pipes in their places, close every other descriptor, confine this process, and serve."""
    import fcntl

    given = json.loads(settings)
    aside = [fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 64) for fd in given["pipes"]]  # clear of their places
    requests, replies = (os.dup2(fd, FIRST_FD + i, inheritable=False) for i, fd in enumerate(aside))
    os.closerange(3, FIRST_FD)
    os.closerange(FIRST_FD + 2, 256)
    confine(given["limits"], given["drop"], given["walls"])
    serve(requests, replies)
