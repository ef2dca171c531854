"""Checkpoints that count only once they are whole."""

import shutil
from pathlib import Path

from .files import write_json

MARKER = "sbr-complete.json"


def mark_complete(checkpoint: Path) -> None:
    """Says that everything of a checkpoint is on disk; written last, so a killed save has no mark."""
    write_json(checkpoint / MARKER, {"checkpoint": checkpoint.name})


def last_complete(output: Path) -> Path | None:
    """The newest whole checkpoint; halves that a kill left behind are removed."""
    whole: list[tuple[int, Path]] = []
    for folder in output.glob("checkpoint-*"):
        step = folder.name.removeprefix("checkpoint-")
        if (folder / MARKER).is_file() and step.isdigit():
            whole.append((int(step), folder))
        else:
            shutil.rmtree(folder)
    return max(whole)[1] if whole else None
