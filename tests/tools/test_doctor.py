"""The doctor's checks, each on a sound and on an ailing installation, and on the real one."""

from __future__ import annotations

import json
import os
import subprocess
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from types import SimpleNamespace

import pytest

from nnkit.tools import doctor, probes
from nnkit.tools.doctor import Finding


def raiser(error: Exception):
    def fail(*args: object, **kwargs: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize(
    ("running", "state"),
    [((3, 10, 14), "missing"), ((3, 11, 0), "ok"), ((3, 14, 2), "ok"), ((3, 15, 0), "warning")],
)
def test_python_3_11_to_3_14_are_known_to_work(running: tuple[int, ...], state: str) -> None:
    finding = doctor.check_python(running)
    assert finding.state == state
    assert bool(finding.cure) == (state != "ok")


def test_a_package_is_checked_against_what_nnkit_asks_for() -> None:
    wanted = ["numpy>=1.26", 'jupyterlab>=4.2; extra == "lab"']
    assert doctor.check_package("numpy", lambda name: "2.0", wanted).state == "ok"
    old = doctor.check_package("jupyterlab", lambda name: "4.1.9", wanted)
    assert (old.state, old.detail) == ("missing", "4.1.9, but nnkit needs >=4.2")
    absent = doctor.check_package("numpy", raiser(PackageNotFoundError("numpy")), wanted)
    assert (absent.state, absent.detail, absent.cure) == ("missing", "not installed", doctor.INSTALL)


@pytest.mark.parametrize("name", doctor.PACKAGES)
def test_the_packages_of_this_installation_are_sound(name: str) -> None:
    assert doctor.check_package(name).state == "ok"


def test_a_real_kernel_starts_computes_and_has_nnkit() -> None:
    assert doctor.check_kernel().state == "ok"


def test_a_kernel_that_is_unknown_dead_wrong_or_foreign_is_missing() -> None:
    unknown = doctor.check_kernel(lambda: probes.probe_kernel("no_such_kernel"))
    assert (unknown.state, "no_such_kernel" in unknown.detail) == ("missing", True)
    assert "ipykernel install" in unknown.cure
    silent = doctor.check_kernel(raiser(TimeoutError()))
    assert silent.detail == "python3 does not start: TimeoutError"
    assert doctor.check_kernel(lambda: {"two": "3"}).detail == "1+1 gave 3"
    foreign = doctor.check_kernel(lambda: {"two": "2", "where": "'/other/python'", "nnkit": "False"})
    assert (foreign.state, foreign.detail) == ("missing", "python3 is /other/python, which has no nnkit")


def test_a_kernel_that_never_answers_is_given_up_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = tmp_path / "kernels/mute"
    spec.mkdir(parents=True)
    argv = ["python3", "-c", "import time; time.sleep(60)", "{connection_file}"]
    (spec / "kernel.json").write_text(
        json.dumps({"argv": argv, "display_name": "Mute", "language": "python"})
    )
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    finding = doctor.check_kernel(lambda: probes.probe_kernel("mute", seconds=0.5))
    assert finding.state == "missing"
    assert "didn't respond" in finding.detail


@pytest.mark.parametrize("name", doctor.FRONT_ENDS)
def test_a_front_end_is_looked_up_by_its_package_file(tmp_path: Path, name: str) -> None:
    absent = doctor.check_front_end(name, [tmp_path])
    assert (absent.state, "pip install" in absent.cure) == ("missing", True)
    (tmp_path / name).mkdir(parents=True)
    assert doctor.check_front_end(name, [tmp_path]).state == "missing"
    (tmp_path / name / "package.json").write_text("{}")
    assert doctor.check_front_end(name, [tmp_path]).state == "ok"
    assert doctor.check_front_end(name).state == "ok"  # in this installation


def test_the_font_has_the_symbols_of_the_figures() -> None:
    assert doctor.check_fonts().state == "ok"
    lacking = doctor.check_fonts(glyphs="δ中")
    assert (lacking.state, lacking.detail) == ("missing", "DejaVu Sans lacks 中")


def test_a_font_that_is_not_there_is_missing() -> None:
    finding = doctor.check_fonts(family="No Such Font")
    assert finding.state == "missing"
    assert "\n" not in finding.detail


def answer(code: int, said: str = ""):
    return lambda *args, **kwargs: subprocess.CompletedProcess(args, code, "", said)


@pytest.mark.parametrize(
    ("said", "reason", "cure"),
    [
        ("bwrap: setting up uid map: Permission denied\n", "AppArmor", "/etc/apparmor.d/bwrap"),
        (
            "bwrap: loopback: Failed RTM_NEWADDR: Operation not permitted\n",
            "AppArmor",
            "/etc/apparmor.d/bwrap",
        ),
        ("bwrap: No permissions to create a new namespace, likely\n", "user namespaces", "--isolation user"),
        (
            "bwrap: Creating new namespace failed: Operation not permitted",
            "user namespaces",
            "--isolation user",
        ),
        ("bwrap: a thing\nbwrap: unheard of\n", "bubblewrap fails: bwrap: unheard of", "by hand"),
        ("", "no reason given", "by hand"),
    ],
)
def test_what_bubblewrap_says_becomes_a_reason_and_a_cure(said: str, reason: str, cure: str) -> None:
    finding = doctor.check_sandbox(
        lambda: probes.probe_sandbox(
            find=lambda name: f"/usr/bin/{name}", run=answer(1, said), platform="linux"
        )
    )
    assert finding.state == "warning"
    assert reason in finding.detail
    assert finding.detail.endswith("(only needed to grade others' work)")
    assert cure in finding.cure


def test_no_bubblewrap_another_system_and_one_that_hangs_are_told_apart() -> None:
    def probe(**changes: object) -> str:
        sound = {"find": lambda name: f"/usr/bin/{name}", "run": answer(0), "platform": "linux"}
        return probes.probe_sandbox(**{**sound, **changes})[0]  # type: ignore[arg-type]

    assert probe() == ""
    assert probe(find=lambda name: None) == "bubblewrap is not installed"
    assert probe(platform="darwin") == "bubblewrap is for Linux only"
    assert (
        probe(run=raiser(subprocess.TimeoutExpired("bwrap", 10))) == "bubblewrap did not answer within 10 s"
    )
    assert probe(run=raiser(PermissionError(13, "Permission denied"))).endswith(
        "cannot be run: Permission denied"
    )


def test_bubblewrap_is_run_with_every_namespace_unshared() -> None:
    commands: list[list[str]] = []

    def run(command: list[str], **kwargs: object) -> SimpleNamespace:
        commands.append(command)
        return SimpleNamespace(returncode=0)

    probes.probe_sandbox(find=lambda name: f"/bin/{name}", run=run, platform="linux")  # type: ignore[arg-type]
    assert commands[0][:2] == ["/bin/bwrap", "--unshare-all"]
    assert commands[0][-1] == "/bin/true"


def test_the_real_probe_agrees_with_running_bubblewrap_by_hand() -> None:
    try:
        works = (
            subprocess.run(["bwrap", "--unshare-all", "--ro-bind", "/", "/", "true"], check=False).returncode
            == 0
        )
    except FileNotFoundError:
        works = False
    assert (probes.probe_sandbox() == ("", "")) == works


def test_msgpack_is_only_needed_to_grade() -> None:
    assert doctor.check_msgpack().state == "ok"
    assert doctor.check_msgpack(lambda name: None).state == "warning"


def test_a_workspace_that_does_not_exist_yet_is_judged_by_the_folder_above(tmp_path: Path) -> None:
    assert doctor.check_workspace(tmp_path / "a" / "b").state == "ok"
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").touch()
    assert doctor.check_workspace(tmp_path / "file").state == "missing"
    assert doctor.check_workspace(Path("/proc/nnkit")).state == "missing"


def test_only_what_a_learner_needs_makes_the_installation_unhealthy() -> None:
    ok, warning = Finding("a", "ok", "x"), Finding("b", "warning", "y", "mend b")
    assert doctor.healthy([ok, warning])
    assert not doctor.healthy([ok, Finding("c", "missing", "z", "mend c")])


def test_the_table_is_plain_lines_with_each_cure_under_its_finding() -> None:
    lines = doctor.as_lines([Finding("a", "ok", "x"), Finding("long", "warning", "y", "mend it")])
    assert lines == ["ok       a     x", "warning  long  y", f"{'':15}cure: mend it"]
    assert doctor.as_records([Finding("a", "ok", "x")]) == [
        {"name": "a", "state": "ok", "detail": "x", "cure": ""}
    ]


def test_every_finding_that_is_amiss_names_a_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "check_kernel", lambda: Finding("kernel", "ok", ""))
    monkeypatch.setenv("PATH", os.devnull)  # no bubblewrap on it
    findings = doctor.examine(tmp_path)
    assert {finding.name for finding in findings if finding.state != "ok"} <= {"sandbox"}
    assert all(finding.cure for finding in findings if finding.state != "ok")
    assert len({finding.name for finding in findings}) == len(findings)
