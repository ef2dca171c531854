# The parts: what each is made of (its key) and how it is fetched into .sbr/NAME.

ALL_PARTS=(node npm engines inference uv assets python trainer)

# The files that decide what a part is.
locks_of() {
  case $1 in
    node | engines) printf '%s\n' "setup/$1/package-lock.json" ;;
    npm) printf '%s\n' package-lock.json ;;
    inference) printf '%s\n' setup/inference/package-lock.json setup/inference/runtime/package-lock.json ;;
    uv | assets) printf '%s\n' "setup/python/$1.txt" ;;
    python) printf '%s\n' setup/python/scanners.txt ;;
    trainer) printf '%s\n' trainer/requirements.txt ;;
  esac
}

# The key of a part: its locks, the platform and, for what is built on it, Python. The torch index is a choice
# of one installation, kept until the lock changes or .sbr/trainer is removed.
key_of() {
  local extra=""
  case $1 in
    python) extra="$python $python_version" ;;
    trainer) extra="$python $python_version" ;;
    node) extra="$needs_node" ;;
  esac
  (
    cd "$root"
    # shellcheck disable=SC2046
    cat $(locks_of "$1")
    printf '%s\n' "recipe 1" "$platform" "$extra"
  ) | sha256sum | cut -d' ' -f1
}

is_fresh() {
  [ -d "$tools/$1" ] && [ "$(cat "$tools/stamps/$1.key" 2>/dev/null)" = "$(key_of "$1")" ]
}

all_parts_fresh() {
  local part
  for part in "${ALL_PARTS[@]}"; do is_fresh "$part" || return 1; done
}

# Fetches the parts of a lane one after the other; two lanes run at a time.
run_lane() {
  local part began log
  for part in "$@"; do
    if ! is_fresh "$part"; then
      log="$tools/logs/$part.log"
      began=$(date +%s)
      : >"$tools/stamps/$part.running"
      say "  $part …"
      rm -f "$tools/stamps/$part.key"
      rm -rf "$tools/$part.partial"
      mkdir -p "$tools/$part.partial"
      # In the background and waited for: inside a condition bash would go on after a failed command.
      "fetch_$part" "$tools/$part.partial" >"$log" 2>&1 </dev/null &
      if ! wait $!; then
        rm -f "$tools/stamps/$part.running"
        explain "$part" "$log"
      fi
      put_in_place "$part"
      key_of "$part" >"$tools/stamps/$part.key.new"
      mv "$tools/stamps/$part.key.new" "$tools/stamps/$part.key"
      rm -f "$tools/stamps/$part.running"
      say "  $part: $(size_of "$tools/$part"), $(($(date +%s) - began)) s"
    fi
    if [ "$part" = node ]; then use_fetched_node; fi
  done
}

put_in_place() {
  if [ -e "$tools/$1" ]; then mv -T "$tools/$1" "$tools/$1.old"; fi
  mv -T "$tools/$1.partial" "$tools/$1"
  rm -rf "$tools/$1.old"
}

# npm_ci FROM INTO [OPTION…]: no package runs a script here.
npm_ci() {
  local from=$1 into=$2
  shift 2
  mkdir -p "$into"
  cp "$from/package.json" "$from/package-lock.json" "$from/.npmrc" "$into/"
  (cd "$into" && npm_config_cache="$tools/cache/npm" npm_config_fetch_retry_mintimeout=1000 \
    npm_config_fetch_retry_maxtimeout=8000 npm ci --ignore-scripts --no-audit --no-fund --loglevel=error "$@")
  case " $* " in
    *" --omit=optional "*) ;;
    *) "$python" "$root/setup/check_platform_packages.py" "$into" ;;
  esac
}

fetch_node() { if [ "$needs_node" = yes ]; then npm_ci "$root/setup/node" "$1"; fi; }
# The tests need the development packages too, whatever NODE_ENV says.
fetch_npm() { npm_ci "$root" "$1" --include=dev --include=optional; }
fetch_engines() { npm_ci "$root/setup/engines" "$1"; }

# The platform's llama.cpp binary lies one folder above the runtime, where Node looks next: with
# --omit=optional in the runtime itself, 610 MB of CUDA and Vulkan builds stay out.
fetch_inference() {
  npm_ci "$root/setup/inference" "$1"
  npm_ci "$root/setup/inference/runtime" "$1/runtime" --omit=optional
}

fetch_uv() { "$root/setup/fetch-uv.sh" "$python" "$root/setup/python/uv.txt" "$1"; }

uv() {
  UV_CACHE_DIR="$tools/cache/uv" UV_NO_PROGRESS=1 UV_NO_CONFIG=1 UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=hardlink \
    UV_HTTP_TIMEOUT="${UV_HTTP_TIMEOUT:-60}" "$tools/uv/bin/uv" "$@"
}

fetch_assets() {
  uv pip install --quiet --python "$python" --no-deps --require-hashes --only-binary :all: --target "$1" -r "$root/setup/python/assets.txt"
}

# A relocatable environment survives the rename into its place, and a move of the project folder.
make_environment() { uv venv --quiet --relocatable --allow-existing --python "$python" "$1"; }

# Compiled here once: sbr runs scanners without write access to their folder, and would compile every time.
fetch_python() {
  make_environment "$1"
  uv pip install --quiet --python "$1/bin/python" --no-deps --require-hashes --compile-bytecode -r "$root/setup/python/scanners.txt"
}

# With another index for torch, torch comes from there by its version (its builds have other hashes), without
# the CUDA packages, which only the default build needs; everything else stays with its hash.
fetch_trainer() {
  local requirements="$root/trainer/requirements.txt" torch
  make_environment "$1"
  printf '%s\n' "${SBR_TORCH_INDEX:+custom}" >"$1/torch-index"
  if [ -n "${SBR_TORCH_INDEX:-}" ]; then
    torch=$(grep -oE '^torch==[0-9.]+' "$requirements")
    uv pip install --quiet --python "$1/bin/python" --no-deps --default-index "$SBR_TORCH_INDEX" "$torch"
    "$python" "$root/setup/without_torch.py" "$requirements" >"$1/requirements.txt"
    requirements="$1/requirements.txt"
  fi
  uv pip install --quiet --python "$1/bin/python" --no-deps --require-hashes -r "$requirements"
  # Proves that it works, and leaves the bytecode of what training imports: all of it would take a minute more.
  env -u PYTHONDONTWRITEBYTECODE "$1/bin/python" -c 'import accelerate, datasets, gguf, peft, torch, transformers, trl
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM, AutoTokenizer, LlamaForCausalLM
from trl import DPOConfig, DPOTrainer, SFTConfig, SFTTrainer
print(torch.__version__, transformers.__version__)'
}

# The packages of the command line stand where Node and the editors look for them.
link_node_modules() {
  if [ -L "$root/node_modules" ]; then
    if [ "$(readlink "$root/node_modules")" = .sbr/npm/node_modules ]; then return; fi
    rm -f "$root/node_modules"
  elif [ -e "$root/node_modules" ]; then
    fail "node_modules is a folder, made by another installation" "Move it away: here it is a link to .sbr/npm/node_modules."
  fi
  ln -s .sbr/npm/node_modules "$root/node_modules"
}
