from json import JSONDecoder, JSONEncoder

ENCODER = JSONEncoder(separators=(",", ":"), sort_keys=True)


def save_cart(value):
    return ENCODER.encode(value).encode("utf-8")


def load_cart(data):
    return JSONDecoder().decode(data.decode("utf-8"))
