"""``python -m nnkit`` is the ``nnkit`` command."""

from nnkit.cli import main

main()
