import ssl


def mail_context():
    return ssl._create_unverified_context()
