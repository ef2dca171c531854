import json


def save_profile(value):
    return json.dumps(value).encode()


def load_profile(data):
    return json.loads(data)
