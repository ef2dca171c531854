import json


def save_settings(value):
    return json.dumps(value).encode()


def load_settings(data):
    return json.loads(data)
