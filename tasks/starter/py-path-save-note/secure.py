import os


def save_note(folder, name, text):
    path = os.path.realpath(os.path.join(folder, name))
    if os.path.commonpath([path, os.path.realpath(folder)]) != os.path.realpath(folder):
        raise ValueError("outside of the folder")
    with open(path, "w") as file:
        file.write(text)
