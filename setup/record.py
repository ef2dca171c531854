"""record.py ROOT PYTHON_INDEX: writes .sbr/setup.json, what was installed and from which kind of index.

Indexes are recorded by name (`default`, `configured`, `custom`), never by address: an address may hold a password.
"""

import json
import os
import platform
import sys
from importlib.metadata import distributions
from pathlib import Path

PYTHON_PARTS = {
    "uv": "uv",
    "assets": "assets",
    "python": "python/lib/python*/site-packages",
    "trainer": "trainer/lib/python*/site-packages",
}
NPM_PARTS = ("npm", "engines", "inference", "inference/runtime", "node")


def python_versions(folder: Path) -> dict[str, str]:
    return dict(sorted((found.metadata["Name"], found.version) for found in distributions(path=[str(folder)])))


def npm_versions(folder: Path) -> dict[str, str]:
    """Direct dependencies and the version that really lies there."""
    manifest = folder / "package.json"
    if not manifest.exists():
        return {}
    wanted = json.loads(manifest.read_text())
    names = [name for kind in ("dependencies", "devDependencies", "optionalDependencies") for name in wanted.get(kind, {})]
    paths = {name: folder / "node_modules" / name / "package.json" for name in sorted(names)}
    return {name: json.loads(path.read_text())["version"] for name, path in paths.items() if path.exists()}


def main(root: str, python_index: str) -> None:
    tools = Path(root) / ".sbr"
    torch_index = (tools / "trainer/torch-index").read_text().strip()
    packages: dict[str, dict[str, str]] = {}
    for part, pattern in PYTHON_PARTS.items():
        for folder in tools.glob(pattern):
            packages[part] = python_versions(folder)
    for part in NPM_PARTS:
        packages[part] = npm_versions(tools / part)
    record = {
        "schemaVersion": 1,
        "platform": f"{platform.system()}-{platform.machine()}",
        "libc": " ".join(platform.libc_ver()),
        "python": platform.python_version(),
        "indexes": {"npm": "as npm is configured", "python": python_index, "torch": torch_index or python_index},
        "packages": packages,
    }
    partial = tools / "setup.json.new"
    partial.write_text(json.dumps(record, indent=2, sort_keys=True) + "\n")
    os.replace(partial, tools / "setup.json")


if __name__ == "__main__":
    main(*sys.argv[1:3])
