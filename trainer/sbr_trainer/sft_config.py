"""The configuration of a supervised fine-tuning, read from JSON and checked before anything is loaded."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from .failure import TrainerFailure


@dataclass(frozen=True)
class SftConfig:
    """Everything that decides what is trained. Lengths are in tokens, rates per optimiser step."""

    base: str
    """Hugging Face folder of the base model, as `convert` made it."""
    train: str
    """JSON Lines of `{"messages": [{role, content}…]}`; the last message is the answer that is learnt."""
    output: str
    """Folder for checkpoints and the adapter."""
    validation: str | None = None
    lora_r: int = 16
    lora_alpha: int = 32
    lora_dropout: float = 0.0
    epochs: float = 6.0
    max_steps: int | None = None
    """Optimiser steps; where given, `epochs` is not used."""
    token_budget: int | None = None
    """Tokens to train on in all; where the epochs hold more, there are fewer epochs. Bounds the time on a CPU."""
    learning_rate: float = 8e-4
    batch_size: int = 4
    gradient_accumulation: int = 1
    max_length: int = 384
    """Longer examples are left out and counted, never cut: half a function is no example."""
    warmup_ratio: float = 0.05
    weight_decay: float = 0.0
    seed: int = 0
    threads: int = 2
    precision: str = "auto"
    """`bf16`, `fp32`, or `auto`: bf16 where the processor or the GPU computes in it."""
    checkpoint_steps: int = 20
    evaluate: bool = True
    """Loss on the validation examples before and after."""


def epochs_within_budget(config: SftConfig, tokens: int) -> float:
    """Epochs over a dataset of so many tokens, the budget kept."""
    if config.token_budget is None:
        return config.epochs
    return min(config.epochs, config.token_budget / tokens)


_BOUNDS: dict[str, tuple[float, float]] = {
    "lora_r": (1, 512),
    "lora_alpha": (1, 2048),
    "lora_dropout": (0, 0.9),
    "epochs": (0.01, 1000),
    "max_steps": (1, 10_000_000),
    "token_budget": (1, 1_000_000_000_000),
    "learning_rate": (1e-8, 1),
    "batch_size": (1, 1024),
    "gradient_accumulation": (1, 1024),
    "max_length": (16, 131_072),
    "warmup_ratio": (0, 0.9),
    "weight_decay": (0, 1),
    "seed": (0, 2**31 - 1),
    "threads": (1, 512),
    "checkpoint_steps": (1, 1_000_000),
}
_TYPES: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "str | None": (str, type(None)),
    "int": (int,),
    "int | None": (int, type(None)),
    "float": (int, float),
    "bool": (bool,),
}


def load_config(path: Path) -> SftConfig:
    """Reads and checks a configuration file."""
    try:
        parsed = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as cause:
        raise TrainerFailure(f"{path} cannot be read as JSON: {cause}", "Name a JSON configuration.") from cause
    return check_config(parsed)


def check_config(parsed: Any) -> SftConfig:
    """Refuses unknown keys, wrong types and values out of bounds, naming the key."""
    if not isinstance(parsed, dict):
        raise TrainerFailure("the configuration is no JSON object", "Write one JSON object.")
    known = {field.name: field for field in fields(SftConfig)}
    for key in parsed:
        if key not in known:
            raise TrainerFailure(f"unknown key {key!r}", f"Known keys: {', '.join(known)}.")
    for key in ("base", "train", "output"):
        if key not in parsed:
            raise TrainerFailure(f"{key!r} is missing", f"Give {key!r} a path.")
    for key, value in parsed.items():
        kind = str(known[key].type)
        allowed = _TYPES[kind]
        if isinstance(value, bool) and bool not in allowed or not isinstance(value, allowed):
            raise TrainerFailure(f"{key!r} is {value!r}", f"It has to be of type {kind}.")
        low, high = _BOUNDS.get(key, (float("-inf"), float("inf")))
        if isinstance(value, (int, float)) and not low <= value <= high:
            raise TrainerFailure(f"{key!r} is {value!r}", f"It has to lie between {low} and {high}.")
    config = SftConfig(**parsed)
    if config.precision not in ("auto", "bf16", "fp32"):
        raise TrainerFailure(f"'precision' is {config.precision!r}", "Choose auto, bf16 or fp32.")
    return config
