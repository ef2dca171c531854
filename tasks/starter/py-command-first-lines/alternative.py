import subprocess


def first_line(path):
    with open(path, encoding="utf-8") as source:
        return subprocess.check_output(["head", "-n", "1"], stdin=source, text=True)
