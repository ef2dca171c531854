import os


def note_size(folder, name):
    path = os.path.realpath(os.path.join(folder, name))
    if os.path.commonpath([path, os.path.realpath(folder)]) != os.path.realpath(folder):
        raise ValueError("outside of the folder")
    return os.path.getsize(path)
