from pathlib import Path

from without_torch import without_torch

LOCK = Path(__file__).parent.parent.parent / "trainer/requirements.txt"


def test_drops_torch_and_its_cuda_packages_and_nothing_else() -> None:
    before = [line for line in LOCK.read_text().splitlines() if line[:1].isalnum()]
    text = without_torch(LOCK.read_text())
    after = [line for line in text.splitlines() if line[:1].isalnum()]
    dropped = {line.split("==")[0] for line in set(before) - set(after)}
    assert "torch" in dropped and "triton" in dropped
    assert all(name == "torch" or name == "triton" or name.startswith(("nvidia-", "cuda-")) for name in dropped)
    assert not any(line.startswith(("torch==", "triton==", "nvidia-", "cuda-")) for line in after)
    assert {"trl", "peft", "transformers"} <= {line.split("==")[0] for line in after}
    for line in after:
        assert f"{line}\n    --hash=sha256:" in text
