"""The course at a glance: its twenty concepts, its chapters, and what each chapter builds on."""

from __future__ import annotations

from dataclasses import dataclass

CONCEPTS = {
    1: "network as layers in sequence",
    2: "neuron: affine map, then activation",
    3: "layer as a vector-valued map",
    4: "pre-activation and activation",
    5: "activation functions",
    6: "softmax",
    7: "logits and probabilities",
    8: "parameters, counted",
    9: "forward pass, caching",
    10: "backward pass and its cost",
    11: "error signal δ",
    12: "gradient step, mini-batches",
    13: "learning rate, schedules",
    14: "initialisation; vanishing, exploding",
    15: "why nonlinearity is needed",
    16: "universal approximation",
    17: "depth against width",
    18: "approximate, train, generalise",
    19: "regularisation",
    20: "batch, mini-batch, epoch",
}


@dataclass(frozen=True)
class Chapter:
    """A chapter: its file's stem, its title, the chapters that it builds on, its concepts."""

    stem: str
    title: str
    builds_on: tuple[str, ...]
    concepts: tuple[int, ...]

    @property
    def number(self) -> str:
        """The two digits that a chapter is called by."""
        return self.stem[:2]

    @property
    def set_name(self) -> str:
        """The name of its exercise set; chapter 00 has none."""
        return self.stem[3:]


CHAPTERS = {
    stem[:2]: Chapter(stem, title, tuple(builds_on.split()), concepts)
    for stem, title, builds_on, concepts in (
        ("00_start_here", "Start here", "", ()),
        ("01_features", "From straight lines to learned features", "00", (1, 15)),
        ("02_neuron", "One neuron", "01", (2, 4)),
        ("03_activations", "Activation functions", "02", (4, 5)),
        ("04_layers", "Layers and the forward pass", "02", (1, 3, 8, 9)),
        ("05_depth", "Why depth needs bends", "03 04", (15, 17)),
        ("06_softmax", "Softmax, logits and losses", "02 04", (6, 7)),
        ("07_approximation", "Universal approximation", "05", (16, 18)),
        ("08_backprop", "Backpropagation", "04 06", (10, 11)),
        ("09_descent", "Descent", "08", (12, 13, 20)),
        ("10_signals", "Signals through depth", "08", (14,)),
        ("11_training", "Training a network end to end", "09 10", (18, 20)),
        ("12_regularisation", "Generalisation and regularisation", "11", (18, 19)),
        ("13_handwriting", "Reading handwriting", "11", (8, 9, 10)),
        ("14_deeper", "Going deeper", "10 12", (14, 19)),
        ("15_capstone", "Capstone: your own library", "13", tuple(CONCEPTS)),
    )
}
