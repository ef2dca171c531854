"""without_torch.py LOCK: prints a hash-locked requirements file without torch and without what only its CUDA build needs."""

import re
import sys
from pathlib import Path

CUDA_ONLY = re.compile(r"(torch|triton|nvidia-[\w-]+|cuda-[\w-]+)==")


def without_torch(text: str) -> str:
    """Drops whole entries: a requirement line and the indented lines that belong to it."""
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.M)
    return "".join(entry for entry in entries if not CUDA_ONLY.match(entry))


if __name__ == "__main__":
    sys.stdout.write(without_torch(Path(sys.argv[1]).read_text()))
