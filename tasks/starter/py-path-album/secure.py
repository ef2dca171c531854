import os


def list_album(folder, album):
    if os.path.basename(album) != album or album in ("", ".", ".."):
        return []
    return sorted(os.listdir(f"{folder}/{album}"))
