import os
from pathlib import Path


def publish(path):
    os.chmod(path, 0o644)


def make_runnable(path):
    os.chmod(path, 0o755)


def keep(name):
    Path(name).chmod(0o600)


def start():
    os.umask(0o077)


def share_folder(folder):
    os.chmod(folder, 0o1777)


def remove(path):
    if os.name == "nt":
        os.chmod(path, 0o777)
    os.remove(path)
