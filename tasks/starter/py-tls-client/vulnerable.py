import ssl


def client_context():
    return ssl._create_unverified_context()
