import ipaddress
import shlex
import subprocess


def ping(host):
    ipaddress.ip_address(host)
    return subprocess.run("ping -c 1 " + host, shell=True).returncode


def list_folder(folder: str) -> str:
    return subprocess.run(["ls", "-l", "--", folder], capture_output=True, text=True).stdout


def archive(name):
    command = "tar czf out.tgz %s" % shlex.quote(name)
    return subprocess.check_output(command, shell=True)


def count(path):
    subprocess.run(["wc", "-l", "--", path])
