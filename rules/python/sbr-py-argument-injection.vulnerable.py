import subprocess


def pull(remote):
    subprocess.run(["git", "fetch", remote], check=True)


def bundle(entries):
    subprocess.check_call(["tar", "cf", "out.tar", *entries])


def search(word, names):
    command = ["grep", word] + names
    return subprocess.run(command, capture_output=True)


def fetch(address):
    argv = ["curl", "--silent", address]
    return subprocess.check_output(argv)


def listing(host):
    return subprocess.Popen(["/usr/bin/ssh", host, "uptime"])
