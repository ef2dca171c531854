"""A GRPO run of TRL whose rewards come from a live `sbr serve`.

    sbr serve &                                                       # prints its URL
    export SBR_REWARD_URL=http://127.0.0.1:7411
    export SBR_REWARD_KEY=$(sbr keys create --name grpo)
    python grpo_trl.py --model FOLDER --tasks ../../tasks/starter --steps 5   # needs trl, peft and torch

`--model` is a folder or a name as transformers takes it; `sbr_trainer convert` turns the project's GGUF into one.
Prompts are the tasks for training. With `--tests` their tests run in the server's sandbox, so that function counts
too; a model too small to pass any then gets 0 for everything and learns nothing. The last line is one JSON object:
the mean reward and the share of valid samples of every step, and what the run took.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from sbr_reward import RewardClient, trl_reward  # noqa: E402


def main() -> int:
    options = parse_options()
    rows = read_tasks(options.tasks, options.language, options.tests)
    if not rows:
        print(f"no task for {options.language} in {options.tasks}", file=sys.stderr)
        return 2
    started = time.monotonic()
    history = train(options, rows)
    steps = [entry for entry in history if "reward" in entry]
    print(
        json.dumps(
            {
                "steps": len(steps),
                "completions": len(steps) * options.generations,
                "reward": [round(entry["reward"], 6) for entry in steps],
                "valid": [round(entry["sbr/valid"], 4) for entry in steps],
                "clean": [round(entry["sbr/clean"], 4) for entry in steps],
                "loss": [entry["loss"] for entry in steps],
                "gradient": [round(entry["grad_norm"], 6) for entry in steps],
                "seconds": round(time.monotonic() - started, 1),
            }
        )
    )
    return 0


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True)
    parser.add_argument("--tasks", type=Path, required=True)
    parser.add_argument("--language", default="python")
    parser.add_argument("--tests", action="store_true", help="let the tasks' tests count")
    parser.add_argument("--steps", type=int, default=5)
    parser.add_argument("--generations", type=int, default=8, help="completions of one prompt")
    parser.add_argument("--tokens", type=int, default=96, help="longest completion")
    parser.add_argument("--learning-rate", type=float, default=1e-4)
    parser.add_argument("--output", type=Path, default=Path("grpo-output"))
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args()


def read_tasks(folder: Path, language: str, tests: bool) -> list[dict[str, Any]]:
    """Tasks that may be trained on, as rows for TRL: beside the prompt, the columns that the reward reads."""
    tasks = [json.loads(file.read_text()) for file in sorted(folder.glob("*/task.json"))]
    return [
        {
            "prompt": [{"role": "user", "content": f"{task['prompt']} Answer with the code alone, in a fenced block."}],
            "language": language,
            **({"task": task["id"]} if tests else {}),
        }
        for task in tasks
        if task["split"] == "train" and task["language"] == language
    ]


def train(options: argparse.Namespace, rows: list[dict[str, Any]]) -> list[dict[str, float]]:
    from datasets import Dataset
    from peft import LoraConfig
    from trl import GRPOConfig, GRPOTrainer

    trainer = GRPOTrainer(
        model=options.model,
        reward_funcs=[trl_reward(RewardClient(deadline_seconds=300))],
        train_dataset=Dataset.from_list(rows),
        peft_config=LoraConfig(r=8, lora_alpha=16, target_modules="all-linear", task_type="CAUSAL_LM"),
        args=GRPOConfig(
            output_dir=str(options.output),
            max_steps=options.steps,
            per_device_train_batch_size=options.generations,
            num_generations=options.generations,
            max_completion_length=options.tokens,
            learning_rate=options.learning_rate,
            logging_steps=1,
            save_strategy="no",
            report_to="none",
            seed=options.seed,
            bf16=False,
            disable_tqdm=True,
        ),
    )
    trainer.train()
    trainer.save_model(str(options.output))
    return trainer.state.log_history


if __name__ == "__main__":
    sys.exit(main())
