import os


def remove_note(folder, name):
    path = os.path.join(folder, name)
    os.remove(path)
