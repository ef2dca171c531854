import ast


def parse_point(text):
    return ast.literal_eval(text)
