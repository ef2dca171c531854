import io
import os
import tempfile
import zipfile
import candidate


def install(entries, name="plain"):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, data in entries:
            archive.writestr(entry, data)
    themes = os.path.join(tempfile.mkdtemp(), "site", "themes")
    return candidate.install_theme(buffer.getvalue(), themes, name), os.path.join(themes, name)


def test_folders_do_not_count():
    count, folder = install([("p-1/", ""), ("p-1/img/", ""), ("p-1/a.txt", "a")])
    assert count == 1
    assert os.path.isdir(os.path.join(folder, "img"))
    assert sorted(os.listdir(folder)) == ["a.txt", "img"]


def test_deep_folders_without_entries():
    count, folder = install([("p-1/a/b/c/d.txt", "deep"), ("p-1/a/e.txt", "e")])
    assert count == 2
    with open(os.path.join(folder, "a", "b", "c", "d.txt")) as file:
        assert file.read() == "deep"


def test_bytes_stay():
    data = bytes(range(256)) * 40
    count, folder = install([("p-1/font.bin", data)], "dark mode")
    assert count == 1
    with open(os.path.join(folder, "font.bin"), "rb") as file:
        assert file.read() == data


def test_replaces():
    count, folder = install([("p-1/x..y.css", "one"), ("p-1/x..y.css", "two")])
    assert count == 2
    with open(os.path.join(folder, "x..y.css")) as file:
        assert file.read() == "two"
