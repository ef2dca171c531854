import ssl
import urllib.request

import requests


def fetch(url):
    return requests.get(url, timeout=5).text


def read(url, bundle):
    context = ssl.create_default_context(cafile=bundle)
    return urllib.request.urlopen(url, context=context).read()


def other(url):
    return requests.get(url, verify="/etc/ssl/own.pem", timeout=5).text


def context_as_asked(verify):
    import ssl

    context = ssl.create_default_context()
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def leave_out_when_asked(session, config):
    if config is False:
        session.verify = False
    return session


class UnverifiedConnection:
    def __init__(self):
        self.context = ssl._create_unverified_context()


def context_of_a_cluster(authority):
    context = ssl.create_default_context(cafile=authority)
    context.verify_mode = ssl.CERT_REQUIRED
    context.check_hostname = False
    return context


def context_of_a_server(certificate, key):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.verify_mode = ssl.CERT_NONE
    context.load_cert_chain(certificate, key)
    return context
