import subprocess


def first_line(path):
    return subprocess.run(["head", "-n", "1", "--", path], capture_output=True, text=True).stdout
