import shutil
from pathlib import Path


def publish(outbox, site):
    target = Path(site)
    target.mkdir(parents=True, exist_ok=True)
    copied = []
    for file in Path(outbox).glob("*/*.txt"):
        if file.is_symlink() or file.parent.is_symlink() or not file.is_file():
            continue
        name = f"{file.parent.name}-{file.name}"
        shutil.copyfile(file, target / name, follow_symlinks=False)
        copied.append(name)
    return sorted(copied)
