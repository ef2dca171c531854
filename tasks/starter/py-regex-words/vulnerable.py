import re


def is_words(text):
    return re.match(r"^([a-z]+ ?)+$", text) is not None
