# What this machine offers: Python, Node and npm, space, and where Python packages come from.

platform="$(uname -s)-$(uname -m)"
MIN_NODE=22.18.0

# Sets `python`: the first interpreter from 3.11 on (what the locks are resolved for).
find_python() {
  local candidate found=""
  for candidate in "${SBR_PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
    [ -n "$candidate" ] && command -v "$candidate" >/dev/null || continue
    found="$found $candidate $("$candidate" -V 2>&1 | cut -d' ' -f2)"
    if python=$("$candidate" -c 'import sys; assert (3, 11) <= sys.version_info < (3, 15); print(sys.executable)' 2>/dev/null); then
      python_version=$("$python" -c 'import platform; print(platform.python_version(), platform.libc_ver()[0])')
      return
    fi
  done
  if [ -z "$found" ]; then
    fail "Python is missing" "Install Python 3.11 or newer (Debian, Ubuntu: apt-get install python3), then run it again."
  fi
  fail "Python 3.11 to 3.14 is needed; found:$found" "Install one beside it and name it: SBR_PYTHON=/path/to/python3.12 $0"
}

# Decides whether the machine's Node will do; else the part `node` fetches one. npm is needed either way.
find_node() {
  # A PATH that already holds the fetched Node says nothing about the machine.
  PATH=$(printf '%s' "$PATH" | tr ':' '\n' | grep -vxF -f <(ls -d "$tools"/node/node_modules/node-linux-*/bin 2>/dev/null) | paste -sd: -)
  if ! command -v npm >/dev/null || ! command -v node >/dev/null; then
    fail "npm is missing; it fetches the Node runtime and the JavaScript packages" \
      "Install Node with npm, any version from 18 on (Debian, Ubuntu: apt-get install nodejs npm), then run it again."
  fi
  system_node=$(node --version 2>/dev/null | tr -d v)
  if [ "$(printf '%s\n%s\n' "$MIN_NODE" "${system_node:-0}" | sort -V | head -1)" = "$MIN_NODE" ]; then
    needs_node=no
  else
    needs_node=yes
  fi
}

# Puts the fetched Node first on PATH where there is one.
use_fetched_node() {
  local bin
  for bin in "$tools"/node/node_modules/node-linux-*/bin; do
    if [ -x "$bin/node" ]; then PATH="$bin:$PATH"; fi
  done
  export PATH
}

# uv does not read pip's configuration: hands it over through uv's own variables.
read_python_index() {
  eval "$("$python" "$root/setup/python_index.py")"
}

require_space() {
  local free
  free=$(free_kilobytes)
  if [ ! -e "$tools/stamps/trainer.key" ] && [ "$free" -lt 8000000 ]; then
    fail "$((free / 1000)) MB are free on the disk of $root; the set-up needs about 8 GB" "Free some space, or move the project to another disk."
  fi
}
