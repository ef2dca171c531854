import json
from pathlib import Path

import pytest
from check_platform_packages import missing_packages

LOCK = {
    "packages": {
        "": {"name": "x"},
        "node_modules/anywhere": {},
        "node_modules/binary-linux-x64": {"os": ["linux"], "cpu": ["x64"], "optional": True},
        "node_modules/binary-linux-x64-musl": {"os": ["linux"], "cpu": ["x64"], "libc": ["musl"], "optional": True},
        "node_modules/binary-linux-arm64": {"os": "linux", "cpu": "arm64", "optional": True},
        "node_modules/not-windows": {"os": ["!win32"]},
    }
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "package-lock.json").write_text(json.dumps(LOCK))
    return tmp_path


def install(folder: Path, name: str) -> None:
    (folder / "node_modules" / name).mkdir(parents=True)
    (folder / "node_modules" / name / "package.json").write_text("{}")


def test_names_what_this_platform_needs_and_npm_left_out(folder: Path) -> None:
    assert missing_packages(folder, "linux", "x64", "glibc") == ["binary-linux-x64", "not-windows"]
    assert missing_packages(folder, "linux", "x64", "musl") == ["binary-linux-x64", "binary-linux-x64-musl", "not-windows"]
    assert missing_packages(folder, "linux", "arm64", "glibc") == ["binary-linux-arm64", "not-windows"]


def test_is_content_with_what_is_there(folder: Path) -> None:
    for name in ("binary-linux-x64", "not-windows"):
        install(folder, name)
    assert missing_packages(folder, "linux", "x64", "glibc") == []


@pytest.mark.parametrize("part", ["node", "npm", "engines", "inference"])
def test_holds_for_what_the_set_up_fetched(part: str) -> None:
    tools = Path(__file__).parent.parent.parent / ".sbr"
    if part == "node" and not (tools / "node/package-lock.json").exists():
        return  # the machine's own Node is new enough: nothing was fetched
    import platform

    cpu = {"x86_64": "x64", "aarch64": "arm64"}[platform.machine()]
    assert missing_packages(tools / part, "linux", cpu, "glibc") == []
