import subprocess
subprocess.call(input(), shell=True)
