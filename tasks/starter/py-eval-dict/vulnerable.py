def parse_dict(text):
    return eval(text)
