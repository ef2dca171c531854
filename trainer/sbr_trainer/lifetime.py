"""One training a folder, and none that outlives whoever started it."""

import ctypes
import fcntl
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from .failure import TrainerFailure

_PR_SET_PDEATHSIG = 1
# A killed parent's trainer is gone within moments; only a second, living one holds the lock longer.
_LOCK_WAIT_SECONDS = 15.0


def die_with_parent() -> None:
    """Asks the kernel to kill this process when its parent is killed (Linux): nobody would read its events."""
    if not sys.platform.startswith("linux"):
        return
    parent = os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it died before the request took hold
        os.kill(os.getpid(), signal.SIGKILL)


def lock_folder(folder: Path, wait_seconds: float = _LOCK_WAIT_SECONDS) -> Any:
    """Holds the folder until the returned handle is closed or the process ends, however it ends."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = (folder / ".lock").open("w", encoding="utf-8")
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return handle
        except OSError:
            if time.monotonic() >= deadline:
                handle.close()
                raise TrainerFailure(
                    f"another training is running in {folder}", "Wait for it, or end it, then run the same command."
                ) from None
            time.sleep(0.1)
