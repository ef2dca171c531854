import ssl


def mail_context():
    return ssl.create_default_context()
