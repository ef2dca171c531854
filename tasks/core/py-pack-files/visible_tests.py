import os
import tarfile
import tempfile
import candidate


def test_packs():
    folder = tempfile.mkdtemp()
    for name in ("a.txt", "b.txt", "c.txt"):
        with open(os.path.join(folder, name), "w") as file:
            file.write(name)
    target = os.path.join(tempfile.mkdtemp(), "out.tar.gz")
    size = candidate.pack_files(folder, ["a.txt", "c.txt"], target)
    assert size == os.path.getsize(target) > 0
    with tarfile.open(target, "r:gz") as archive:
        assert archive.getnames() == ["a.txt", "c.txt"]
