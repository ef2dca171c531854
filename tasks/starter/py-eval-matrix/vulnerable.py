def parse_matrix(text):
    return eval(text)
