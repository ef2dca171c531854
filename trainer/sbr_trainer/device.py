"""What this machine computes with."""

import os


def info() -> dict[str, object]:
    """Versions and the processor's or GPU's abilities, for `sbr doctor`."""
    import peft
    import torch
    import transformers
    import trl

    return {
        "torch": torch.__version__,
        "transformers": transformers.__version__,
        "trl": trl.__version__,
        "peft": peft.__version__,
        "cuda": torch.cuda.is_available(),
        "bf16": supports_bf16(),
        "cores": os.cpu_count() or 1,
    }


def supports_bf16() -> bool:
    """True where bf16 is computed by the hardware: emulated bf16 is slower than fp32."""
    import torch

    if torch.cuda.is_available():
        return torch.cuda.is_bf16_supported(including_emulation=False)
    capabilities = torch.cpu.get_capabilities()
    return any(capabilities.get(name, False) for name in ("avx512_bf16", "amx_bf16", "bf16"))
