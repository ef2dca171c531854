import os
import tarfile
import zipfile


def unpack(path, folder):
    with tarfile.open(path) as archive:
        archive.extractall(folder, filter="data")


def unpack_each(path, folder):
    archive = tarfile.open(path, "r:gz")
    root = os.path.realpath(folder)
    for member in archive.getmembers():
        target = os.path.realpath(os.path.join(root, member.name))
        if os.path.commonpath([root, target]) != root or member.issym() or member.islnk():
            raise ValueError(member.name)
        archive.extract(member, root)


def unpack_by_hand(path, folder):
    root = os.path.realpath(folder)
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if not os.path.realpath(os.path.join(root, name)).startswith(root + os.sep):
                raise ValueError(name)
            with open(os.path.join(root, name), "wb") as target:
                target.write(archive.read(name))


def unpack_zip(path, folder, limit):
    with zipfile.ZipFile(path) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > limit:
            raise ValueError("too large")
        archive.extractall(folder)


def unpack_chosen(path, folder, chosen):
    with tarfile.open(path) as archive:
        archive.extractall(folder, members=chosen)


def unpack_program(path, folder):
    with tarfile.open(path) as archive:
        member = archive.getmember("bin/program")
        archive.extract(member, folder)
        archive.extract("LICENSE", folder)


def unpack_on_any_python(path, folder):
    with tarfile.open(path) as archive:
        if hasattr(tarfile, "data_filter"):
            archive.extractall(folder, filter="data")
        else:
            archive.extractall(folder)


def unpack_known(path, folder, checksum, known):
    if checksum != known:
        raise ValueError("another archive")
    with tarfile.open(path) as archive:
        archive.extractall(folder)
