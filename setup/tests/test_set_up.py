"""The pieces of the set-up's shell, each run for real in a folder of its own."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

SETUP = Path(__file__).parent.parent


def shell(script: str, tools: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a script with the set-up's functions, its folder being `tools`."""
    head = f'set -euo pipefail; root="{SETUP.parent}"; tools="{tools}"; '
    head += " ".join(f'source "{SETUP}/{name}.sh";' for name in ("report", "machine", "lock", "parts"))
    return subprocess.run(
        ["bash", "-c", head + script], capture_output=True, text=True, timeout=60, env={**os.environ, **environment}
    )


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    for name in ("stamps", "logs", "cache"):
        (tmp_path / name).mkdir()
    return tmp_path


PREPARE = 'python=python3 python_version=3 needs_node=yes; ALL_PARTS=(uv); '


def test_a_part_is_put_in_place_with_its_key_only_after_success(tools: Path) -> None:
    done = shell(PREPARE + 'fetch_uv() { echo built >"$1/file"; }; run_lane uv; is_fresh uv && echo fresh', tools)
    assert done.stdout.strip() == "fresh", done.stderr
    assert (tools / "uv/file").read_text() == "built\n"
    assert not list(tools.glob("*.partial"))


def test_a_failed_command_in_the_middle_of_a_part_fails_it(tools: Path) -> None:
    done = shell(PREPARE + 'fetch_uv() { false; echo built >"$1/file"; }; run_lane uv', tools)
    assert done.returncode == 2
    assert not (tools / "uv").exists() and not (tools / "stamps/uv.key").exists()
    assert "uv.log" in done.stderr


@pytest.mark.parametrize(
    ("log", "said"),
    [
        ("npm error code ENOSPC\nno space left on device", "the disk is full"),
        ("npm error code EINTEGRITY sha512-x integrity checksum failed", "hash mismatch"),
        ("error: Hash mismatch for `uv==1`", "hash mismatch"),
        ("npm error code ENOTFOUND getaddrinfo", "no connection to the registry"),
        ("error sending request for url: dns error", "no connection to the registry"),
        ("something nobody knows", "the whole log"),
    ],
)
def test_a_failure_is_told_by_its_cause_with_a_next_step(tools: Path, log: str, said: str) -> None:
    (tools / "logs/uv.log").write_text(log)
    done = shell('explain uv "$tools/logs/uv.log"', tools)
    assert done.returncode == 2
    assert said in done.stderr and "next: " in done.stderr


def test_a_password_in_an_address_is_not_printed(tools: Path) -> None:
    (tools / "logs/uv.log").write_text("error sending request for url (https://me:secret@mirror.invalid/simple)")
    assert "secret" not in shell('explain uv "$tools/logs/uv.log"', tools).stderr


def test_a_changed_lock_changes_the_key(tools: Path) -> None:
    script = PREPARE + 'cd "$tools"; root="$tools"; mkdir -p setup/python; echo a >setup/python/uv.txt; key_of uv; '
    first, second = shell(script + "echo b >>setup/python/uv.txt; key_of uv", tools).stdout.split()
    assert first != second


def test_a_second_set_up_is_refused_while_one_runs(tools: Path) -> None:
    holder = subprocess.Popen(
        ["bash", "-c", f'exec 9>>"{tools}/setup.lock"; flock 9; echo $$ >"{tools}/setup.pid"; echo held; while :; do sleep 1; done', "setup.sh"],
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
        done = shell("lock_setup; echo taken", tools)
        assert done.returncode == 2 and "another set-up" in done.stderr, done
    finally:
        os.killpg(holder.pid, signal.SIGKILL)
        holder.wait()


def test_what_a_killed_set_up_left_at_work_is_ended(tools: Path) -> None:
    # Holds the lock as npm or uv would after the set-up above it was killed.
    orphan = subprocess.Popen(["bash", "-c", f'exec 9>>"{tools}/setup.lock"; flock 9; exec sleep 300'])
    (tools / "setup.pid").write_text("999999999\n")
    (tools / "uv.partial").mkdir()
    try:
        for _ in range(100):
            if subprocess.run(["flock", "-n", str(tools / "setup.lock"), "true"]).returncode != 0:
                break
            time.sleep(0.05)
        done = shell("lock_setup; echo taken", tools)
        assert done.stdout.strip() == "taken", done.stderr
        assert orphan.wait(timeout=10) == -signal.SIGKILL
        assert not (tools / "uv.partial").exists()
    finally:
        orphan.kill()
        orphan.wait()


def test_says_when_python_is_too_old(tools: Path, tmp_path: Path) -> None:
    fake = tmp_path / "bin"
    fake.mkdir()
    (fake / "python3").write_text("#!/bin/sh\n[ \"$1\" = -V ] && echo Python 3.8.2 && exit 0\nexit 1\n")
    (fake / "python3").chmod(0o755)
    for tool in ("bash", "cut", "uname"):
        (fake / tool).symlink_to(f"/usr/bin/{tool}")
    done = shell("find_python", tools, PATH=str(fake))
    assert done.returncode == 2
    assert "3.8.2" in done.stderr and "next: " in done.stderr


def test_says_when_npm_is_missing(tools: Path, tmp_path: Path) -> None:
    done = shell("command() { return 1; }; find_node", tools)
    assert done.returncode == 2 and "npm is missing" in done.stderr
