#!/usr/bin/env bash
# All tests, or those given as arguments for vitest: `npm test`, `npm test -- test/features`.
# They use real servers: what is missing is installed on Debian and Ubuntu; elsewhere this says what to install.
set -euo pipefail
cd "$(dirname "$0")/.."

have_redis() { command -v redis-server > /dev/null; }

# Debian keeps initdb out of the PATH, in a folder for each version.
have_postgres() { command -v initdb > /dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' > /dev/null; }

have_chromium() {
  [ -n "${CHROMIUM_PATH:-}" ] || command -v chromium > /dev/null || command -v chromium-browser > /dev/null ||
    command -v google-chrome > /dev/null
}

# Debian keeps nginx out of the PATH of people.
have_nginx() { command -v nginx > /dev/null || [ -x /usr/sbin/nginx ]; }

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

# Runlevel 1 keeps Debian from starting the servers it installs: the tests start their own.
apt() { as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get -q -y "$@"; }

install_missing() {
  command -v apt-get > /dev/null || return 0
  echo "The tests need$(printf ' %s' "${missing[@]}" "${wished[@]}"), which this machine lacks. Installing with apt-get."
  apt update
  # One by one: Ubuntu has no package "chromium", and that must not keep the others away.
  for program in "${missing[@]}" "${wished[@]}"; do apt install --no-install-recommends "$program" || true; done
}

find_missing() {
  missing=()
  have_redis || missing+=(redis-server)
  have_postgres || missing+=(postgresql)
  have_chromium || missing+=(chromium)
  have_nginx || missing+=(nginx)
  command -v openssl > /dev/null || missing+=(openssl)
  # Not every system has it to install.
  wished=()
  command -v caddy > /dev/null || wished+=(caddy)
}

find_missing
if [ "${#missing[@]}" -gt 0 ] || [ "${#wished[@]}" -gt 0 ]; then
  install_missing || true
  find_missing
fi
if [ "${#wished[@]}" -gt 0 ]; then
  echo 'Caddy is missing and could not be installed from here: its tests are skipped, all others run.' >&2
fi
if [ "${#missing[@]}" -gt 0 ]; then
  {
    echo 'The tests cannot start, because these programs are missing and could not be installed from here:'
    for program in "${missing[@]}"; do
      case "$program" in
        redis-server) echo '  Redis 7 or newer: `redis-server` must be in the PATH.' ;;
        postgresql) echo '  PostgreSQL 15 or newer: `initdb` and `postgres` must be in the PATH.' ;;
        chromium) echo '  Chromium or Chrome: in the PATH, or named by CHROMIUM_PATH=/path/to/chromium.' ;;
        nginx) echo '  nginx: in the PATH, or at /usr/sbin/nginx.' ;;
        openssl) echo '  OpenSSL: `openssl` must be in the PATH.' ;;
      esac
    done
    echo 'Please install them with the package manager of this machine, then run `npm test` again.'
    echo 'With Homebrew: brew install redis postgresql@17 nginx caddy openssl && brew install --cask chromium'
  } >&2
  exit 1
fi

results="$(mktemp)"
trap 'rm -f "$results"' EXIT
status=0
node_modules/.bin/vitest run --reporter=default --reporter=json --outputFile.json="$results" "$@" || status=$?
# One plain last line, for people and programs that count.
node -e '
  const { numPassedTests, numFailedTests } = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"));
  console.log(`${numPassedTests} passed, ${numFailedTests} failed`);
' "$results" || status=1
exit "$status"
