import os


def page_lines(folder, name):
    base = os.path.realpath(folder)
    path = os.path.realpath(os.path.join(base, name))
    if os.path.commonpath([base, path]) != base:
        raise ValueError("outside of the folder")
    with open(path, encoding="utf-8") as file:
        return [line.rstrip("\n") for line in file]
