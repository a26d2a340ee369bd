"""A filter on system calls: what a worker may ask of the kernel once NumPy is imported, and nothing else.

It is an allow-list: reading and writing files that the sandbox shows, memory, time, threads, an end. Refused
with "not permitted" are new processes and programs, sockets, signals to others, tracing, mounts, keys, new
namespaces, and whatever the list does not name. The kernel keeps the filter for good: a process cannot take
it off. This file imports nothing of nnkit: the worker runs it as it stands.

References
----------
Linux kernel documentation, "Seccomp BPF"; McCanne, Jacobson 1993 for the filter's machine.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct

ALLOWED = (
    # files that are there, and /tmp
    "read write readv writev pread64 pwrite64 preadv pwritev lseek openat open creat close close_range "
    "dup dup2 dup3 flock fsync fdatasync truncate ftruncate fstat stat lstat newfstatat statx "
    "statfs fstatfs access faccessat faccessat2 getdents getdents64 getcwd chdir fchdir rename renameat "
    "renameat2 mkdir mkdirat rmdir unlink unlinkat readlink readlinkat fchmod chmod fchmodat umask "
    "utimensat sendfile copy_file_range fadvise64 pipe pipe2 "
    # memory, threads and waiting
    "mmap munmap mremap mprotect msync madvise mincore brk futex membarrier rseq set_robust_list "
    "set_tid_address sched_yield sched_getaffinity getcpu poll ppoll select pselect6 nanosleep "
    "clock_nanosleep restart_syscall "
    # what time it is, who this is, and the end
    "clock_gettime clock_getres gettimeofday time times getrandom uname sysinfo getpid gettid getppid "
    "getuid geteuid getgid getegid getresuid getresgid getgroups getrlimit getrusage getpriority "
    "arch_prctl rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack getitimer setitimer alarm pause "
    "exit exit_group"
).split()

X86_64 = {
    name: number
    for number, names in {
        0: "read write open close stat fstat lstat poll lseek mmap mprotect munmap brk rt_sigaction "
        "rt_sigprocmask rt_sigreturn ioctl pread64 pwrite64 readv writev access pipe select "
        "sched_yield mremap msync mincore madvise",
        32: "dup dup2 pause nanosleep getitimer alarm setitimer getpid sendfile",
        56: "clone",
        60: "exit",
        63: "uname",
        72: "fcntl flock fsync fdatasync truncate ftruncate getdents getcwd chdir fchdir rename mkdir "
        "rmdir creat",
        87: "unlink",
        89: "readlink chmod fchmod",
        95: "umask gettimeofday getrlimit getrusage sysinfo times",
        102: "getuid",
        104: "getgid",
        107: "geteuid getegid",
        110: "getppid",
        115: "getgroups",
        118: "getresuid",
        120: "getresgid",
        131: "sigaltstack",
        137: "statfs fstatfs",
        140: "getpriority",
        158: "arch_prctl",
        186: "gettid",
        201: "time futex",
        204: "sched_getaffinity",
        217: "getdents64 set_tid_address restart_syscall",
        221: "fadvise64",
        228: "clock_gettime clock_getres clock_nanosleep exit_group",
        257: "openat mkdirat",
        262: "newfstatat unlinkat renameat",
        267: "readlinkat fchmodat faccessat pselect6 ppoll",
        273: "set_robust_list",
        280: "utimensat",
        292: "dup3 pipe2",
        295: "preadv pwritev",
        302: "prlimit64",
        309: "getcpu",
        316: "renameat2",
        318: "getrandom",
        324: "membarrier",
        326: "copy_file_range",
        332: "statx",
        334: "rseq",
        435: "clone3 close_range",
        439: "faccessat2",
    }.items()
    for number, name in enumerate(names.split(), number)
}
AARCH64 = {
    name: number
    for number, names in {
        17: "getcwd",
        23: "dup dup3 fcntl",
        29: "ioctl",
        32: "flock",
        34: "mkdirat unlinkat",
        38: "renameat",
        43: "statfs fstatfs truncate ftruncate",
        48: "faccessat chdir fchdir",
        52: "fchmod fchmodat",
        56: "openat close",
        59: "pipe2",
        61: "getdents64 lseek read write readv writev pread64 pwrite64 preadv pwritev sendfile pselect6 "
        "ppoll",
        78: "readlinkat newfstatat fstat",
        82: "fsync fdatasync",
        88: "utimensat",
        93: "exit exit_group",
        96: "set_tid_address",
        98: "futex set_robust_list",
        101: "nanosleep getitimer setitimer",
        113: "clock_gettime clock_getres clock_nanosleep",
        123: "sched_getaffinity sched_yield",
        128: "restart_syscall",
        132: "sigaltstack",
        134: "rt_sigaction rt_sigprocmask",
        139: "rt_sigreturn",
        141: "getpriority",
        148: "getresuid",
        150: "getresgid",
        153: "times",
        158: "getgroups",
        160: "uname",
        163: "getrlimit",
        165: "getrusage umask",
        168: "getcpu gettimeofday",
        172: "getpid getppid getuid geteuid getgid getegid gettid sysinfo",
        214: "brk munmap mremap",
        220: "clone",
        222: "mmap fadvise64",
        226: "mprotect msync",
        232: "mincore madvise",
        261: "prlimit64",
        276: "renameat2",
        278: "getrandom",
        283: "membarrier",
        285: "copy_file_range",
        291: "statx",
        293: "rseq",
        435: "clone3 close_range",
        439: "faccessat2",
    }.items()
    for number, name in enumerate(names.split(), number)
}
MACHINES = {"x86_64": (0xC000003E, X86_64), "aarch64": (0xC00000B7, AARCH64)}

# Instructions of the filter: load a word, compare, return. Offsets are those of struct seccomp_data.
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, MACHINE, ARGUMENTS = 0, 4, 16
ALLOW, KILL = 0x7FFF0000, 0x80000000
CLONE_THREAD, X32 = 0x10000, 0x40000000
ASKED = (0x5401, 0x5450, 0x5451)  # of ioctl: is it a terminal, and shall a program that is run inherit it
KEPT = (*range(8), 36, 37, 38, 1030)  # of fcntl: copies, flags and locks; not who gets a signal about a file
SET_MODE_FILTER, THREADS_TOO = 1, 1
SECCOMP = {"x86_64": 317, "aarch64": 277}
PR_SET_NO_NEW_PRIVS = 38


def refuse(code: int) -> int:
    """Return the filter's answer that makes a call fail with this error."""
    return 0x00050000 | code


def program(machine: str) -> bytes:
    """Compose the filter for a machine ("x86_64", "aarch64").

    Raises
    ------
    RuntimeError : for a machine whose numbers of system calls are not known here.
    """
    if machine not in MACHINES:
        raise RuntimeError(f"There is no filter of system calls for the machine {machine!r}.")
    audit, numbers = MACHINES[machine]
    no = _answer(refuse(errno.EPERM))
    steps = [*_load(MACHINE), *_if(EQUAL, audit, [], _answer(KILL)), *_load(NUMBER)]
    if machine == "x86_64":  # the same calls under other numbers
        steps += _if(AT_LEAST, X32, no)
    for name in ALLOWED:
        if name in numbers:
            steps += _if(EQUAL, numbers[name], _answer(ALLOW))
    steps += _if(EQUAL, numbers["clone3"], _answer(refuse(errno.ENOSYS)))  # glibc then falls back to clone
    threads = [*_load(ARGUMENTS), *_if(ANY_BIT, CLONE_THREAD, _answer(ALLOW)), *no]
    steps += _if(EQUAL, numbers["clone"], threads)
    looking = [step for word in (0, 4) for step in (*_load(ARGUMENTS + 16 + word), *_if(EQUAL, 0, [], no))]
    steps += _if(EQUAL, numbers["prlimit64"], [*looking, *_answer(ALLOW)])  # may be read, not set
    for name, allowed in (("ioctl", ASKED), ("fcntl", KEPT)):
        answers = (step for what in allowed for step in _if(EQUAL, what, _answer(ALLOW)))
        steps += _if(EQUAL, numbers[name], [*_load(ARGUMENTS + 8), *answers, *no])
    return b"".join([*steps, *no])


def install() -> None:
    """Put the filter on this process and all its threads, for good.

    Raises
    ------
    OSError, RuntimeError : if the kernel refuses, or this machine is not known; then do not go on.
    """
    machine = os.uname().machine
    code = program(machine)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "no_new_privs")
    buffer = ctypes.create_string_buffer(code, len(code))
    header = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(buffer))
    if libc.syscall(SECCOMP[machine], SET_MODE_FILTER, THREADS_TOO, header):
        raise OSError(ctypes.get_errno(), "seccomp")


def _step(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    return struct.pack("HBBI", code, then, otherwise, value)


def _load(offset: int) -> list[bytes]:
    return [_step(LOAD, offset)]


def _answer(value: int) -> list[bytes]:
    return [_step(RETURN, value)]


def _if(test: int, value: int, then: list[bytes], otherwise: list[bytes] | None = None) -> list[bytes]:
    """Run ``then``, which must end in an answer unless it is empty, or ``otherwise``; then go on."""
    other = otherwise or []
    return [_step(test, value, len(other) if not then else 0, len(then)), *(then or other)]
