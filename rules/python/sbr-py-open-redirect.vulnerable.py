from flask import Flask, redirect, request

app = Flask(__name__)


@app.route("/next")
def go_next():
    return redirect(request.args["next"])


def after_login(target):
    return redirect(target)


@app.route("/language")
def change_language():
    back = request.args.get("back") or "/"
    answer = redirect(back, code=303)
    answer.set_cookie("language", "en")
    return answer
