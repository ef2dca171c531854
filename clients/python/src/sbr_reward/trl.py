"""A reward function for TRL's `GRPOTrainer(reward_funcs=[...])`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from .client import RewardClient
from .invalid import OnInvalid, reward_of
from .samples import RewardDocument, Sample

COLUMNS = ("language", "task", "before", "path")
"""Columns of the data set that say something about the sample."""


def trl_reward(
    client: RewardClient | None = None,
    *,
    language: str | None = None,
    on_invalid: OnInvalid = "drop",
) -> Callable[..., list[float | None]]:
    """A function as TRL calls it. `language` holds where the data set has no column of that name.

    `drop` gives None for a sample without a reward, which TRL leaves out of the group's mean and of the loss.
    """
    asked = client or RewardClient()

    def sbr_reward(
        prompts: Sequence[Any],
        completions: Sequence[Any],
        log_metric: Callable[[str, float], None] | None = None,
        log_extra: Callable[[str, list[Any]], None] | None = None,
        **columns: Any,
    ) -> list[float | None]:
        samples = [
            Sample(completion=completion_text(completion), **_about(columns, number, language))
            for number, completion in enumerate(completions)
        ]
        documents = asked.judge(samples)
        _report(documents, log_metric, log_extra)
        return [reward_of(document, on_invalid) for document in documents]

    return sbr_reward


def completion_text(completion: Any) -> str:
    """The text of a completion: a string, or the assistant's messages of a conversation."""
    if isinstance(completion, str):
        return completion
    texts = [message.get("content") for message in completion if message.get("role") == "assistant"]
    return "\n".join(text for text in texts if isinstance(text, str))


def _about(columns: dict[str, Any], number: int, language: str | None) -> dict[str, str]:
    given = {name: columns[name][number] for name in COLUMNS if name in columns}
    about = {name: value for name, value in given.items() if value is not None}
    if "language" not in about:
        if language is None:
            raise ValueError("Name the language: trl_reward(language=...), or a column `language`")
        about["language"] = language
    return about


def _report(
    documents: Sequence[RewardDocument],
    log_metric: Callable[[str, float], None] | None,
    log_extra: Callable[[str, list[Any]], None] | None,
) -> None:
    if log_metric is not None and documents:
        log_metric("sbr/valid", sum(document.valid for document in documents) / len(documents))
        log_metric("sbr/clean", sum(document.label == "clean" for document in documents) / len(documents))
    if log_extra is not None:
        log_extra("sbr_reason", [document.reason for document in documents])
