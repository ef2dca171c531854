import subprocess


def last_line(path):
    return subprocess.run(["tail", "-n", "1", "--", path], capture_output=True, text=True).stdout
