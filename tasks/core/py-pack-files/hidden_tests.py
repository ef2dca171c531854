import os
import tarfile
import tempfile
import candidate


def pack(files, names):
    folder = tempfile.mkdtemp()
    for name, data in files.items():
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data)
    target = os.path.join(tempfile.mkdtemp(), "my archive.tar.gz")
    assert candidate.pack_files(folder, names, target) == os.path.getsize(target)
    with tarfile.open(target, "r:gz") as archive:
        return {member.name: archive.extractfile(member).read() for member in archive}


def test_bytes_stay():
    data = bytes(range(256)) * 300
    assert pack({"image.bin": data}, ["image.bin"]) == {"image.bin": data}


def test_names_with_spaces_and_quotes():
    files = {"my notes.txt": b"1", "it's.txt": b"2", 'a "b".txt': b"3", "$HOME.txt": b"4"}
    assert pack(files, list(files)) == files


def test_only_the_named():
    assert pack({"a": b"1", "b": b"2", "c": b"3"}, ["b"]) == {"b": b"2"}


def test_missing_file():
    assert pack({"a": b"1"}, ["a"]) == {"a": b"1"}
    try:
        pack({"a": b"1"}, ["a", "none.txt"])
    except Exception:
        return
    raise AssertionError("a missing file must be told")
