def broken(:
    return eval(
