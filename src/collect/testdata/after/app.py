"""The mended version: lines have moved."""

import subprocess

import yaml


class Settings:
    def load(self, text):
        return yaml.safe_load(text)

    def save(self, path):
        with open(path, "w") as target:
            target.write(yaml.safe_dump(self.__dict__))


def ping(host):
    return subprocess.call(["ping", "-c", "1", host])


def trace(host):
    command = "traceroute -n " + host
    return subprocess.call(command, shell=True)


def lookup(host):
    return subprocess.call("host "  +  host, shell=True)
