from ast import literal_eval, parse


def parse_matrix(text):
    expression = parse(text.strip(), mode="eval")
    return literal_eval(expression.body)
