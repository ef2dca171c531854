import re
import subprocess
from pathlib import Path


def split_export(source, folder, prefix, lines):
    if not re.fullmatch(r"\w[\w. -]*", prefix):
        raise ValueError(f"{prefix!r} cannot begin the name of a part")
    with open(source, "rb") as data:
        start = str(Path(folder).resolve() / prefix)
        subprocess.run(["split", f"-l{int(lines)}", "-d", "-a3", "-", start], stdin=data, check=True)
    parts = (path.name for path in Path(folder).iterdir())
    return sorted(name for name in parts if re.fullmatch(r"\d{3}", name.removeprefix(prefix)) and name.startswith(prefix))
