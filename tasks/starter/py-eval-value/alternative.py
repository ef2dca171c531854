from ast import literal_eval, parse


def parse_value(text):
    expression = parse(text.strip(), mode="eval")
    return literal_eval(expression.body)
