import os
import subprocess


def ping(host):
    return os.system("ping -c 1 " + host)


def list_folder(folder: str) -> str:
    return subprocess.run(f"ls -l {folder}", shell=True, capture_output=True, text=True).stdout


def archive(name):
    command = "tar czf out.tgz %s" % name
    return subprocess.check_output(command, shell=True)


def count(path):
    subprocess.run(["sh", "-c", "wc -l " + path])
