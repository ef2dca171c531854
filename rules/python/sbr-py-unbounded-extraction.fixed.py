import tarfile
import zipfile

LIMIT = 10_000_000


def unpack(path, folder):
    with zipfile.ZipFile(path) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > LIMIT:
            raise ValueError("too large")
        archive.extractall(folder)


def unpack_tar(path, folder):
    with tarfile.open(path) as archive:
        total = sum(member.size for member in archive.getmembers())
        if total > LIMIT:
            raise ValueError("too large")
        archive.extractall(folder, filter="data")
