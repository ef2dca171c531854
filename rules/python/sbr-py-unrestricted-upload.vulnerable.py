import os
import shutil
from pathlib import Path

from flask import request


def save_picture(folder):
    picture = request.files["picture"]
    picture.save(os.path.join(folder, picture.filename))


async def save_report(report, folder):
    path = Path(folder) / report.filename
    path.write_bytes(await report.read())


def save_stream(upload):
    with open(f"uploads/{upload.filename}", "wb") as target:
        shutil.copyfileobj(upload.file, target)
