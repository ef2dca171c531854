import shutil
from pathlib import Path


def publish(outbox, site):
    target = Path(site)
    target.mkdir(parents=True, exist_ok=True)
    copied = []
    for file in Path(outbox).glob("*/*.txt"):
        name = f"{file.parent.name}-{file.name}"
        shutil.copyfile(file, target / name)
        copied.append(name)
    return sorted(copied)
