"""check_platform_packages.py FOLDER: fails where npm left out a package that the lock holds for this platform.

npm takes a package that it could not fetch for one that this platform does not need, as long as it is optional:
without a network, `npm ci` of a runtime binary succeeds with nothing in it.
"""

import json
import platform
import sys
from pathlib import Path

CPU = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}


def fits(limit: list[str] | str, here: str) -> bool:
    """npm's rule: a name or a list of names, or of names with `!` in front that exclude."""
    wanted = [limit] if isinstance(limit, str) else limit
    allowed = [name for name in wanted if not name.startswith("!")]
    return f"!{here}" not in wanted and (not allowed or here in allowed)


def missing_packages(folder: Path, system: str, cpu: str, libc: str) -> list[str]:
    packages = json.loads((folder / "package-lock.json").read_text())["packages"]
    missing = []
    for path, package in packages.items():
        limits = [(package.get("os", []), system), (package.get("cpu", []), cpu), (package.get("libc", []), libc)]
        if not path or not any(wanted for wanted, _ in limits):
            continue
        # A package nested below one of another platform is not wanted either.
        parent = path.rpartition("/node_modules/")[0]
        if parent and not (folder / parent / "package.json").exists():
            continue
        if all(fits(wanted, here) for wanted, here in limits) and not (folder / path / "package.json").exists():
            missing.append(path.removeprefix("node_modules/"))
    return missing


if __name__ == "__main__":
    found = missing_packages(
        Path(sys.argv[1]),
        platform.system().lower(),
        CPU.get(platform.machine().lower(), platform.machine()),
        "glibc" if platform.libc_ver()[0] == "glibc" else "musl",
    )
    if found:
        print(f"No matching distribution: the registry did not deliver {', '.join(found)}", file=sys.stderr)
        sys.exit(1)
