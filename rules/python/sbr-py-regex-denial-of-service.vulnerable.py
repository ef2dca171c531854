import re

NAMES = re.compile(r"^(\w+)+$")


def is_words(text):
    return re.match(r"^([a-zA-Z]+)*$", text) is not None


def is_list(text):
    return bool(re.fullmatch(r"(?:.*)+;", text))


def is_name(text):
    return NAMES.match(text)


def is_phrase(text):
    return re.match(r"^([a-z]+ ?)+$", text) is not None
