import io
import os
import tarfile
import tempfile
import candidate


def test_restores_files():
    place = tempfile.mkdtemp()
    archive = os.path.join(place, "backup.tar.gz")
    with tarfile.open(archive, "w:gz") as backup:
        for name, data in (("readme.txt", b"hello"), ("notes/today.txt", b"milk")):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            backup.addfile(info, io.BytesIO(data))
    folder = os.path.join(place, "restored")
    assert candidate.restore_backup(archive, folder) == ["notes/today.txt", "readme.txt"]
    with open(os.path.join(folder, "notes", "today.txt")) as file:
        assert file.read() == "milk"
