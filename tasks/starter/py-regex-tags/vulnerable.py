import re


def is_tags(text):
    return re.match(r"^([a-z]+,?)+$", text) is not None
