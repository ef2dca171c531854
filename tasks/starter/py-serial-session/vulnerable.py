import pickle


def save_session(value):
    return pickle.dumps(value)


def load_session(data):
    return pickle.loads(data)
