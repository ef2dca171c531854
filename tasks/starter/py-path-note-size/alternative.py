from pathlib import Path


def note_size(folder, name):
    base = Path(folder).resolve()
    note = (base / name).resolve()
    if not note.is_relative_to(base):
        raise ValueError("no such note")
    return note.stat().st_size
