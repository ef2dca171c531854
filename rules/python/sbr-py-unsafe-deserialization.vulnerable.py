import marshal
import pickle

import yaml


def restore(data):
    return pickle.loads(data)


def read(path):
    with open(path, "rb") as handle:
        return pickle.load(handle)


def settings(text):
    return yaml.load(text)


def more_settings(text):
    return yaml.load(text, Loader=yaml.Loader)


def code(data):
    return marshal.loads(data)
