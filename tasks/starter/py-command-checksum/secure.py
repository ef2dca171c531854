import subprocess


def checksum(path):
    return subprocess.run(["sha256sum", "--", path], capture_output=True, text=True).stdout
