import pickle


def save_cart(value):
    return pickle.dumps(value)


def load_cart(data):
    return pickle.loads(data)
