import urllib.request

import requests

LIMIT = 10_000_000


def fetch(url):
    return requests.get(url, timeout=5).text


def send(url, data):
    return requests.post(url, json=data, timeout=(3, 10)).json()


def read(url):
    return urllib.request.urlopen(url, timeout=5).read(LIMIT)


def fetch_with_defaults(url):
    from application.http import requests

    return requests.get(url).text


def answer_all(methods, given):
    requests = given
    return [requests.get(method) for method in methods]
