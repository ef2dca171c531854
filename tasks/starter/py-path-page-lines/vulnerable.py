from pathlib import Path


def page_lines(folder, name):
    return (Path(folder) / name).read_text().splitlines()
