"""Events on stdout, one JSON object a line; everything that libraries print goes to stderr."""

import json
import os
import resource
import sys
import time
from typing import Any

_started = time.monotonic()
_channel = None


def open_channel() -> None:
    """Keeps the real stdout for events alone: what a library writes to descriptor 1 lands on stderr."""
    global _channel
    if _channel is not None:
        return
    _channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    sys.stdout = sys.stderr


def emit(event: str, **facts: Any) -> None:
    """Writes one event with the seconds since the start and the peak of resident memory in bytes."""
    line = json.dumps({"event": event, **facts, "seconds": round(seconds(), 2), "rss": peak_rss_bytes()})
    channel = _channel or sys.stdout
    channel.write(line + "\n")
    channel.flush()


def seconds() -> float:
    """Wall-clock seconds since this process was started."""
    return time.monotonic() - _started


def peak_rss_bytes() -> int:
    """Peak resident memory of this process; `ru_maxrss` counts KiB on Linux."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def cpu_seconds() -> float:
    """Processor seconds of this process, user and system, over all threads."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime
