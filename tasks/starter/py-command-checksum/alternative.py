from subprocess import PIPE, Popen


def checksum(path):
    with Popen(["sha256sum", "--", path], stdout=PIPE, text=True) as process:
        output, _ = process.communicate()
    return output
