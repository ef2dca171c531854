from pathlib import Path


def save_note(folder, name, text):
    base = Path(folder).resolve()
    note = (base / name).resolve()
    if not note.is_relative_to(base):
        raise ValueError("no such note")
    note.write_text(text, encoding="utf-8")
