import operator
import re

TOKEN = re.compile(r"\s*(?:(-?\d+(?:\.\d+)?)|([A-Za-z_]\w*)|([<>=!]=|[<>()]))")
COMPARE = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
}


class Condition:
    def __init__(self, text, reading):
        self.reading = reading
        self.tokens = []
        text = text.rstrip()
        position = 0
        while position < len(text):
            token = TOKEN.match(text, position)
            if token is None:
                raise ValueError(f"cannot read {text!r}")
            self.tokens.append(token.group(token.lastindex))
            position = token.end()

    def take(self, *wanted):
        if self.tokens and self.tokens[0] in wanted:
            return self.tokens.pop(0)
        return None

    def either(self):
        holds = self.both()
        while self.take("or"):
            holds = self.both() or holds
        return holds

    def both(self):
        holds = self.negation()
        while self.take("and"):
            holds = self.negation() and holds
        return holds

    def negation(self):
        if self.take("not"):
            return not self.negation()
        left, holds, compared = self.operand(), True, False
        while sign := self.take(*COMPARE):
            right = self.operand()
            holds = holds and COMPARE[sign](left, right)
            left, compared = right, True
        return holds if compared else left

    def operand(self):
        if self.take("("):
            value = self.either()
            if not self.take(")"):
                raise ValueError("a bracket is not closed")
            return value
        token = self.tokens.pop(0)
        if token[0].isdigit() or token[0] == "-":
            return float(token)
        return self.reading[token]


def matching_alerts(rules, reading):
    names = []
    for rule in rules:
        condition = Condition(rule["when"], reading)
        try:
            if condition.either() and not condition.tokens:
                names.append(rule["name"])
        except KeyError:
            continue
    return names
