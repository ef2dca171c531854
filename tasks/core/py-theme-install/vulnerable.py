import io
import os
import zipfile


def install_theme(package, themes, name):
    target = os.path.join(themes, name)
    os.makedirs(target, exist_ok=True)
    count = 0
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        for info in archive.infolist():
            _, _, inner = info.filename.partition("/")
            if not inner:
                continue
            path = os.path.join(target, inner)
            if info.is_dir():
                os.makedirs(path, exist_ok=True)
                continue
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(archive.read(info))
            count += 1
    return count
