import os
import tempfile


def save(text):
    handle, path = tempfile.mkstemp(".txt")
    with os.fdopen(handle, "w") as out:
        out.write(text)
    return path


def save_named(text):
    with tempfile.NamedTemporaryFile("w", delete=False) as out:
        out.write(text)
        return out.name


def save_in_folder(text):
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "a.txt"), "w") as out:
            out.write(text)


def set_aside(path):
    return path.rename(tempfile.mktemp(dir=path.parent))
