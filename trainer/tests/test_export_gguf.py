import json

import numpy as np
import pytest
from safetensors.numpy import save_file

from sbr_trainer.export_gguf import export_gguf, gguf_name, permute_rows
from sbr_trainer.failure import TrainerFailure

PREFIX = "base_model.model.model.layers."


def test_rows_of_a_head_move_from_halves_to_neighbours() -> None:
    rows = np.arange(16).reshape(16, 1)  # two heads of eight rows
    moved = permute_rows(rows, 2)[:, 0].tolist()
    assert moved == [0, 4, 1, 5, 2, 6, 3, 7, 8, 12, 9, 13, 10, 14, 11, 15]


def test_a_permuted_product_is_the_permuted_whole() -> None:
    random = np.random.default_rng(1)
    low, high = random.standard_normal((4, 12)), random.standard_normal((24, 4))
    np.testing.assert_allclose(permute_rows(high, 3) @ low, permute_rows(high @ low, 3))


def test_rows_that_do_not_divide_are_refused() -> None:
    with pytest.raises(TrainerFailure, match="do not divide"):
        permute_rows(np.zeros((10, 2)), 3)


def test_names() -> None:
    assert gguf_name(f"{PREFIX}3.mlp.up_proj.lora_A.weight") == ("blk.3.ffn_up.weight.lora_a", "ffn_up")
    assert gguf_name(f"{PREFIX}12.self_attn.k_proj.lora_B.weight") == ("blk.12.attn_k.weight.lora_b", "attn_k")
    for key in (f"{PREFIX}3.mlp.up_proj.bias", "lm_head.lora_A.weight", f"{PREFIX}0.mlp.router.lora_A.weight"):
        with pytest.raises(TrainerFailure):
            gguf_name(key)


def test_only_b_of_queries_and_keys_is_permuted(tmp_path) -> None:
    import gguf

    random = np.random.default_rng(2)
    tensors = {
        f"{PREFIX}0.self_attn.{module}.lora_{half}.weight": random.standard_normal(shape).astype("float32")
        for module, rows in (("q_proj", 16), ("k_proj", 8), ("v_proj", 8))
        for half, shape in (("A", (2, 16)), ("B", (rows, 2)))
    }
    save_file(tensors, tmp_path / "adapter_model.safetensors")
    (tmp_path / "adapter_config.json").write_text(json.dumps({"lora_alpha": 4}))
    (tmp_path / "config.json").write_text(json.dumps({"num_attention_heads": 4, "num_key_value_heads": 2}))
    export_gguf(tmp_path, tmp_path, tmp_path / "adapter.gguf")

    reader = gguf.GGUFReader(tmp_path / "adapter.gguf")
    assert reader.get_field("adapter.lora.alpha").contents() == 4.0
    assert reader.get_field("adapter.type").contents() == "lora"
    written = {tensor.name: np.array(tensor.data) for tensor in reader.tensors}

    def original(module: str, half: str) -> np.ndarray:
        return tensors[f"{PREFIX}0.self_attn.{module}.lora_{half}.weight"].astype("float16")

    assert len(written) == 6
    for module, name, heads in (("q_proj", "attn_q", 4), ("k_proj", "attn_k", 2)):
        np.testing.assert_array_equal(written[f"blk.0.{name}.weight.lora_a"], original(module, "A"))
        np.testing.assert_array_equal(written[f"blk.0.{name}.weight.lora_b"], permute_rows(original(module, "B"), heads))
        assert not np.array_equal(written[f"blk.0.{name}.weight.lora_b"], original(module, "B"))
    np.testing.assert_array_equal(written["blk.0.attn_v.weight.lora_b"], original("v_proj", "B"))
