"""Prints where Python packages come from as shell assignments for uv, which does not read pip's settings.

Order as in pip: environment, then the user's file, then the machine's. What uv itself is told already wins.
`python_index_name` is `default` or `configured`: the report names it, never the address (it may hold a password).
"""

import configparser
import os
import shlex
import sys
from pathlib import Path


def config_files() -> list[Path]:
    """pip's configuration files, the strongest last."""
    own = os.environ.get("PIP_CONFIG_FILE")
    if own == os.devnull:
        return []
    home = Path.home()
    config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    files = [Path("/etc/xdg/pip/pip.conf"), Path("/etc/pip.conf"), home / ".pip/pip.conf", config / "pip/pip.conf"]
    files.append(Path(sys.prefix) / "pip.conf")
    return files + ([Path(own)] if own else [])


def read_settings() -> dict[str, str]:
    """pip's settings by name: `[install]` beats `[global]`, the environment beats both."""
    settings: dict[str, str] = {}
    for path in config_files():
        parser = configparser.RawConfigParser()
        try:
            parser.read(path, encoding="utf-8")
        except (configparser.Error, OSError, UnicodeDecodeError):
            continue
        for section in ("global", "install"):
            if parser.has_section(section):
                settings |= {name.replace("_", "-"): " ".join(value.split()) for name, value in parser.items(section)}
    for name in ("index-url", "extra-index-url", "find-links", "trusted-host", "cert", "no-index"):
        value = os.environ.get("PIP_" + name.upper().replace("-", "_"))
        if value:
            settings[name] = value
    return settings


# pip's setting → uv's variable
NAMES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
}


def to_assignments(settings: dict[str, str]) -> list[str]:
    lines = []
    for name, variable in NAMES.items():
        if name not in settings or os.environ.get(variable):
            continue
        value = settings[name]
        if name == "find-links":  # uv fails on a folder that is not there, pip does not
            value = ",".join(place for place in value.split() if "://" in place or Path(place).exists())
        lines.append(f"export {variable}={shlex.quote(value)}")
    own = "index-url" in settings or any(os.environ.get(name) for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL"))
    lines.append(f"python_index_name={'configured' if own else 'default'}")
    return lines


if __name__ == "__main__":
    print("\n".join(to_assignments(read_settings())))
