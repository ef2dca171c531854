#!/usr/bin/env bash
# fetch-uv.sh PYTHON LOCK INTO: puts the uv binary of the lock into INTO/bin/uv, whatever this machine's
# Python comes with. Each way checks the hash of the lock.
set -euo pipefail
python=$1 lock=$2 into=$3
here="$(cd "$(dirname "$0")" && pwd)"

with_pip() {
  PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_USER=0 "$@" install --quiet --no-deps --no-cache-dir --require-hashes --only-binary :all: \
    --target "$into" -r "$lock"
}

# Debian keeps pip's wheel for venv even where pip itself is not installed; pip runs straight from it.
pip_wheel() { ls /usr/share/python-wheels/pip-*.whl 2>/dev/null | tail -1; }

if "$python" -m pip --version >/dev/null 2>&1; then
  with_pip "$python" -m pip
elif [ -n "$(pip_wheel)" ]; then
  with_pip "$python" "$(pip_wheel)/pip"
elif "$python" -c 'import ensurepip' >/dev/null 2>&1; then
  "$python" -m venv "$into/venv"
  with_pip "$into/venv/bin/python" -m pip
  rm -rf "$into/venv"
else
  # Exit code 1: no index is configured, so another way may help; anything else is final.
  code=0
  "$python" "$here/fetch_wheel.py" "$lock" "$into" || code=$?
  if [ "$code" = 1 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-pip
    with_pip /usr/bin/python3 -m pip
  elif [ "$code" = 1 ]; then
    echo "Python has no pip, and no index is configured to fetch uv from. Install python3-pip or python3-venv." >&2
  fi
  if [ ! -e "$into/bin/uv" ]; then exit 1; fi
fi
chmod +x "$into/bin/uv"
"$into/bin/uv" --version
