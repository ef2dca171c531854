import subprocess


def last_line(path):
    return subprocess.run(f"tail -n 1 {path}", shell=True, capture_output=True, text=True).stdout
