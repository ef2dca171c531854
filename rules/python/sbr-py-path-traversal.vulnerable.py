import os
import shutil
from pathlib import Path

from flask import Flask, request

app = Flask(__name__)
UPLOADS = Path("/srv/uploads")


def read_note(folder, name):
    path = os.path.join(folder, name)
    with open(path, encoding="utf-8") as handle:
        return handle.read()


def read_page(name: str) -> str:
    return (UPLOADS / name).read_text(encoding="utf-8")


def drop(folder, name):
    shutil.rmtree(os.path.join(folder, name))


@app.route("/file")
def file():
    return open("/srv/uploads/" + request.args["name"]).read()
