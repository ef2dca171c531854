import os
import shutil
import uuid
from pathlib import Path

from flask import request
from werkzeug.utils import secure_filename

ENDINGS = {"image/png": ".png", "image/jpeg": ".jpg"}


def save_picture(folder):
    picture = request.files["picture"]
    name = secure_filename(picture.filename)
    if not name.endswith((".png", ".jpg")):
        raise ValueError("not a picture")
    picture.save(os.path.join(folder, name))


async def save_report(report, folder):
    ending = ENDINGS[report.content_type]
    path = Path(folder) / f"{uuid.uuid4()}{ending}"
    path.write_bytes(await report.read())


def save_stream(upload):
    ending = os.path.splitext(upload.filename)[1]
    if ending not in (".csv", ".txt"):
        raise ValueError("not a table")
    with open(f"uploads/{uuid.uuid4()}{ending}", "wb") as target:
        shutil.copyfileobj(upload.file, target)


class Settings:
    def store(self, text):
        with open(self.filename, "w") as target:
            target.write(text)
