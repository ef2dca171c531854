from subprocess import PIPE, Popen


def count_lines(path):
    with Popen(["wc", "-l", "--", path], stdout=PIPE, text=True) as process:
        output, _ = process.communicate()
    return output
