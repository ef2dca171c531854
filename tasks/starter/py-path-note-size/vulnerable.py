import os


def note_size(folder, name):
    path = os.path.join(folder, name)
    return os.path.getsize(path)
