import os
import tarfile
import zipfile


def unpack(path, folder):
    with tarfile.open(path) as archive:
        archive.extractall(folder)


def unpack_each(path, folder):
    archive = tarfile.open(path, "r:gz")
    for member in archive.getmembers():
        archive.extract(member, folder)


def unpack_by_hand(path, folder):
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            with open(os.path.join(folder, name), "wb") as target:
                target.write(archive.read(name))


def unpack_entries(path, folder):
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            (folder / entry.filename).write_bytes(archive.read(entry))
