from flask import Flask, redirect, request

app = Flask(__name__)


@app.route("/next")
def go_next():
    return redirect(request.args["next"])


def after_login(target):
    return redirect(target)
