import os
import subprocess


def pack_files(folder, names, target):
    subprocess.run(
        ["tar", "--create", "--gzip", "--force-local", f"--file={os.path.abspath(target)}", "--no-wildcards", "--", *names],
        cwd=folder,
        check=True,
    )
    return os.path.getsize(target)
