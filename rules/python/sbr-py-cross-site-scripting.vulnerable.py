from django.utils.safestring import mark_safe
from flask import Flask, request
from markupsafe import Markup

app = Flask(__name__)


@app.route("/hello")
def hello():
    name = request.args.get("name", "")
    return "<h1>Hello " + name + "</h1>"


def render_comment(comment):
    return f"<p>{comment}</p>"


def render_row(label):
    return "<li>%s</li>" % label


def badge(text):
    return Markup("<b>" + text + "</b>")


def raw(text):
    return mark_safe(text)


def title(text):
    return f'<h1 class="title">{text}</h1>'
