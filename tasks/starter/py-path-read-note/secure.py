import os


def read_note(folder, name):
    path = os.path.realpath(os.path.join(folder, name))
    if os.path.commonpath([path, os.path.realpath(folder)]) != os.path.realpath(folder):
        raise ValueError("outside of the folder")
    with open(path) as file:
        return file.read()
