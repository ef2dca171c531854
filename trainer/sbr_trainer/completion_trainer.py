"""TRL's supervised trainer with the loss computed on the answers' tokens alone."""

from typing import Any

import torch
from torch.nn import functional
from trl import SFTTrainer


class CompletionTrainer(SFTTrainer):
    """Projects to the vocabulary only where a token of an answer is predicted.

    Prompts are more than half of the tokens here, and the vocabulary (49,152) is most of the memory: this saves
    both, and TRL's metrics over the whole vocabulary with them. The loss is the same mean over answer tokens.
    """

    def compute_loss(
        self, model: Any, inputs: dict[str, Any], return_outputs: bool = False, num_items_in_batch: Any = None
    ) -> Any:
        labels = inputs["labels"][:, 1:]
        wanted = labels != -100
        causal = self.accelerator.unwrap_model(model).get_base_model()
        with self.compute_loss_context_manager():
            hidden = causal.model(
                input_ids=inputs["input_ids"], attention_mask=inputs["attention_mask"], use_cache=False
            ).last_hidden_state
            logits = causal.lm_head(hidden[:, :-1][wanted]).float()
            total = functional.cross_entropy(logits, labels[wanted], reduction="sum")
            loss = total / (wanted.sum() if num_items_in_batch is None else num_items_in_batch)
        return (loss, {}) if return_outputs else loss

    def log(self, logs: dict[str, float], *arguments: Any, **named: Any) -> None:
        """Without TRL's token metrics: what was not computed is not reported."""
        super(SFTTrainer, self).log(logs, *arguments, **named)
