import json
import pickle

import yaml


def restore(data):
    return json.loads(data)


def read(path):
    with open(path, encoding="utf-8") as handle:
        return json.load(handle)


def settings(text):
    return yaml.safe_load(text)


def more_settings(text):
    return yaml.load(text, Loader=yaml.SafeLoader)


def deep_copy(value):
    return pickle.loads(pickle.dumps(value))
