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


def test_removes():
    root, folder = make()
    candidate.remove_note(folder, "a.txt")
    assert not os.path.exists(os.path.join(folder, "a.txt"))


def test_leaves_the_others():
    root, folder = make()
    with open(os.path.join(folder, "b.txt"), "w") as file:
        file.write("kept")
    candidate.remove_note(folder, "a.txt")
    assert os.listdir(folder) == ["b.txt"]
