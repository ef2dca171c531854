import os
import stat


def read_plain(path):
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with open(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(f"{path} is no plain file")
        return file.read()


def publish(outbox, site):
    os.makedirs(site, exist_ok=True)
    copied = []
    with os.scandir(outbox) as members:
        for member in members:
            if not member.is_dir(follow_symlinks=False):
                continue
            for name in os.listdir(member.path):
                if not name.endswith(".txt"):
                    continue
                try:
                    data = read_plain(os.path.join(member.path, name))
                except OSError:
                    continue
                copy = f"{member.name}-{name}"
                with open(os.path.join(site, copy), "wb") as file:
                    file.write(data)
                copied.append(copy)
    return sorted(copied)
