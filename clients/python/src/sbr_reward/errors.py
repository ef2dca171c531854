"""What can go wrong between a trainer and its rewards."""


class RewardError(Exception):
    """Any failure to get rewards."""


class RewardRequestError(RewardError):
    """The server refused the request; sending it again would not help."""

    def __init__(self, status: int, code: str, message: str, next_step: str | None = None) -> None:
        super().__init__(f"{status} {code}: {message}" + (f" {next_step}" if next_step else ""))
        self.status = status
        self.code = code


class RewardUnavailableError(RewardError):
    """The server could not be reached, or stayed busy, for as many attempts as were allowed."""


class InvalidRewardError(RewardError):
    """A sample has no reward (an engine failed on it), and the caller asked for an error then."""
