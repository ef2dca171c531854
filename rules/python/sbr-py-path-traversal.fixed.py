import os
import shutil
from pathlib import Path

from flask import Flask, request
from werkzeug.utils import secure_filename

app = Flask(__name__)
UPLOADS = Path("/srv/uploads")


def read_note(folder, name):
    path = os.path.realpath(os.path.join(folder, name))
    if not path.startswith(os.path.realpath(folder) + os.sep):
        raise ValueError("outside the folder")
    with open(path, encoding="utf-8") as handle:
        return handle.read()


def read_page(name: str) -> str:
    page = (UPLOADS / name).resolve()
    if not page.is_relative_to(UPLOADS):
        raise ValueError("outside the folder")
    return page.read_text(encoding="utf-8")


def drop(folder, name):
    path = os.path.realpath(os.path.join(folder, name))
    if os.path.commonpath([folder, path]) != folder:
        raise ValueError("outside the folder")
    shutil.rmtree(path)


@app.route("/file")
def file():
    return open("/srv/uploads/" + secure_filename(request.args["name"])).read()
