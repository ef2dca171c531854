"""The training sidecar of sbr: `python -m sbr_trainer COMMAND …`. One file per command or method."""

__version__ = "1"
