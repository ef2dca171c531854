import os
import tarfile


def restore_backup(archive, folder):
    os.makedirs(folder, exist_ok=True)
    with tarfile.open(archive, "r:gz") as backup:
        backup.extractall(folder, filter="data")
        return sorted(member.name for member in backup if member.isfile())
