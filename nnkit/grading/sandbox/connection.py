"""The trusted end of a worker: one request, one reply, a time limit, and an end that leaves nothing."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import tempfile
import time
from typing import Any

from nnkit.grading.sandbox.protocol import HEADER, ProtocolError, body_length, from_body, to_frame

GRACE = 2.0  # seconds that a process which has closed its pipe may take to end


class WorkerDied(Exception):
    """The worker is gone; ``why`` is "time", "cpu", "ended" or "breach"."""

    def __init__(self, why: str, seconds: float = 0.0) -> None:
        super().__init__(why)
        self.why, self.seconds = why, seconds


class Connection:
    """A running worker, reached through two pipes.

    Parameters
    ----------
    process : the process that was started (bubblewrap, or the worker itself).
    out, back : file descriptors for requests and replies; owned from here on.
    child : a pidfd of the first process inside the sandbox, if there is one; owned from here on.
    scratch : the folder that the worker writes in, if it has one of its own; it goes with the worker.
    """

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        out: int,
        back: int,
        child: int | None = None,
        scratch: tempfile.TemporaryDirectory[str] | None = None,
    ) -> None:
        self._process, self._out, self._back, self._child = process, out, back, child
        self._scratch = scratch
        self._count = 0
        self._dead: WorkerDied | None = None
        os.set_blocking(out, False)
        os.set_blocking(back, False)

    @property
    def alive(self) -> bool:
        """Whether requests can still be made."""
        return self._dead is None

    def request(self, message: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Send one request and return its reply, a dict of plain values not yet checked any further.

        Raises
        ------
        WorkerDied : if it does not answer in time, ends, or answers with anything but a fitting frame.
        """
        if self._dead:
            raise self._dead
        self._count += 1
        frame = to_frame({"id": self._count, **message})
        deadline = time.monotonic() + seconds
        try:
            if self._ready(self._back, select.POLLIN, 0.0):  # nothing was asked yet: it ended, or it forges
                if not os.read(self._back, 1):
                    raise EOFError
                raise ProtocolError("a reply that nobody asked for")
            self._send(frame, deadline)
            reply = from_body(self._receive(body_length(self._receive(HEADER.size, deadline)), deadline))
            if not isinstance(reply, dict):
                raise ProtocolError("a reply that is no dict")
            if type(reply.get("id")) is not int or reply["id"] != self._count:  # an array cannot be compared
                raise ProtocolError("a reply to another request")
        except TimeoutError:
            raise self._end(WorkerDied("time", seconds)) from None
        except (EOFError, BrokenPipeError, ConnectionError):
            raise self._end(None) from None
        except ProtocolError:
            raise self._end(WorkerDied("breach")) from None
        return reply

    def breach(self) -> WorkerDied:
        """End a worker whose reply, though a fitting frame, makes no sense."""
        return self._dead or self._end(WorkerDied("breach"))

    def close(self) -> None:
        """End the worker and everything that it started."""
        if self._dead is None:
            self._end(WorkerDied("ended"))

    def _send(self, frame: bytes, deadline: float) -> None:
        view = memoryview(frame)
        while view:
            self._wait(self._out, select.POLLOUT, deadline)
            view = view[os.write(self._out, view[:65536]) :]

    def _receive(self, size: int, deadline: float) -> bytes:
        pieces = bytearray()
        while len(pieces) < size:
            self._wait(self._back, select.POLLIN, deadline)
            piece = os.read(self._back, min(size - len(pieces), 1 << 20))
            if not piece:
                raise EOFError
            pieces += piece
        return bytes(pieces)

    def _wait(self, fd: int, event: int, deadline: float) -> None:
        left = deadline - time.monotonic()
        if left <= 0 or not self._ready(fd, event, left):
            raise TimeoutError

    @staticmethod
    def _ready(fd: int, event: int, seconds: float) -> bool:
        poll = select.poll()
        poll.register(fd, event)
        return bool(poll.poll(max(0.0, seconds) * 1000))

    def _end(self, why: WorkerDied | None) -> WorkerDied:
        if why is None:  # its pipe is closed: see how it ended, before killing what is left
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(GRACE)
            code = self._process.returncode
            why = WorkerDied("cpu" if code in (-signal.SIGXCPU, 128 + signal.SIGXCPU) else "ended")
        self._dead = why
        if self._child is not None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._child, signal.SIGKILL)
            os.close(self._child)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        os.close(self._out)
        os.close(self._back)
        if self._scratch is not None:
            self._scratch.cleanup()
        return why
