import subprocess


def checksum(path):
    return subprocess.run(f"sha256sum {path}", shell=True, capture_output=True, text=True).stdout
