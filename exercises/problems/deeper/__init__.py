"""Set 14: batch and layer normalisation, residual blocks, gradient flow; a repair; an autoencoder."""

from . import (  # noqa: F401 (they add what goes wrong)
    batch_norm_backward,
    batch_norm_evaluation,
    batch_norm_forward,
    batch_norm_parameters,
    batch_norm_running,
    gradient_flow_mistakes,
    layer_norm_mistakes,
    residual_backward_mistakes,
    residual_forward_mistakes,
)
from .autoencoder import autoencoder
from .batch_norm import batch_norm
from .gradient_flow import gradient_flow
from .layer_norm import layer_norm_
from .repair import repair
from .residual import residual

PROBLEMS = (batch_norm, layer_norm_, residual, repair, gradient_flow, autoencoder)
