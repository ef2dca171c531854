import subprocess


def sort_file(path):
    return subprocess.run(["sort", "--", path], capture_output=True, text=True).stdout
