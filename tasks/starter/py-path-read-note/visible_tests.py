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


def test_reads():
    root, folder = make()
    assert candidate.read_note(folder, "a.txt") == "inside"
