import tarfile
import zipfile


def unpack(path, folder):
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)


def unpack_some(path, folder, names):
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder, members=names)


def unpack_tar(path, folder):
    with tarfile.open(path) as archive:
        archive.extractall(folder)
