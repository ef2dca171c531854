import re

NAMES = re.compile(r"^\w+$")


def is_words(text):
    return re.match(r"^[a-zA-Z]*$", text) is not None


def is_list(text):
    return bool(re.fullmatch(r"[^;]*;", text))


def is_dotted(text):
    return re.fullmatch(r"\w+(?:\.\w+)*", text) is not None
