import re

CONSTANTS = {"SECOND": 1, "MINUTE": 60, "HOUR": 3600, "DAY": 86400}
LINE = re.compile(r"([A-Za-z_]\w*)\s*=(.+)")
TOKEN = re.compile(r"\d+\.\d+|\d+|[A-Za-z_]\w*|[-+*/()]|\S")


class Sum:
    def __init__(self, text, names):
        self.tokens = TOKEN.findall(text)[::-1]
        self.names = names

    def next_is(self, signs):
        return bool(self.tokens) and self.tokens[-1] in signs

    def total(self):
        value = self.product()
        while self.next_is(("+", "-")):
            sign = self.tokens.pop()
            right = self.product()
            value = value + right if sign == "+" else value - right
        return value

    def product(self):
        value = self.atom()
        while self.next_is(("*", "/")):
            sign = self.tokens.pop()
            right = self.atom()
            value = value * right if sign == "*" else value / right
        return value

    def atom(self):
        token = self.tokens.pop()
        if token == "-":
            return -self.atom()
        if token == "(":
            value = self.total()
            if self.tokens.pop() != ")":
                raise ValueError("a bracket is not closed")
            return value
        if token[0].isdigit():
            return float(token) if "." in token else int(token)
        return self.names[token]

    def result(self):
        value = self.total()
        if self.tokens:
            raise ValueError(f"unexpected {self.tokens[-1]}")
        return value


def load_settings(text):
    settings = {}
    for line in map(str.strip, text.splitlines()):
        if not line or line[0] == "#":
            continue
        parts = LINE.fullmatch(line)
        if parts is None:
            raise ValueError(f"cannot read {line!r}")
        try:
            settings[parts[1]] = Sum(parts[2], CONSTANTS | settings).result()
        except (LookupError, ArithmeticError) as error:
            raise ValueError(f"cannot read {line!r}") from error
    return settings
