import io
import os
import tarfile
import tempfile
import candidate


def restore(entries, before=()):
    place = tempfile.mkdtemp()
    archive = os.path.join(place, "backup.tar.gz")
    with tarfile.open(archive, "w:gz") as backup:
        for name, data in entries:
            info = tarfile.TarInfo(name)
            if data is None:
                info.type = tarfile.DIRTYPE
                info.mode = 0o755
                backup.addfile(info)
            else:
                info.size = len(data)
                backup.addfile(info, io.BytesIO(data))
    folder = os.path.join(place, "a", "b")
    if before:
        os.makedirs(folder)
    for name, data in before:
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data)
    return candidate.restore_backup(archive, folder), folder


def test_makes_empty_folders():
    names, folder = restore([("photos", None), ("photos/2024", None), ("x.txt", b"x")])
    assert names == ["x.txt"]
    assert os.path.isdir(os.path.join(folder, "photos", "2024"))


def test_keeps_bytes():
    names, folder = restore([("photos", None), ("photos/one.jpg", bytes(range(256)) * 50), ("empty", b"")])
    assert names == ["empty", "photos/one.jpg"]
    with open(os.path.join(folder, "photos", "one.jpg"), "rb") as file:
        assert file.read() == bytes(range(256)) * 50
    assert os.path.getsize(os.path.join(folder, "empty")) == 0


def test_replaces_and_leaves_the_rest():
    names, folder = restore([("a.txt", b"new")], [("a.txt", b"older and longer"), ("b.txt", b"kept")])
    assert names == ["a.txt"]
    with open(os.path.join(folder, "a.txt"), "rb") as file:
        assert file.read() == b"new"
    with open(os.path.join(folder, "b.txt"), "rb") as file:
        assert file.read() == b"kept"


def test_names_with_dots():
    names, folder = restore([("v1..2/..notes.txt", b"n")])
    assert names == ["v1..2/..notes.txt"]
    assert os.path.exists(os.path.join(folder, "v1..2", "..notes.txt"))
