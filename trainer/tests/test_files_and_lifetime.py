import subprocess
import sys
import time
from pathlib import Path

import pytest

from sbr_trainer.checkpoints import last_complete, mark_complete
from sbr_trainer.failure import TrainerFailure
from sbr_trainer.files import build_folder
from sbr_trainer.lifetime import lock_folder

ROOT = Path(__file__).resolve().parent.parent


def test_only_whole_checkpoints_count_and_halves_go(tmp_path) -> None:
    assert last_complete(tmp_path) is None
    for step in (5, 10, 100, 20):
        (tmp_path / f"checkpoint-{step}").mkdir()
    for step in (5, 10, 20):
        mark_complete(tmp_path / f"checkpoint-{step}")
    assert last_complete(tmp_path) == tmp_path / "checkpoint-20"
    assert not (tmp_path / "checkpoint-100").exists()


def test_a_folder_that_could_not_be_filled_is_not_there(tmp_path) -> None:
    def fill(part: Path) -> None:
        (part / "half").write_text("x")
        raise RuntimeError("no more disk")

    with pytest.raises(RuntimeError):
        build_folder(tmp_path / "base", fill)
    assert list(tmp_path.iterdir()) == []


def test_one_training_a_folder(tmp_path) -> None:
    first = lock_folder(tmp_path)
    with pytest.raises(TrainerFailure, match="another training"):
        lock_folder(tmp_path, wait_seconds=0.2)
    first.close()
    lock_folder(tmp_path, wait_seconds=0.2).close()


def test_the_trainer_dies_with_whoever_started_it() -> None:
    child = "from sbr_trainer.lifetime import die_with_parent as d; d(); import time; print('up', flush=True); time.sleep(60)"
    parent = f"""
import subprocess, sys
child = subprocess.Popen([sys.executable, '-c', {child!r}], stdout=subprocess.PIPE, start_new_session=True)
child.stdout.readline()
print(child.pid, flush=True)
sys.stdin.read()
"""
    process = subprocess.Popen(
        [sys.executable, "-c", parent], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True
    )
    assert process.stdout is not None
    pid = int(process.stdout.readline())
    state = Path(f"/proc/{pid}/stat")
    assert state.exists()
    process.kill()
    process.wait()
    deadline = time.monotonic() + 10
    while state.exists() and ") Z " not in state.read_text() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not state.exists() or ") Z " in state.read_text()
