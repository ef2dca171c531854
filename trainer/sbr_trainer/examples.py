"""Training examples: read, rendered with the model's own chat template, and masked."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .failure import TrainerFailure

_ROLES = ("system", "user", "assistant")


@dataclass(frozen=True)
class Encoded:
    """Token ids of the examples that fit, with 1 where the loss counts."""

    rows: list[dict[str, list[int]]]
    too_long: int
    unsafe: int
    """Examples whose text holds a control token such as `<|im_end|>`: foreign code could end a turn with it."""


def read_examples(path: Path) -> list[list[dict[str, str]]]:
    """Reads JSON Lines of `{"messages": […]}`; a line that is none is an error with its number."""
    examples = []
    with path.open(encoding="utf-8") as handle:
        for number, line in enumerate(handle, start=1):
            if line.strip():
                examples.append(_read_line(path, number, line))
    return examples


def _read_line(path: Path, number: int, line: str) -> list[dict[str, str]]:
    where = f"{path.name}, line {number}"
    try:
        messages = json.loads(line)["messages"]
    except (ValueError, KeyError, TypeError) as cause:
        raise TrainerFailure(f'{where}: not {{"messages": […]}}', "Mend or remove the line.") from cause
    well_formed = isinstance(messages, list) and all(
        isinstance(m, dict) and m.get("role") in _ROLES and isinstance(m.get("content"), str) for m in messages
    )
    if not well_formed or len(messages) < 2 or messages[-1]["role"] != "assistant":
        raise TrainerFailure(
            f"{where}: messages need a role and a content, and the last one has to be the assistant's",
            "Mend or remove the line.",
        )
    return messages


def encode_examples(tokenizer: Any, examples: list[list[dict[str, str]]], max_length: int) -> Encoded:
    """Renders each example as the served model sees it: the prompt up to the assistant's turn, then the answer.

    The prompt is tokenised on its own, exactly as at inference, so no token straddles the border. The answer
    ends with the end-of-turn token, which is learnt: a model that does not stop is no use.
    """
    rows, too_long, unsafe = [], 0, 0
    control = [token for token in tokenizer.all_special_tokens if token]
    for messages in examples:
        if any(token in message["content"] for message in messages for token in control):
            unsafe += 1
            continue
        prompt = tokenizer.apply_chat_template(messages[:-1], tokenize=False, add_generation_prompt=True)
        prompt_ids = tokenizer(prompt, add_special_tokens=False)["input_ids"]
        answer_ids = tokenizer(messages[-1]["content"], add_special_tokens=False)["input_ids"]
        answer_ids = [*answer_ids, tokenizer.eos_token_id]
        if len(prompt_ids) + len(answer_ids) > max_length:
            too_long += 1
            continue
        rows.append(
            {
                "input_ids": [*prompt_ids, *answer_ids],
                "completion_mask": [0] * len(prompt_ids) + [1] * len(answer_ids),
            }
        )
    return Encoded(rows=rows, too_long=too_long, unsafe=unsafe)
