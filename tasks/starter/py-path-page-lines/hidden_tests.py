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


def test_lines():
    root, folder = make()
    assert candidate.page_lines(folder, "page.txt") == ["a", "b"]


def test_another():
    root, folder = make()
    with open(os.path.join(folder, "three.txt"), "w") as file:
        file.write("1\n2\n3\n")
    assert candidate.page_lines(folder, "three.txt") == ["1", "2", "3"]
