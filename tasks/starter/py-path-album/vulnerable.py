import os


def list_album(folder, album):
    return sorted(os.listdir(f"{folder}/{album}"))
