"""The figures, each in a folder of its own; ``nnkit.widgets.FIGURES`` lists them.

In a folder: ``compute`` (what a state means, in numbers and words), ``scene`` (how that is drawn),
``explorer`` (the panel with its controls and tasks), and for what goes on by itself ``work``.
"""
