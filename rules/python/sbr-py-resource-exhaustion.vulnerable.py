import urllib.request

import requests


def fetch(url):
    return requests.get(url).text


def send(url, data):
    return requests.post(url, json=data, timeout=None).json()


def read(url):
    return urllib.request.urlopen(url).read()
