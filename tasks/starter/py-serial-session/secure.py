import json


def save_session(value):
    return json.dumps(value).encode()


def load_session(data):
    return json.loads(data)
