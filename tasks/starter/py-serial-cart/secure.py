import json


def save_cart(value):
    return json.dumps(value).encode()


def load_cart(data):
    return json.loads(data)
