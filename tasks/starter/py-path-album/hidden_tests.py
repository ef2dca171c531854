import os
import tempfile
import candidate


def make():
    root = tempfile.mkdtemp()
    folder = os.path.join(root, "files")
    os.makedirs(os.path.join(folder, "album"))
    os.mkdir(os.path.join(root, "private"))
    for place, text in (("files/album/one.jpg", "x"), ("files/page.txt", "a\nb\n"), ("private/key.pem", "k"), ("secret.txt", "secret\n")):
        with open(os.path.join(root, place), "w") as file:
            file.write(text)
    return root, folder


def test_lists():
    root, folder = make()
    assert candidate.list_album(folder, "album") == ["one.jpg"]


def test_another():
    root, folder = make()
    for name in ("b.jpg", "a.jpg"):
        os.makedirs(os.path.join(folder, "more"), exist_ok=True)
        with open(os.path.join(folder, "more", name), "w") as file:
            file.write("x")
    assert candidate.list_album(folder, "more") == ["a.jpg", "b.jpg"]
