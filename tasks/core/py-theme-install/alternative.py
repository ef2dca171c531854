import io
import zipfile
from pathlib import Path


def install_theme(package, themes, name):
    target = Path(themes, Path(name).name)
    target.mkdir(parents=True, exist_ok=True)
    count = 0
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        for info in archive.infolist():
            _, _, info.filename = info.filename.partition("/")
            if not info.filename:
                continue
            archive.extract(info, target)
            count += not info.filename.endswith("/")
    return count
