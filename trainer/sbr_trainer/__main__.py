"""Command line of the sidecar. Events go to stdout as JSON Lines, everything else to stderr."""

import argparse
import os
import sys
from pathlib import Path

# Nothing is fetched while training: every file it reads was named by the caller.
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_DATASETS_OFFLINE"] = "1"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"
# Waiting threads sleep: on a machine with other work, spinning ones cost several times the whole training.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

from . import events  # noqa: E402
from .failure import TrainerFailure  # noqa: E402
from .lifetime import die_with_parent, lock_folder  # noqa: E402


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="sbr_trainer", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("info", help="what this machine computes with")
    convert = commands.add_parser("convert", help="GGUF base model -> Hugging Face folder, once")
    convert.add_argument("--gguf", type=Path, required=True)
    convert.add_argument("--cache", type=Path, required=True)
    sft = commands.add_parser("sft", help="supervised fine-tuning of a LoRA adapter")
    sft.add_argument("--config", type=Path, required=True)
    export = commands.add_parser("export-gguf", help="LoRA adapter -> GGUF adapter")
    export.add_argument("--adapter", type=Path, required=True)
    export.add_argument("--base", type=Path, required=True)
    export.add_argument("--output", type=Path, required=True)
    options = parser.parse_args(arguments)
    die_with_parent()
    events.open_channel()
    try:
        _run(options)
    except TrainerFailure as failure:
        events.emit("failed", message=str(failure), next=failure.next_step)
        print(f"{failure}\n{failure.next_step}", file=sys.stderr)
        return 2
    return 0


def _run(options: argparse.Namespace) -> None:
    # Each command imports its libraries itself: torch alone takes seconds to load.
    if options.command == "info":
        from .device import info

        events.emit("info", **info())
    elif options.command == "convert":
        from .convert import convert

        events.emit("converted", folder=str(convert(options.gguf.resolve(), options.cache.resolve())))
    elif options.command == "sft":
        from .sft import train_sft
        from .sft_config import load_config

        config = load_config(options.config)
        lock = lock_folder(Path(config.output))
        events.emit("trained", **train_sft(config))
        lock.close()
    else:
        from .export_gguf import export_gguf
        from .files import sha256_of

        export_gguf(options.adapter, options.base, options.output)
        events.emit("exported", file=str(options.output), sha256=sha256_of(options.output))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
