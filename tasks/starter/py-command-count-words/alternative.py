from subprocess import PIPE, Popen


def count_words(path):
    with Popen(["wc", "-w", "--", path], stdout=PIPE, text=True) as process:
        output, _ = process.communicate()
    return output
