from pathlib import Path


def list_album(folder, album):
    base = Path(folder).resolve()
    place = (base / album).resolve()
    if place == base or base not in place.parents:
        raise ValueError("no such album")
    return sorted(entry.name for entry in place.iterdir())
