"""The one error a caller is meant to read: what happened, and what to do."""


class TrainerFailure(Exception):
    """Printed as its message and `next`, without a traceback; exit code 2."""

    def __init__(self, message: str, next_step: str) -> None:
        super().__init__(message)
        self.next_step = next_step
