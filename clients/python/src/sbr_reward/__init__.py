"""Rewards of `sbr serve` for trainers. Needs nothing but the standard library."""

from .client import RewardClient
from .errors import InvalidRewardError, RewardError, RewardRequestError, RewardUnavailableError
from .samples import RewardDocument, Sample
from .trl import trl_reward

__all__ = [
    "InvalidRewardError",
    "RewardClient",
    "RewardDocument",
    "RewardError",
    "RewardRequestError",
    "RewardUnavailableError",
    "Sample",
    "trl_reward",
]
