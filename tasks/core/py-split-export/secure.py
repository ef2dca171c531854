import os
import subprocess


def split_export(source, folder, prefix, lines):
    command = ["split", "-d", "-a", "3", "-l", str(int(lines)), "--", os.path.abspath(source), prefix]
    before = set(os.listdir(folder))
    subprocess.run(command, cwd=folder, check=True)
    written = set(os.listdir(folder)) - before
    old = {name for name in before if name.startswith(prefix) and name[len(prefix):].isdigit()}
    return sorted(written | old)
