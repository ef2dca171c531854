"""`export-gguf`: a PEFT LoRA adapter as a GGUF adapter that llama.cpp loads beside the base model."""

import json
from pathlib import Path
from typing import Any

from .failure import TrainerFailure

# Hugging Face's name of a linear layer of the llama architecture -> its name in GGUF.
_MODULES = {
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}
_PREFIX = "base_model.model.model.layers."


def permute_rows(weights: Any, heads: int) -> Any:
    """Reorders the rows of a query or key projection from Hugging Face's rotary layout to llama.cpp's.

    Hugging Face rotates the first half of a head against its second half, llama.cpp neighbouring rows: within
    each head, row `half * h + i` moves to `2 * i + h`. Of a low-rank pair only B has these rows.
    """
    rows = weights.shape[0]
    if rows % (2 * heads):
        raise TrainerFailure(f"{rows} rows do not divide into {heads} heads", "Check the base model's config.")
    return weights.reshape(heads, 2, rows // heads // 2, *weights.shape[1:]).swapaxes(1, 2).reshape(weights.shape)


def gguf_name(key: str) -> tuple[str, str]:
    """`…layers.3.mlp.up_proj.lora_A.weight` -> (`blk.3.ffn_up.weight.lora_a`, `ffn_up`)."""
    parts = key.removeprefix(_PREFIX).removesuffix(".weight").split(".")
    module = _MODULES.get(".".join(parts[1:-1]))
    if not key.startswith(_PREFIX) or module is None or parts[-1] not in ("lora_A", "lora_B"):
        raise TrainerFailure(
            f"{key} has no place in a GGUF adapter", "Train LoRA on the linear layers of a llama architecture."
        )
    return f"blk.{parts[0]}.{module}.weight.{parts[-1].lower()}", module


def export_gguf(adapter: Path, base: Path, target: Path) -> None:
    """Writes `adapter` (a folder with adapter_model.safetensors) to `target`, in f16, whole or not at all."""
    import gguf
    from safetensors.numpy import load_file

    settings = json.loads((adapter / "adapter_config.json").read_text(encoding="utf-8"))
    model = json.loads((base / "config.json").read_text(encoding="utf-8"))
    heads = {"attn_q": model["num_attention_heads"], "attn_k": model["num_key_value_heads"]}
    part = target.with_name(f"{target.name}.part")
    writer = gguf.GGUFWriter(str(part), "llama")
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", float(settings["lora_alpha"]))
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    for key, weights in sorted(load_file(adapter / "adapter_model.safetensors").items()):
        name, module = gguf_name(key)
        if name.endswith("lora_b") and module in heads:
            weights = permute_rows(weights, heads[module])
        writer.add_tensor(name, weights.astype("float16"))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    part.replace(target)
