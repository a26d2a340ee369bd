"""``nnkit doctor``: look the installation over; one line a check, and for what is amiss its cure."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from packaging.requirements import Requirement

from nnkit.content import version_string
from nnkit.files import write_whole
from nnkit.tools.probes import probe_kernel, probe_sandbox
from nnkit.tools.workspace import DEFAULT_WORKSPACE

State = Literal["ok", "warning", "missing"]
OLDEST, NEWEST = (3, 11), (3, 14)
PACKAGES = ("numpy", "matplotlib", "ipywidgets", "anywidget", "jupyterlab")
FRONT_ENDS = ("@jupyter-widgets/jupyterlab-manager", "anywidget")
GLYPHS = "σφδη−≤"
INSTALL = 'pip install --upgrade "nnkit[lab]"'


@dataclass(frozen=True)
class Finding:
    """What one check found: ``missing`` means that a learner cannot do without it."""

    name: str
    state: State
    detail: str
    cure: str = ""


def check_python(running: tuple[int, ...] = sys.version_info[:3]) -> Finding:
    """Python is one of the versions that the course is tested with."""
    shown = ".".join(str(part) for part in running)
    if running[:2] < OLDEST:
        return Finding("Python", "missing", shown, "Install Python 3.11 to 3.14.")
    if running[:2] > NEWEST:
        return Finding(
            "Python", "warning", f"{shown}, newer than tested", "Python 3.11 to 3.14 is known to work."
        )
    return Finding("Python", "ok", shown)


def check_package(
    name: str,
    installed: Callable[[str], str] = version,
    wanted: Sequence[str] | None = None,
) -> Finding:
    """Check that a package is installed in a version that nnkit's own metadata asks for."""
    if wanted is None:
        try:
            wanted = requires("nnkit") or []
        except PackageNotFoundError:  # run from a bare folder
            wanted = []
    bounds = [r.specifier for r in map(Requirement, wanted) if r.name == name]
    try:
        found = installed(name)
    except PackageNotFoundError:
        return Finding(name, "missing", "not installed", INSTALL)
    if any(not bound.contains(found, prereleases=True) for bound in bounds):
        return Finding(name, "missing", f"{found}, but nnkit needs {bounds[0]}", INSTALL)
    return Finding(name, "ok", found)


def check_kernel(probe: Callable[[], dict[str, str]] = probe_kernel) -> Finding:
    """A python3 kernel starts, computes 1+1, and can import nnkit."""
    cure = f'"{sys.executable}" -m ipykernel install --sys-prefix --name python3'
    try:
        answers = probe()
    except Exception as error:  # Jupyter raises many kinds
        return Finding(
            "kernel", "missing", f"python3 does not start: {str(error) or type(error).__name__}", cure
        )
    if answers.get("two") != "2":
        return Finding("kernel", "missing", f"1+1 gave {answers.get('two', 'nothing')}", cure)
    where = answers.get("where", "").strip("'")
    if answers.get("nnkit") != "True":
        return Finding("kernel", "missing", f"python3 is {where}, which has no nnkit", cure)
    return Finding("kernel", "ok", f"python3 starts and computes ({where})")


def check_front_end(name: str, folders: Sequence[Path] | None = None) -> Finding:
    """JupyterLab will find the browser half of the widgets."""
    if folders is None:
        folders = [Path(sys.prefix, "share", "jupyter", "labextensions")]
    package = f"{name.rpartition('/')[2]} in JupyterLab"
    for folder in folders:
        if (folder / name / "package.json").is_file():
            return Finding(package, "ok", f"found in {folder}")
    package_to_mend = "jupyterlab_widgets" if name.startswith("@jupyter-widgets") else "anywidget"
    return Finding(
        package,
        "missing",
        f"not found in {', '.join(map(str, folders))}",
        f"pip install --force-reinstall {package_to_mend}, with the pip of the Python that runs JupyterLab",
    )


def check_fonts(glyphs: str = GLYPHS, family: str = "DejaVu Sans") -> Finding:
    """The figures' font is found and has the symbols that the figures use."""
    cure = "pip install --force-reinstall matplotlib"
    try:
        from matplotlib.font_manager import findfont, get_font

        path = findfont(family, fallback_to_default=False)
        has = get_font(path).get_charmap()
    except (ImportError, ValueError, OSError) as error:
        return Finding("fonts", "missing", f"{family}: {str(error).splitlines()[0]}", cure)
    lacking = [glyph for glyph in glyphs if ord(glyph) not in has]
    if lacking:
        return Finding("fonts", "missing", f"{family} lacks {' '.join(lacking)}", cure)
    return Finding("fonts", "ok", f"{family} has {' '.join(glyphs)}")


def check_sandbox(probe: Callable[[], tuple[str, str]] = probe_sandbox) -> Finding:
    """Bubblewrap really isolates a process here; only those who grade others' work need it."""
    reason, cure = probe()
    if reason:
        return Finding("sandbox", "warning", f"{reason} (only needed to grade others' work)", cure)
    return Finding("sandbox", "ok", "bubblewrap isolates a process")


def check_msgpack(find: Callable[[str], Any] = find_spec) -> Finding:
    """The pipe between the grader and the sandbox has its format."""
    if find("msgpack") is None:
        return Finding("msgpack", "warning", "not installed (only needed to grade others' work)", INSTALL)
    return Finding("msgpack", "ok", version("msgpack"))


def check_workspace(workspace: Path) -> Finding:
    """Check that the learner's folder, or the nearest folder above it that exists, can be written."""
    cure = "Choose a folder of your own: nnkit lab FOLDER"
    try:
        workspace = workspace.expanduser()
        folder = next(path for path in (workspace, *workspace.absolute().parents) if path.exists())
        probe = folder / ".nnkit-doctor"
        write_whole(probe, b"")
        probe.unlink()
    except (OSError, RuntimeError) as error:
        return Finding(
            "workspace", "missing", f"{workspace}: {getattr(error, 'strerror', None) or error}", cure
        )
    return Finding("workspace", "ok", f"{workspace} can be written")


def examine(workspace: Path = Path(DEFAULT_WORKSPACE)) -> list[Finding]:
    """Run every check."""
    return [
        check_python(),
        Finding("nnkit", "ok", version_string()),
        *(check_package(name) for name in PACKAGES),
        check_kernel(),
        *(check_front_end(name) for name in FRONT_ENDS),
        check_fonts(),
        check_workspace(workspace),
        check_msgpack(),
        check_sandbox(),
    ]


def healthy(findings: Sequence[Finding]) -> bool:
    """Tell whether a learner can work: nothing is missing."""
    return all(finding.state != "missing" for finding in findings)


def as_lines(findings: Sequence[Finding]) -> list[str]:
    """Return the findings as a plain table, each cure under its line."""
    wide = max(len(finding.name) for finding in findings)
    lines = []
    for finding in findings:
        lines.append(f"{finding.state:7}  {finding.name:{wide}}  {finding.detail}")
        if finding.cure:
            lines.append(f"{'':7}  {'':{wide}}  cure: {finding.cure}")
    return lines


def as_records(findings: Sequence[Finding]) -> list[dict[str, str]]:
    """Return the findings as plain data, for JSON."""
    return [asdict(finding) for finding in findings]
