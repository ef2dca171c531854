def parse_point(text):
    return eval(text)
