import os
import tempfile
import candidate


def make():
    root = tempfile.mkdtemp()
    folder = os.path.join(root, "files")
    os.mkdir(folder)
    for place, text in ((os.path.join(folder, "a.txt"), "inside"), (os.path.join(root, "secret.txt"), "secret")):
        with open(place, "w") as file:
            file.write(text)
    return root, folder


def test_size():
    root, folder = make()
    assert candidate.note_size(folder, "a.txt") == 6
