"""`sft`: supervised fine-tuning of a LoRA adapter on the answers of examples."""

import time
from pathlib import Path
from typing import Any

from . import events
from .checkpoints import last_complete, mark_complete
from .device import supports_bf16
from .examples import encode_examples, read_examples
from .failure import TrainerFailure
from .files import write_json
from .sft_config import SftConfig, epochs_within_budget

LINEAR_LAYERS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


def train_sft(config: SftConfig) -> dict[str, Any]:
    """Trains, resuming at the last whole checkpoint of the output folder, and returns what was measured.

    The adapter is left in `output/adapter` as safetensors. The same configuration, examples, versions and
    number of threads give the same adapter on the same kind of processor.
    """
    import torch
    from datasets import Dataset
    from transformers import AutoModelForCausalLM, AutoTokenizer, set_seed

    from .completion_trainer import CompletionTrainer

    torch.set_num_threads(config.threads)
    set_seed(config.seed)
    tokenizer = AutoTokenizer.from_pretrained(config.base)
    train = encode_examples(tokenizer, read_examples(Path(config.train)), config.max_length)
    if not train.rows:
        raise TrainerFailure("no training example fits", "Raise max_length or give shorter examples.")
    validation = (
        encode_examples(tokenizer, read_examples(Path(config.validation)), config.max_length)
        if config.validation
        else None
    )
    bf16 = config.precision == "bf16" or (config.precision == "auto" and supports_bf16())
    tokens = sum(len(row["input_ids"]) for row in train.rows)
    events.emit(
        "data",
        examples=len(train.rows),
        tooLong=train.too_long,
        unsafe=train.unsafe,
        tokens=tokens,
        validation=len(validation.rows) if validation else 0,
        precision="bf16" if bf16 else "fp32",
        threads=config.threads,
    )
    # The base is frozen: in bf16 it takes half the memory and is not cast anew in each step; the adapter's own
    # weights stay fp32. Plain attention: flash attention's backward pass in bf16 is slow on a CPU (a fifth of a step).
    model = AutoModelForCausalLM.from_pretrained(
        config.base,
        dtype=torch.bfloat16 if bf16 else torch.float32,
        attn_implementation="sdpa" if torch.cuda.is_available() else "eager",
        use_safetensors=True,
    )
    output = Path(config.output)
    trainer = CompletionTrainer(
        model=model,
        args=_arguments(config, bf16, epochs_within_budget(config, tokens)),
        train_dataset=Dataset.from_list(train.rows),
        eval_dataset=Dataset.from_list(validation.rows) if validation and validation.rows else None,
        processing_class=tokenizer,
        peft_config=_lora(config),
        callbacks=[_reporter(tokens / len(train.rows) * config.batch_size * config.gradient_accumulation)],
    )
    resume = last_complete(output)
    measures_validation = config.evaluate and validation is not None and bool(validation.rows)
    before = _loss_before(trainer, output, resume is not None) if measures_validation else None
    if resume:
        events.emit("resume", checkpoint=resume.name)
    started, cpu = time.monotonic(), events.cpu_seconds()
    result = trainer.train(resume_from_checkpoint=str(resume) if resume else None)
    train_seconds, train_cpu = time.monotonic() - started, events.cpu_seconds() - cpu
    after = trainer.evaluate()["eval_loss"] if measures_validation else None
    trainer.model.save_pretrained(output / "adapter", safe_serialization=True)
    return {
        "steps": trainer.state.global_step,
        "examples": len(train.rows),
        "tooLong": train.too_long,
        "unsafe": train.unsafe,
        "tokens": tokens,
        "epochs": trainer.state.epoch,
        "trainLoss": _last_loss(trainer.state.log_history, result.training_loss),
        "validationLossBefore": before,
        "validationLossAfter": after,
        "trainSeconds": round(train_seconds, 2),
        "trainCpuSeconds": round(train_cpu, 2),
        "precision": "bf16" if bf16 else "fp32",
        "threads": config.threads,
        "resumedFrom": resume.name if resume else None,
        "trainableParameters": sum(p.numel() for p in trainer.model.parameters() if p.requires_grad),
    }


def _arguments(config: SftConfig, bf16: bool, epochs: float) -> Any:
    import torch
    from trl import SFTConfig

    return SFTConfig(
        output_dir=config.output,
        use_cpu=not torch.cuda.is_available(),
        bf16=bf16,
        fp16=False,
        gradient_checkpointing=False,
        report_to=[],
        disable_tqdm=True,
        per_device_train_batch_size=config.batch_size,
        per_device_eval_batch_size=config.batch_size,
        gradient_accumulation_steps=config.gradient_accumulation,
        num_train_epochs=epochs,
        max_steps=config.max_steps or -1,
        learning_rate=config.learning_rate,
        lr_scheduler_type="cosine",
        warmup_steps=config.warmup_ratio,
        weight_decay=config.weight_decay,
        # Padding is computed like text: examples of one batch should be of one length.
        train_sampling_strategy="group_by_length",
        max_length=None,
        packing=False,
        completion_only_loss=True,
        prediction_loss_only=True,
        logging_steps=1,
        save_strategy="steps",
        save_steps=config.checkpoint_steps,
        save_total_limit=2,
        seed=config.seed,
        data_seed=config.seed,
        dataloader_num_workers=0,
        dataloader_pin_memory=False,
    )


def _lora(config: SftConfig) -> Any:
    from peft import LoraConfig

    return LoraConfig(
        r=config.lora_r,
        lora_alpha=config.lora_alpha,
        lora_dropout=config.lora_dropout,
        target_modules=LINEAR_LAYERS,
        task_type="CAUSAL_LM",
    )


def _reporter(tokens_per_step: float) -> Any:
    from transformers import TrainerCallback

    class Reporter(TrainerCallback):
        """Says every step on stdout, and marks checkpoints once they are whole."""

        def __init__(self) -> None:
            self.started = time.monotonic()
            self.first_step = 0

        def on_train_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:
            self.started, self.first_step = time.monotonic(), state.global_step

        def on_log(self, args: Any, state: Any, control: Any, logs: Any = None, **_: Any) -> None:
            if not logs or "loss" not in logs:
                return
            elapsed = time.monotonic() - self.started
            events.emit(
                "step",
                step=state.global_step,
                total=state.max_steps,
                loss=round(float(logs["loss"]), 4),
                tokensPerSecond=round(tokens_per_step * (state.global_step - self.first_step) / elapsed, 1),
            )

        def on_save(self, args: Any, state: Any, control: Any, **_: Any) -> None:
            mark_complete(Path(args.output_dir) / f"checkpoint-{state.global_step}")
            events.emit("checkpoint", step=state.global_step)

    return Reporter()


def _loss_before(trainer: Any, output: Path, resumed: bool) -> float | None:
    """Validation loss of the untrained model, kept in a file: a resumed run starts from trained weights."""
    import json

    kept = output / "validation-before.json"
    if kept.is_file():
        return json.loads(kept.read_text(encoding="utf-8"))["loss"]
    if resumed:
        return None
    loss = float(trainer.evaluate()["eval_loss"])
    output.mkdir(parents=True, exist_ok=True)
    write_json(kept, {"loss": loss})
    return loss


def _last_loss(history: list[dict[str, Any]], fallback: float) -> float:
    """Mean loss over the last tenth of the steps: one step alone is noise."""
    losses = [float(entry["loss"]) for entry in history if "loss" in entry]
    tail = losses[-max(1, len(losses) // 10) :]
    return round(sum(tail) / len(tail), 4) if tail else fallback
