import os
import re
import subprocess

REMOTE = re.compile(r"[a-z][a-z0-9-]*")


def pull(remote):
    subprocess.run(["git", "fetch", "--", remote], check=True)


def bundle(entries):
    subprocess.check_call(["tar", "cf", "out.tar", "--", *entries])


def search(word, names):
    command = ["grep", "-e", word, "--"] + names
    return subprocess.run(command, capture_output=True)


def fetch(address):
    if address.startswith("-"):
        raise ValueError("not an address")
    argv = ["curl", "--silent", address]
    return subprocess.check_output(argv)


def listing(host):
    if not REMOTE.fullmatch(host):
        raise ValueError("not a host")
    return subprocess.Popen(["/usr/bin/ssh", host, "uptime"])


def measure(name):
    return subprocess.run(["wc", "-l", os.path.abspath(name)])


def commit(message):
    return subprocess.run(["git", "commit", "-m", message])


def limit(count, path):
    return subprocess.run(["head", f"--lines={count}", "--", path])


def convert(source, target):
    return subprocess.run(["ffmpeg", "-i", source, "-f", "wav", f"file:{target}"])


def run_git(*args):
    return subprocess.run(["git", *args])


class Checkout:
    def leave(self):
        return subprocess.run(["git", "checkout", self.branch])
