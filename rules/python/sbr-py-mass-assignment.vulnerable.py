import json

from flask import request

from shop.models import Account


def update_account(account, changes):
    for name, value in changes.items():
        setattr(account, name, value)


def restore(account, text):
    data = json.loads(text)
    for name in data:
        setattr(account, name, data[name])


def create():
    return Account(**request.get_json())


def merge(account, body):
    account.__dict__.update(json.loads(body))
