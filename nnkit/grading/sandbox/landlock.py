"""Landlock: the kernel lets a process see some files, write in some folders, and no others, for good.

Beside bubblewrap it is a second wall; where bubblewrap cannot run it is the one that hides files. This file
imports nothing of nnkit: the worker runs it as it stands.

References
----------
Linux kernel documentation, "Landlock: unprivileged access control".
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable

CREATE, ADD_RULE, RESTRICT = 444, 445, 446  # the same on every machine
VERSION, PATH_BENEATH = 1, 1
PR_SET_NO_NEW_PRIVS = 38
READ_FILE, READ_DIR, EXECUTE = 1 << 2, 1 << 3, 1 << 0
READ = READ_FILE | READ_DIR | EXECUTE
WRITE_FILE, TRUNCATE = 1 << 1, 1 << 14
KNOWN = {1: 13, 2: 14, 3: 15}  # how many kinds of access to files each version tells apart
FILES_ONLY = READ_FILE | EXECUTE | WRITE_FILE | TRUNCATE  # what can be said of something that is no folder
NETWORK, SCOPES = 0b11, 0b11  # TCP in both directions; abstract sockets and signals to others


def version() -> int:
    """Return the version of Landlock that this kernel has; 0 if it has none."""
    return max(int(_libc().syscall(CREATE, None, ctypes.c_size_t(0), VERSION)), 0)


def restrict(readable: Iterable[str], writable: Iterable[str]) -> None:
    """Let this process read (and load) what lies below some paths, write below others, and nothing else.

    Paths that do not exist are passed over. What the process has open stays open.

    Raises
    ------
    OSError : if the kernel refuses.
    """
    libc, has = _libc(), version()
    handled = (1 << KNOWN.get(has, 15)) - 1
    attributes = struct.pack("QQQ", handled, NETWORK, SCOPES)[: 24 if has >= 6 else 16 if has >= 4 else 8]
    rules = libc.syscall(CREATE, attributes, ctypes.c_size_t(len(attributes)), 0)
    _must(rules >= 0, "landlock_create_ruleset")
    try:
        for paths, access in ((readable, READ), (writable, handled & ~EXECUTE)):
            for path in paths:
                _allow(libc, rules, path, access & handled)
        _must(not libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs")
        _must(not libc.syscall(RESTRICT, rules, 0), "landlock_restrict_self")
    finally:
        os.close(rules)


def _allow(libc: ctypes.CDLL, rules: int, path: str, access: int) -> None:
    try:
        fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not os.path.isdir(path):
            access &= FILES_ONLY
        rule = struct.pack("=Qi", access, fd)
        _must(not libc.syscall(ADD_RULE, rules, PATH_BENEATH, rule, 0), f"landlock_add_rule {path}")
    finally:
        os.close(fd)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _must(condition: bool, what: str) -> None:
    if not condition:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
