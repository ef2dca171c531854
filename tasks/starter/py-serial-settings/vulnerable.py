import pickle


def save_settings(value):
    return pickle.dumps(value)


def load_settings(data):
    return pickle.loads(data)
