import os
import tempfile
from tempfile import mktemp as new_name


def save(text):
    path = tempfile.mktemp(".txt")
    with open(path, "w") as out:
        out.write(text)
    return path


def save_renamed(text):
    with open(new_name(), "w") as out:
        out.write(text)


def start_log(folder):
    handle = os.open(tempfile.mktemp(prefix="log", dir=folder), os.O_WRONLY | os.O_CREAT)
    return os.fdopen(handle, "a")
