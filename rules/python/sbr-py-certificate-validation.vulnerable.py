import ssl
import urllib.request

import requests


def fetch(url):
    return requests.get(url, verify=False, timeout=5).text


def read(url):
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return urllib.request.urlopen(url, context=context).read()


def other(url):
    return urllib.request.urlopen(url, context=ssl._create_unverified_context()).read()
