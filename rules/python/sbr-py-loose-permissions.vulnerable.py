import os
from pathlib import Path


def publish(path):
    os.chmod(path, 0o777)


def share(path):
    os.chmod(path, 0o666)


def open_folder(name):
    Path(name).chmod(0o1777)


def start():
    os.umask(0)
