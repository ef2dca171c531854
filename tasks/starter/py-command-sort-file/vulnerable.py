import subprocess


def sort_file(path):
    return subprocess.run(f"sort {path}", shell=True, capture_output=True, text=True).stdout
