import os


def read_note(folder, name):
    path = os.path.join(folder, name)
    with open(path) as file:
        return file.read()
