"""fetch_wheel.py LOCK INTO: the last way to uv without any pip: its wheel from the configured index's simple
API (PEP 503/691), checked against the lock and unpacked. Exit code 1 where no index is configured."""

import hashlib
import json
import os
import platform
import re
import sys
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

from python_index import read_settings

TIMEOUT_SECONDS = 60
MAX_BYTES = 200_000_000


def read(url: str, accept: str = "*/*") -> tuple[bytes, str]:
    request = urllib.request.Request(url, headers={"Accept": accept})
    with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
        return answer.read(MAX_BYTES), answer.url


def list_files(page: bytes, base: str) -> list[tuple[str, str]]:
    """(file name, address) of a project page, JSON or HTML."""
    try:
        return [(file["filename"], urllib.parse.urljoin(base, file["url"])) for file in json.loads(page)["files"]]
    except ValueError:
        links = re.findall(r'href="([^"]+)"', page.decode())
        return [(link.split("#")[0].rsplit("/", 1)[-1], urllib.parse.urljoin(base, link)) for link in links]


def main(lock: str, into: str) -> int:
    index = os.environ.get("UV_DEFAULT_INDEX") or read_settings().get("index-url")
    if not index:
        return 1
    text = Path(lock).read_text()
    match = re.search(r"^uv==(\S+)", text, re.M)
    version = match[1] if match else ""
    hashes = set(re.findall(r"sha256:([0-9a-f]{64})", text))
    accept = "application/vnd.pypi.simple.v1+json, text/html;q=0.5"
    page, base = read(index.rstrip("/") + "/uv/", accept)
    libc = "manylinux" if platform.libc_ver()[0] == "glibc" else "musllinux"
    machine = platform.machine()
    for name, url in list_files(page, base):
        if not (name.startswith(f"uv-{version}-") and libc in name and name.endswith(f"{machine}.whl")):
            continue
        body, _ = read(url)
        if hashlib.sha256(body).hexdigest() not in hashes:
            print(f"sha256 of {name} is not in the lock", file=sys.stderr)
            return 2
        wheel = Path(into) / name
        wheel.write_bytes(body)
        with zipfile.ZipFile(wheel) as archive:
            for member in archive.namelist():
                if re.fullmatch(r"uv-[^/]+\.data/scripts/uv", member):
                    target = Path(into) / "bin/uv"
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(archive.read(member))
        wheel.unlink()
        return 0
    print(f"the index has no uv {version} for {libc} {machine}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
