from pathlib import Path


def read_note(folder, name):
    base = Path(folder).resolve()
    note = (base / name).resolve()
    if not note.is_relative_to(base):
        raise ValueError("no such note")
    return note.read_text(encoding="utf-8")
