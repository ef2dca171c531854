import re

PART = re.compile(r"[a-z]+")


def is_words(text):
    return all(PART.fullmatch(part) for part in text.split(" "))
