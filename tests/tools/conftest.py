from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

CHAPTER = """\
# %% [markdown]
# # Start here

# %% tags=["setup"]
import sys

# %% tags=["pin"]
print("pinned")
print("twice", file=sys.stdout, flush=True)

# %%
class Panel:
    def _repr_mimebundle_(self, **kwargs):
        data = {"text/plain": "the readout", "image/png": "aGVsbG8="}
        data["application/vnd.jupyter.widget-view+json"] = {"model_id": "1"}
        return data, {"image/png": {"alt": "a curve"}}


Panel()

# %% tags=["raises-exception"]
1 / 0

# %% [markdown]
# The same words.

# %% [markdown]
# The same words.
"""

EXERCISE = '''\
# %% [markdown]
# # Softmax

# %% tags=["setup"]
import math

# %% problem="softmax.stable" tags=["answer"]
def softmax(s):
    """Turn logits into probabilities."""
    ### BEGIN SOLUTION
    powers = [math.exp(v - max(s)) for v in s]
    return [power / sum(powers) for power in powers]
    ### END SOLUTION


# %% problem="softmax.stable" tags=["check"]
assert softmax([0.0, 0.0]) in ([0.5, 0.5], ...)

# %% problem="softmax.by_hand" tags=["answer"]
### BEGIN SOLUTION
p, loss = 0.25, -math.log(0.25)
### END SOLUTION

# %% tags=["pin"]
print("done")
'''


SOURCES = {"course/source/00_start_here.py": CHAPTER, "solutions/source/06_softmax.py": EXERCISE}


@pytest.fixture(scope="session")
def lay_sources() -> Callable[[Path], Path]:
    """Make a small checkout in a folder: one chapter, one exercise, nothing built."""

    def lay(root: Path) -> Path:
        for name, text in SOURCES.items():
            (root / name).parent.mkdir(parents=True)
            (root / name).write_text(text, encoding="utf-8")
        return root

    return lay


@pytest.fixture
def checkout(tmp_path: Path, lay_sources: Callable[[Path], Path]) -> Path:
    return lay_sources(tmp_path / "checkout")
