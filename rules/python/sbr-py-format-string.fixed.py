import json
import re
import string

from flask import request

GREETINGS = {"plain": "Hello {user.name}"}
PLAIN = re.compile(r"[^{}]*(\{name\}[^{}]*)*")


def greeting(user):
    return GREETINGS[request.args["kind"]].format(user=user)


def letter(member, body):
    wanted = json.loads(body)
    return "Dear {}: {}".format(member.name, wanted["template"])


def render_mail(template, order):
    return string.Template(template).safe_substitute(number=order.number)


def preview(text, values):
    if not PLAIN.fullmatch(text):
        raise ValueError("unknown field")
    return text.format_map(values)


def compose(message, name):
    return message.replace("{name}", name)
