import re


def is_digit_groups(text):
    return re.match(r"^(\d+-?)+$", text) is not None
