import re

PART = re.compile(r"[0-9]+")


def is_digit_groups(text):
    return all(PART.fullmatch(part) for part in text.split("-"))
