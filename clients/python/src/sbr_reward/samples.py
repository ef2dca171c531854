"""What is judged, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One piece of generated code: either `code` itself, or a model's whole `completion` with the code in it."""

    language: str
    code: str | None = None
    completion: str | None = None
    id: str | None = None
    before: str | None = None
    """The code it replaces: deleted functionality is noticed against it."""
    path: str | None = None
    task: str | None = None
    """Id of a task of the server, whose tests measure function."""

    def __post_init__(self) -> None:
        if (self.code is None) == (self.completion is None):
            raise ValueError("A sample has either code or a completion")

    def to_json(self, number: int) -> dict[str, str]:
        """The sample as the server takes it; without an id it is known by its number in the batch."""
        fields = {
            "language": self.language,
            "code": self.code,
            "completion": self.completion,
            "before": self.before,
            "path": self.path,
            "task": self.task,
        }
        given = {name: value for name, value in fields.items() if value is not None}
        return {"id": self.id or f"sample-{number}", **given}


@dataclass(frozen=True)
class RewardDocument:
    """The reward of one sample and why. `reward` is None exactly when `valid` is False."""

    id: str
    reward: float | None
    ceiling: float
    """What the sample could have reached under what was measurable."""
    valid: bool
    label: str
    verdicts: Mapping[str, str]
    components: Mapping[str, float | None]
    findings: list[dict[str, Any]] = field(repr=False)
    reason: str
    policy: str
    """Hash of everything that decided the reward: the same hash and sample give the same reward."""

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> RewardDocument:
        return cls(**{name: value[name] for name in cls.__dataclass_fields__})
