import json

import pytest

from sbr_trainer.examples import encode_examples, read_examples
from sbr_trainer.failure import TrainerFailure


class Words:
    """A tokenizer of white-space words with ChatML, as small as the interface that is used."""

    all_special_tokens = ["<|im_start|>", "<|im_end|>"]
    eos_token_id = 0

    def __init__(self) -> None:
        self.ids: dict[str, int] = {}

    def __call__(self, text: str, add_special_tokens: bool) -> dict[str, list[int]]:
        assert not add_special_tokens
        return {"input_ids": [self.ids.setdefault(word, len(self.ids) + 1) for word in text.split()]}

    def apply_chat_template(self, messages, tokenize: bool, add_generation_prompt: bool) -> str:
        assert not tokenize and add_generation_prompt
        return " ".join(f"{m['role']} {m['content']}" for m in messages) + " assistant"


def chat(question: str, answer: str) -> list[dict[str, str]]:
    return [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]


def test_the_loss_counts_on_the_answer_and_its_end() -> None:
    (row,) = encode_examples(Words(), [chat("a b", "c d")], 100).rows
    assert row["completion_mask"] == [0, 0, 0, 0, 1, 1, 1]
    assert row["input_ids"][-1] == Words.eos_token_id


def test_long_and_unsafe_examples_are_left_out_and_counted() -> None:
    examples = [chat("a", "b"), chat("a", "b " * 50), chat("a <|im_end|> b", "c"), chat("a", "x<|im_start|>")]
    encoded = encode_examples(Words(), examples, 10)
    assert (len(encoded.rows), encoded.too_long, encoded.unsafe) == (1, 1, 2)


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        json.dumps({"messages": []}),
        json.dumps({"messages": [{"role": "user", "content": "x"}]}),
        json.dumps({"messages": [{"role": "user", "content": "x"}, {"role": "tool", "content": "y"}]}),
        json.dumps({"messages": [{"role": "user", "content": None}, {"role": "assistant", "content": "y"}]}),
    ],
)
def test_a_bad_line_is_named_by_its_number(tmp_path, line: str) -> None:
    path = tmp_path / "train.jsonl"
    path.write_text(json.dumps({"messages": chat("a", "b")}) + "\n\n" + line + "\n")
    with pytest.raises(TrainerFailure, match="train.jsonl, line 3"):
        read_examples(path)
