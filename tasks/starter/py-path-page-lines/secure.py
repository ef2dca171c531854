from pathlib import Path


def page_lines(folder, name):
    page = (Path(folder) / name).resolve()
    if not page.is_relative_to(Path(folder).resolve()):
        raise ValueError("no such page")
    return page.read_text().splitlines()
