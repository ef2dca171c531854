import json

from flask import request

from shop.models import Account

EDITABLE = {"name", "city"}


def update_account(account, changes):
    for name, value in changes.items():
        if name in EDITABLE:
            setattr(account, name, value)


def restore(account, text):
    data = json.loads(text)
    for name in EDITABLE:
        setattr(account, name, data[name])


def refuse(account, data):
    for name, value in data.items():
        if name not in EDITABLE:
            raise KeyError(name)
        setattr(account, name, value)


def create():
    given = request.get_json()
    return Account(name=given["name"])


def allowed(account, body):
    data = json.loads(body)
    kept = {name: data[name] for name in EDITABLE if name in data}
    for name, value in kept.items():
        setattr(account, name, value)
