"""``nnkit export github-classroom``: a template repository that runs the visible checks on each push.

Hidden checks are not in it: collect the clones and run `nnkit grade` on them, which knows their naming.
"""

from __future__ import annotations

from pathlib import Path

from nnkit.errors import NNKitError
from nnkit.files import write_whole
from nnkit.grading.exports.packing import files_of

WORKFLOW = """\
name: checks
on:
  push:
  pull_request:
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - name: Install nnkit
        run: pip install -q -e ".nnkit[lab]"
      - name: Run the checks that you can see
        run: nnkit check {exercise}.ipynb
"""
README = """\
# {exercise}

Open `{exercise}.ipynb` in JupyterLab, answer where the dots stand, and push: the *checks* under Actions say
what is right and what is not yet. To see the same here:

```bash
python3 -m venv .venv && .venv/bin/pip install -e ".nnkit[lab]" && .venv/bin/nnkit check {exercise}.ipynb
```

Your teacher grades with further checks: the same ideas, other inputs.
"""


def export_template(name: str, folder: Path) -> str:
    """Write the template repository of an exercise; return a line about it.

    Raises
    ------
    NNKitError : if the folder is not empty, or there is no such exercise.
    """
    if folder.exists() and any(folder.iterdir()):
        raise NNKitError(f"{folder} is not empty: name another folder.")
    members = files_of(name, secret=False)
    notebook = members[f"exercises/{name}.ipynb"]
    try:
        for member, content in members.items():
            write_whole(folder / ".nnkit" / member, content)
        write_whole(folder / f"{name}.ipynb", notebook)
        write_whole(folder / "README.md", README.format(exercise=name).encode())
        write_whole(folder / ".github" / "workflows" / "checks.yml", WORKFLOW.format(exercise=name).encode())
        write_whole(folder / ".gitignore", b".venv/\n.ipynb_checkpoints/\n__pycache__/\n*.egg-info/\n")
    except OSError as error:
        raise NNKitError(f"{folder} could not be written: {error.strerror}.") from None
    return f"{folder}: make this a template repository, and the assignment of your classroom."
