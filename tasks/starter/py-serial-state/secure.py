import json


def save_state(value):
    return json.dumps(value).encode()


def load_state(data):
    return json.loads(data)
