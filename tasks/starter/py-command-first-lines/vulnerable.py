import subprocess


def first_line(path):
    return subprocess.run(f"head -n 1 {path}", shell=True, capture_output=True, text=True).stdout
