"""How the networks of the context room are brought nearer to what they should say, step by step."""

from typing import Any

import torch
from torch import Tensor, nn

from letters import step


class Learner:
    """Updates a network, at a rate that rises over a share of the steps and falls along a cosine."""

    def __init__(self, network: nn.Module, config: dict[str, Any], steps: int) -> None:
        """`steps`: about how many will be taken; any more go on at the last rate."""
        rate = config["learning_rate"]
        self._network = network
        self._optimizer = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=0.01, fused=True)
        self._schedule = torch.optim.lr_scheduler.OneCycleLR(
            self._optimizer, rate, total_steps=steps + 1, pct_start=config["rise"]
        )

    def step(self, loss: Tensor) -> None:
        """One update."""
        step(self._network, self._optimizer, loss)
        if self._schedule.last_epoch < self._schedule.total_steps - 1:
            self._schedule.step()
