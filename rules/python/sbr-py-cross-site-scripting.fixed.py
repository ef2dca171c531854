import html

from django.utils.html import format_html
from flask import Flask, request
from markupsafe import escape

app = Flask(__name__)


@app.route("/hello")
def hello():
    name = escape(request.args.get("name", ""))
    return "<h1>Hello " + name + "</h1>"


def render_comment(comment):
    return f"<p>{html.escape(comment)}</p>"


def render_row(label):
    return "<li>%s</li>" % html.escape(label)


def badge(text):
    safe = html.escape(text)
    return "<b>" + safe + "</b>"


def raw(text):
    return format_html("<i>{}</i>", text)


def title(text):
    return f'<h1 class="title">{html.escape(text)}</h1>'


def plain(text):
    return f"{text} <nobody>"


def call_macro(context, macro):
    from markupsafe import Markup

    text = macro()
    if context.autoescape:
        return Markup(text)
    return text


def show_dependency(name, version):
    return f"<c1>{name}</c1> requires <b>{version}</>"


def to_text(form):
    return Markup(form["comment"]).unescape()
