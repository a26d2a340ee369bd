"""Processes: more of them, other ones, and ones that stay."""

# ruff: noqa: E501  (sources of attacks in one line)

from attacks import Attack, table

ATTACKS = [
    *table(
        trace="mark",
        fork="""
pid = os.fork()
if pid == 0:
    leave_mark()
    os._exit(0)
os.waitpid(pid, 0)
""",
        fork_by_its_number={
            "source": """
import platform
number = {"x86_64": 56, "aarch64": 220}[platform.machine()]
pid = libc.syscall(number, signal.SIGCHLD, 0, 0, 0, 0)
if pid == 0:
    leave_mark()
    os._exit(0)
if pid > 0: os.waitpid(pid, 0)
""",
            "user": True,
        },
        a_shell={"source": "os.system(f'echo x > {MARK}')", "user": True},
        a_program="import subprocess\nsubprocess.run(['touch', MARK], timeout=5)",
        posix_spawn="os.waitpid(os.posix_spawn('/bin/sh', ['sh', '-c', f': > {MARK}'], {}), 0)",
        another_program_in_our_place={
            "source": "os.execv('/bin/sh', ['sh', '-c', f': > {MARK}'])",
            "others": 10.0,
        },
        multiprocessing="""
import multiprocessing
process = multiprocessing.get_context("fork").Process(target=leave_mark)
process.start()
process.join(5)
""",
    ),
    Attack(
        "a daemon",
        """
pid = os.fork()
if pid == 0:
    os.setsid()
    if os.fork() == 0: time.sleep(3)
    os._exit(0)
os.waitpid(pid, 0)
""",
        trace="survivor",
        user=True,
    ),
    Attack(
        "fifty processes and no more",
        """
pids = []
for _ in range(50):
    with contextlib.suppress(OSError):
        pid = os.fork()
        if pid == 0:
            time.sleep(0.2)
            os._exit(0)
        pids.append(pid)
for pid in pids: os.waitpid(pid, 0)
if pids: win()
""",
        control="plain",
        user=True,
    ),
    *table(
        trace="changed",
        kill={"source": "os.kill(VICTIM, signal.SIGKILL)", "user": True},
        stop_and_trace="""
libc.ptrace(16, VICTIM, None, None)
import platform
time.sleep(0.05)
os.kill(VICTIM, signal.SIGKILL)
""",
        a_signal_to_the_grader={"source": "os.kill(GRADER, signal.SIGUSR1)", "user": True},
        another_priority="os.setpriority(os.PRIO_PROCESS, VICTIM, 11)",
        another_limit={
            "source": "resource.prlimit(VICTIM, resource.RLIMIT_NOFILE, (33, 33))",
            "user": True,
        },
        a_signal_about_a_file={
            "source": """
import fcntl
ours, theirs = os.pipe()
fcntl.fcntl(ours, fcntl.F_SETOWN, VICTIM)
fcntl.fcntl(ours, 10, signal.SIGKILL)  # F_SETSIG
fcntl.fcntl(ours, fcntl.F_SETFL, os.O_ASYNC)
os.write(theirs, b"x")
time.sleep(0.05)
""",
            "user": True,
        },
        a_signal_by_pidfd="signal.pidfd_send_signal(os.pidfd_open(VICTIM), signal.SIGKILL)",
    ),
    *table(
        the_limits_of_ones_own="resource.setrlimit(resource.RLIMIT_CORE, (0, 0))\nwin()",
        tracing_itself="if libc.ptrace(0, 0, 0, 0) == 0: win()",
        code_in_memory="os.memfd_create('x')\nwin()",
        keys_of_the_kernel="""
import platform
number = {"x86_64": 248, "aarch64": 217}[platform.machine()]  # add_key, with nothing that can be read
libc.syscall(number, 0, 0, 0, 0, 0)
if ctypes.get_errno() == 14: win()  # a bad address: it got as far as looking
""",
        another_user={
            "source": "os.setuid(0)\nwin()",
            "no_control": "an ordinary user cannot either; as root the worker without isolation is root already",
        },
        namespaces_of_its_own={
            "source": "if libc.unshare(0x10000000) == 0: win()",
            "no_control": "many machines refuse it to everybody",
        },
        a_mount={
            "source": "if libc.mount(b'x', b'/tmp', b'tmpfs', 0, None) == 0: win()",
            "no_control": "where it succeeded it would hide this machine's own /tmp",
        },
    ),
]
