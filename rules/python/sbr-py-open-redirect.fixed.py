from urllib.parse import urlsplit

from flask import Flask, redirect, request, url_for

app = Flask(__name__)
PAGES = {"home": "/", "news": "/news"}


@app.route("/next")
def go_next():
    return redirect(url_for(PAGES.get(request.args["next"], "home")))


def after_login(target):
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or not target.startswith("/"):
        return redirect("/")
    return redirect(target)
