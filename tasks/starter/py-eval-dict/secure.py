import ast


def parse_dict(text):
    return ast.literal_eval(text)
