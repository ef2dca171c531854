import subprocess


def sort_file(path):
    with open(path, encoding="utf-8") as source:
        return subprocess.check_output(["sort"], stdin=source, text=True)
