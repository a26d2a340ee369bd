"""Trying out what only shows when it runs: a kernel, and the sandbox."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable

KERNEL_SECONDS = 20
_QUESTIONS = {
    "two": "1+1",
    "where": "__import__('sys').executable",
    "nnkit": "__import__('importlib.util').util.find_spec('nnkit') is not None",
}


def probe_kernel(name: str = "python3", seconds: float = KERNEL_SECONDS) -> dict[str, str]:
    """Start a kernel; ask it ``1+1``, which Python it is and whether it has nnkit; return the answers.

    Raises
    ------
    Exception : whatever Jupyter raises when the kernel is unknown, does not start, or is not done in time.
    """
    from jupyter_client.manager import KernelManager

    deadline = time.monotonic() + seconds
    manager = KernelManager(kernel_name=name)
    manager.start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    client = manager.blocking_client()
    try:
        client.start_channels()
        client.wait_for_ready(timeout=seconds)
        asked = client.execute("", user_expressions=_QUESTIONS, store_history=False)
        while True:
            reply = client.get_shell_msg(timeout=max(0.0, deadline - time.monotonic()))
            if reply["parent_header"].get("msg_id") == asked:
                answers = reply["content"].get("user_expressions", {})
                return {
                    key: answer["data"]["text/plain"] for key, answer in answers.items() if "data" in answer
                }
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
        manager.context.destroy()


def probe_sandbox(
    find: Callable[[str], str | None] = shutil.which,
    run: Callable[..., subprocess.CompletedProcess[str]] = subprocess.run,
    platform: str = sys.platform,
) -> tuple[str, str]:
    """Run ``true`` under bubblewrap, every namespace unshared.

    Returns
    -------
    ("", "") if that works, else the reason in words and the cure.
    """
    if platform != "linux":
        return "bubblewrap is for Linux only", "Grade on Linux, or inside a Linux container."
    bwrap = find("bwrap")
    if bwrap is None:
        return "bubblewrap is not installed", "Install it: apt install bubblewrap, or dnf install bubblewrap."
    command = [
        bwrap,
        "--unshare-all",
        "--die-with-parent",
        "--ro-bind",
        "/",
        "/",
        find("true") or "/bin/true",
    ]
    try:
        done = run(command, capture_output=True, text=True, timeout=10, check=False, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return "bubblewrap did not answer within 10 s", "Try it by hand: " + " ".join(command)
    except OSError as error:
        return f"bubblewrap cannot be run: {error.strerror or error}", "Install it anew."
    return ("", "") if done.returncode == 0 else explain_refusal(done.stderr)


def explain_refusal(said: str) -> tuple[str, str]:
    """Turn what bubblewrap said into the reason in words and the cure."""
    if "uid map" in said or "RTM_NEWADDR" in said:
        return (
            "the system's AppArmor refuses user namespaces to bubblewrap (as Ubuntu 24.04 does)",
            "As root, give it a profile in /etc/apparmor.d/bwrap: `abi <abi/4.0>, include <tunables/global> "
            "profile bwrap /usr/bin/bwrap flags=(unconfined) { userns, }`, then: systemctl reload apparmor",
        )
    if "namespace" in said:
        return (
            "the system forbids user namespaces, as most containers do",
            "Grade outside the container; or in a throw-away container: nnkit grade --isolation user",
        )
    last = said.strip().splitlines()[-1] if said.strip() else "no reason given"
    return f"bubblewrap fails: {last}", "Try it by hand: bwrap --unshare-all --ro-bind / / true"
