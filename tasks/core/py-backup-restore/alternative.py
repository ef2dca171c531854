import shutil
import tarfile
from pathlib import Path


def restore_backup(archive, folder):
    root = Path(folder).resolve()
    root.mkdir(parents=True, exist_ok=True)
    restored = []
    with tarfile.open(archive, "r:gz") as backup:
        for member in backup:
            target = (root / member.name).resolve()
            if not target.is_relative_to(root):
                raise ValueError(f"{member.name} lies outside of {folder}")
            if member.isdir():
                target.mkdir(parents=True, exist_ok=True)
            elif member.isfile():
                target.parent.mkdir(parents=True, exist_ok=True)
                with backup.extractfile(member) as source, target.open("wb") as file:
                    shutil.copyfileobj(source, file)
                restored.append(member.name)
    return sorted(restored)
