import subprocess

import yaml


class Settings:
    def load(self, text):
        return yaml.load(text)

    def save(self, path):
        with open(path, "w") as target:
            target.write(yaml.safe_dump(self.__dict__))


def ping(host):
    return subprocess.call("ping -c 1 " + host, shell=True)


def trace(host):
    return subprocess.call("traceroute " + host, shell=True)


def lookup(host):
    return subprocess.call("host " + host, shell=True)


def report(host):
    return subprocess.call("whois " + host, shell=True)
