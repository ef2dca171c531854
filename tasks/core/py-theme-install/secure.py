import io
import os
import zipfile


def place_of(root, inner):
    path = os.path.realpath(os.path.join(root, inner))
    if os.path.commonpath([root, path]) != root:
        raise ValueError(f"{inner} does not belong to the theme")
    return path


def install_theme(package, themes, name):
    root = place_of(os.path.realpath(themes), name)
    os.makedirs(root, exist_ok=True)
    count = 0
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        for info in archive.infolist():
            _, _, inner = info.filename.partition("/")
            if not inner:
                continue
            path = place_of(root, inner)
            if info.is_dir():
                os.makedirs(path, exist_ok=True)
                continue
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(archive.read(info))
            count += 1
    return count
