import pytest

from sbr_trainer.failure import TrainerFailure
from sbr_trainer.sft_config import check_config, epochs_within_budget, load_config

GOOD = {"base": "b", "train": "t", "output": "o"}


def test_defaults_fill_what_is_not_said() -> None:
    config = check_config({**GOOD, "learning_rate": 1, "max_steps": None})
    assert (config.lora_r, config.learning_rate, config.max_steps) == (16, 1, None)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"lorar": 1}, "unknown key 'lorar'"),
        ({"lora_r": 0}, "'lora_r' is 0"),
        ({"lora_r": 2.5}, "'lora_r' is 2.5"),
        ({"lora_r": True}, "'lora_r' is True"),
        ({"epochs": "3"}, "'epochs' is '3'"),
        ({"learning_rate": float("nan")}, "'learning_rate' is nan"),
        ({"base": None}, "'base' is None"),
        ({"precision": "int8"}, "'precision' is 'int8'"),
        ({"evaluate": 1}, "'evaluate' is 1"),
    ],
)
def test_what_is_wrong_is_named(change: dict, said: str) -> None:
    with pytest.raises(TrainerFailure, match=said):
        check_config({**GOOD, **change})


def test_what_is_missing_is_named() -> None:
    with pytest.raises(TrainerFailure, match="'train' is missing"):
        check_config({"base": "b", "output": "o"})
    with pytest.raises(TrainerFailure, match="no JSON object"):
        check_config([])


def test_a_file_that_is_no_json(tmp_path) -> None:
    path = tmp_path / "config.json"
    path.write_text("{")
    with pytest.raises(TrainerFailure, match="cannot be read as JSON"):
        load_config(path)


def test_a_budget_of_tokens_bounds_the_epochs() -> None:
    config = check_config({**GOOD, "epochs": 6, "token_budget": 9000})
    assert epochs_within_budget(config, 1000) == 6
    assert epochs_within_budget(config, 6000) == 1.5
    assert epochs_within_budget(check_config({**GOOD, "epochs": 6}), 6000) == 6
