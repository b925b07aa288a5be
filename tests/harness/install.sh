#!/usr/bin/env bash
# Installs what the tests run against: Debian packages, a NATS server, an Alertmanager, a Kubernetes control plane, a
# virtual machine whose kernel can panic.
# Safe to run again at any time; when all is there it takes less than a second. tests/README.md says what it builds and why.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/hikeshi
packages=(gcc libc6-dev python3 make binutils cpio xz-utils iproute2 busybox-static qemu-system-x86)
oldest_go=1.25

say() { printf '[%4ds] %s\n' "$SECONDS" "$*"; }

refuse() {
    printf 'tests/harness/install.sh: %s\n' "$1" >&2
    printf '  what to do: %s\n' "$2" >&2
    exit 2
}

run_logged() { # LOG COMMAND...: shows the log's end only if the command fails
    local log=$1
    shift
    "$@" >"$log" 2>&1 && return
    tail -n 20 "$log" >&2
    return 1
}

install_packages() {
    local missing=() package
    for package in "${packages[@]}"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    command -v apt-get >/dev/null || refuse "cannot install ${missing[*]}: there is no apt-get here" \
        "run the tests on Debian 12 or newer"
    [ "$(id -u)" = 0 ] || refuse "cannot install ${missing[*]} as $(id -un)" \
        "run this as root, or let root run: apt-get install ${missing[*]}"
    say "installing ${missing[*]}"
    run_logged "$cache/apt-update.log" apt-get update ||
        refuse "apt-get update failed" "check the network and the APT sources, then run this again"
    DEBIAN_FRONTEND=noninteractive run_logged "$cache/apt-install.log" \
        apt-get install -y --no-install-recommends "${missing[@]}" ||
        refuse "apt-get install ${missing[*]} failed" "read the lines above"
}

# A program is kept under the hash of the files it was built from, so another commit's build is never mistaken for ours.
build_with_go() { # NAME PACKAGE [LINKER_FLAGS]
    local name=$1 package=$2 flags="-s -w ${3:-}" key work
    key=$name-$(find "$here/$name" -type f | sort | xargs cat | sha256sum | cut -c1-12)
    if [ -x "$cache/$key/$name" ]; then
        link "$name" "$key"
        return
    fi
    require_go
    work=$(mktemp -d "$cache/.build-XXXXXX")
    say "building $name (the log is $cache/$name.log)"
    if ! (cd "$here/$name" && CGO_ENABLED=0 nice -n 10 \
        go build -v -trimpath -ldflags "$flags" -o "$work/$name" "$package" 2>&1) |
        tee "$cache/$name.log" | count_packages; then
        tail -n 20 "$cache/$name.log" >&2
        refuse "go build of $name failed" "read the lines above; without network only a cached build works"
    fi
    keep "$name" "$key" "$work/$name"
}

require_go() {
    local version
    command -v go >/dev/null || refuse "cannot build: there is no Go here" "install Go $oldest_go or newer"
    version=$(go env GOVERSION)
    printf '%s\n' "$oldest_go" "${version#go}" | sort -V -C ||
        refuse "cannot build with $version" "install Go $oldest_go or newer"
}

count_packages() {
    awk -v every=200 '/^go: downloading/ { next } ++n % every == 0 { printf "        %d packages compiled\n", n; fflush() }'
}

keep() { # NAME KEY FILE: appears whole or not at all
    mkdir -p "$cache/$2"
    mv "$3" "$cache/$2/$1"
    link "$1" "$2"
    say "kept $cache/$2/$1"
}

link() { # NAME KEY
    ln -sfn "../$2/$1" "$cache/bin/$1"
}

. "$here/panic-vm/image.sh"

mkdir -p "$cache/bin"
exec 9>"$cache/.lock"
flock 9
trap 'rm -rf "$cache"/.build-*' EXIT

kubernetes=$(sed -n 's|^\tk8s.io/kubernetes \(v[0-9.]*\)$|\1|p' "$here/control-plane/go.mod")
minor=${kubernetes#v1.}
stamp=k8s.io/component-base/version

install_packages
build_with_go nats-server github.com/nats-io/nats-server/v2
build_with_go alertmanager github.com/prometheus/alertmanager/cmd/alertmanager
build_with_go control-plane . \
    "-X $stamp.gitVersion=$kubernetes -X $stamp.gitMajor=1 -X $stamp.gitMinor=${minor%%.*}"
build_with_go kubelet .
build_panic_vm
say "all that the tests need is in $cache"
