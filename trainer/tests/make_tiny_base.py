"""Writes a GGUF llama model of two thin layers with random weights and the embedded model's own tokenizer.

`python make_tiny_base.py EMBEDDED.gguf TINY.gguf`: small enough to train in seconds, real enough to go through
conversion, training, export and llama.cpp.
"""

import sys

import gguf
import numpy as np

HIDDEN, LAYERS, HEADS, KV_HEADS, FEED_FORWARD = 64, 2, 4, 2, 128


def main(source: str, target: str) -> None:
    reader = gguf.GGUFReader(source)
    field = {name: reader.get_field(name) for name in reader.fields}
    writer = gguf.GGUFWriter(target, "llama")
    writer.add_name("tiny")
    writer.add_block_count(LAYERS)
    writer.add_context_length(1024)
    writer.add_embedding_length(HIDDEN)
    writer.add_feed_forward_length(FEED_FORWARD)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KV_HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_freq_base(10000.0)
    writer.add_rope_dimension_count(HIDDEN // HEADS)
    tokens = field["tokenizer.ggml.tokens"].contents()
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(field["tokenizer.ggml.pre"].contents())
    writer.add_token_list(tokens)
    writer.add_token_types(field["tokenizer.ggml.token_type"].contents())
    writer.add_token_merges(field["tokenizer.ggml.merges"].contents())
    for kind in ("bos", "eos", "unknown", "padding"):
        writer.add_uint32(f"tokenizer.ggml.{kind}_token_id", field[f"tokenizer.ggml.{kind}_token_id"].contents())
    writer.add_add_bos_token(False)
    writer.add_add_space_prefix(False)
    writer.add_chat_template(field["tokenizer.chat_template"].contents())
    random = np.random.default_rng(0)

    def add(name: str, *shape: int, scale: float = 1.0) -> None:
        weights = random.standard_normal(shape) * scale / np.sqrt(shape[-1])
        writer.add_tensor(name, weights.astype("float32"))

    def add_ones(name: str) -> None:
        writer.add_tensor(name, np.ones(HIDDEN, dtype="float32"))

    head = HIDDEN // HEADS
    # Long vectors: with short ones no hidden state could make one of 49,152 tokens likely.
    add("token_embd.weight", len(tokens), HIDDEN, scale=4.0)
    add_ones("output_norm.weight")
    for layer in range(LAYERS):
        add_ones(f"blk.{layer}.attn_norm.weight")
        add_ones(f"blk.{layer}.ffn_norm.weight")
        add(f"blk.{layer}.attn_q.weight", HIDDEN, HIDDEN)
        add(f"blk.{layer}.attn_k.weight", KV_HEADS * head, HIDDEN)
        add(f"blk.{layer}.attn_v.weight", KV_HEADS * head, HIDDEN)
        add(f"blk.{layer}.attn_output.weight", HIDDEN, HIDDEN)
        add(f"blk.{layer}.ffn_gate.weight", FEED_FORWARD, HIDDEN)
        add(f"blk.{layer}.ffn_up.weight", FEED_FORWARD, HIDDEN)
        add(f"blk.{layer}.ffn_down.weight", HIDDEN, FEED_FORWARD)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
