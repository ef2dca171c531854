from pathlib import Path

import pytest
from python_index import read_settings, to_assignments

SETTINGS = ("INDEX_URL", "EXTRA_INDEX_URL", "FIND_LINKS", "TRUSTED_HOST", "CERT", "CONFIG_FILE", "NO_INDEX")


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A home of our own and none of the caller's settings."""
    for name in SETTINGS:
        monkeypatch.delenv(f"PIP_{name}", raising=False)
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_INDEX", "UV_FIND_LINKS", "UV_INSECURE_HOST", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))


def configure(home: Path, text: str) -> None:
    path = home / ".config/pip/pip.conf"
    path.parent.mkdir(parents=True)
    path.write_text(text)


def test_hands_over_the_configured_index(tmp_path: Path) -> None:
    configure(tmp_path, "[global]\nindex-url = https://mirror.invalid/simple\nextra_index_url = https://b.invalid\n")
    lines = to_assignments(read_settings())
    assert "export UV_DEFAULT_INDEX=https://mirror.invalid/simple" in lines
    assert "export UV_INDEX=https://b.invalid" in lines
    assert lines[-1] == "python_index_name=configured"


def test_the_environment_beats_the_file_and_uv_beats_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(tmp_path, "[global]\nindex-url = https://file.invalid\n[install]\nindex-url = https://install.invalid\n")
    assert read_settings()["index-url"] == "https://install.invalid"
    monkeypatch.setenv("PIP_INDEX_URL", "https://environment.invalid")
    assert read_settings()["index-url"] == "https://environment.invalid"
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://uv.invalid")
    lines = to_assignments(read_settings())
    assert not [line for line in lines if "UV_DEFAULT_INDEX" in line]
    assert lines[-1] == "python_index_name=configured"


def test_a_value_cannot_become_a_command(tmp_path: Path) -> None:
    configure(tmp_path, "[global]\nindex-url = https://x.invalid/$(touch owned);`id`\n")
    (line, *_) = (line for line in to_assignments(read_settings()) if "UV_DEFAULT_INDEX" in line)
    assert line == "export UV_DEFAULT_INDEX='https://x.invalid/$(touch owned);`id`'"


def test_leaves_out_folders_that_are_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_FIND_LINKS", f"{tmp_path} /nowhere/wheels https://links.invalid")
    assert f"export UV_FIND_LINKS={tmp_path},https://links.invalid" in to_assignments(read_settings())
