"""Score functions for verl: name this file in `custom_reward_function.path`, and one of them in `.name`.

`compute_score` is called sample by sample, several at a time from threads (the server gathers them into batches).
`compute_score_batch` is for the reward manager `batch`, which hands over the whole step.

verl cannot leave a sample out. Without more, a sample without a reward stops the run (`on_invalid="raise"`); set
`custom_reward_function.reward_kwargs.on_invalid` to `nan`, or, in the batch form, to `group-mean`: the mean of the
valid rewards of the same prompt, which gives the sample an advantage of 0 under GRPO.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from sbr_reward.client import RewardClient
from sbr_reward.errors import InvalidRewardError
from sbr_reward.invalid import reward_of
from sbr_reward.samples import RewardDocument, Sample

FACTS = ("language", "task", "before", "path")


def compute_score(
    data_source: str,
    solution_str: str,
    ground_truth: Any = None,
    extra_info: Mapping[str, Any] | None = None,
    *,
    language: str | None = None,
    on_invalid: Literal["nan", "raise"] = "raise",
    **_: Any,
) -> dict[str, float]:
    """The score of one completion. Facts about it come from `extra_info`, else from a JSON `ground_truth`."""
    del data_source
    [document] = _client().judge([_sample(solution_str, ground_truth, extra_info, language)])
    score = reward_of(document, on_invalid)
    assert score is not None
    return _result(document, score)


def compute_score_batch(
    data_sources: Sequence[str],
    solution_strs: Sequence[str],
    ground_truths: Sequence[Any],
    extra_infos: Sequence[Mapping[str, Any] | None],
    *,
    language: str | None = None,
    on_invalid: Literal["nan", "raise", "group-mean"] = "raise",
    group: str = "index",
    **_: Any,
) -> list[dict[str, float]]:
    """The scores of a step, in order. `group` names the entry of `extra_info` that completions of one prompt share."""
    del data_sources
    samples = [
        _sample(solution, truth, info, language)
        for solution, truth, info in zip(solution_strs, ground_truths, extra_infos, strict=True)
    ]
    documents = _client().judge(samples)
    if on_invalid != "group-mean":
        return [_result(document, _number(reward_of(document, on_invalid))) for document in documents]
    groups = [_group_of(info, group) for info in extra_infos]
    means = _means(groups, documents)
    return [
        _result(document, means[each] if document.reward is None else document.reward)
        for each, document in zip(groups, documents, strict=True)
    ]


@functools.cache
def _client() -> RewardClient:
    return RewardClient()


def _sample(
    solution: str, ground_truth: Any, extra_info: Mapping[str, Any] | None, language: str | None
) -> Sample:
    facts = {**_facts_of(ground_truth), **(extra_info or {})}
    given = {name: str(facts[name]) for name in FACTS if facts.get(name) is not None}
    given.setdefault("language", language or "")
    if not given["language"]:
        raise ValueError("Name the language: reward_kwargs.language, or extra_info['language']")
    return Sample(completion=solution, **given)


def _facts_of(ground_truth: Any) -> Mapping[str, Any]:
    if isinstance(ground_truth, Mapping):
        return ground_truth
    if isinstance(ground_truth, str) and ground_truth.startswith("{"):
        facts = json.loads(ground_truth)
        return facts if isinstance(facts, Mapping) else {}
    return {}


def _group_of(extra_info: Mapping[str, Any] | None, group: str) -> Any:
    if extra_info is None or extra_info.get(group) is None:
        raise ValueError(f"extra_info[{group!r}] is missing: it tells which completions share a prompt")
    return extra_info[group]


def _means(groups: Sequence[Any], documents: Sequence[RewardDocument]) -> dict[Any, float]:
    rewards: dict[Any, list[float]] = {each: [] for each in groups}
    for each, document in zip(groups, documents, strict=True):
        if document.reward is not None:
            rewards[each].append(document.reward)
    for each, known in rewards.items():
        if not known:
            raise InvalidRewardError(f"no completion of prompt {each!r} has a reward")
    return {each: sum(known) / len(known) for each, known in rewards.items()}


def _number(score: float | None) -> float:
    assert score is not None
    return score


def _result(document: RewardDocument, score: float) -> dict[str, float]:
    return {
        "score": score,
        "sbr_valid": float(document.valid),
        "sbr_clean": float(document.label == "clean"),
        "sbr_ceiling": document.ceiling,
    }
