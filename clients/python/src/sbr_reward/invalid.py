"""What to do with a sample that has no reward. Never 0, which would punish code that nobody looked at, and never 1."""

from __future__ import annotations

import math
from typing import Literal

from .errors import InvalidRewardError
from .samples import RewardDocument

OnInvalid = Literal["drop", "nan", "raise"]
"""`drop`: None, for trainers that leave such samples out. `nan`: not a number. `raise`: stop."""


def reward_of(document: RewardDocument, on_invalid: OnInvalid) -> float | None:
    """The reward, or what stands for none. Raises InvalidRewardError where that is asked for."""
    if document.reward is not None:
        return document.reward
    if on_invalid == "drop":
        return None
    if on_invalid == "nan":
        return math.nan
    raise InvalidRewardError(f"{document.id} has no reward: {document.reason}")
