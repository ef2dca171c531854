import pickle


def save_state(value):
    return pickle.dumps(value)


def load_state(data):
    return pickle.loads(data)
