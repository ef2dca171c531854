import ast


def parse_matrix(text):
    return ast.literal_eval(text)
