"""`import nnkit` must stay fast and must work where nothing but NumPy is installed."""

import subprocess
import sys


def loaded_by(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*sorted(name.partition('.')[0] for name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_import_nnkit_loads_no_plotting_and_no_notebook_machinery():
    loaded = loaded_by("import nnkit")
    assert "nnkit" in loaded
    assert "numpy" in loaded
    assert not loaded & {"matplotlib", "ipywidgets", "IPython", "nbformat"}


def test_import_nnkit_loads_nothing_but_numpy_and_the_standard_library():
    new = loaded_by("import nnkit") - loaded_by("import numpy.random")
    assert {name for name in new if name not in sys.stdlib_module_names} == {"nnkit"}
