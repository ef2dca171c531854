import subprocess


def last_line(path):
    with open(path, encoding="utf-8") as source:
        return subprocess.check_output(["tail", "-n", "1"], stdin=source, text=True)
