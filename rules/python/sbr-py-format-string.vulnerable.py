import json

from flask import request


def greeting(user):
    return request.args["text"].format(user=user)


def letter(member, body):
    wanted = json.loads(body)
    return wanted["template"].format(member)


def render_mail(template, order):
    return template.format(order=order)


def preview(text, values):
    return text.format_map(values)
