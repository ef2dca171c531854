import urllib.request
import zipfile

import requests


def fetch(url):
    return requests.get(url).text


def read(url):
    return urllib.request.urlopen(url).read()


def unpack(path, folder):
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
