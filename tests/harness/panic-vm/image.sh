# Sourced by install.sh: the kernels and the initial ram disks that PanicVm boots.
# One kernel is what this Debian release ships, the other what its backports do, both verified by APT; their headers are
# unpacked, not installed. Beside each stands which one it was: a cached one stays, whatever APT offers later.

guest_modules=(failover net_failover virtio_ring virtio virtio_pci_legacy_dev virtio_pci_modern_dev virtio_pci virtio_net
    virtio_blk configfs qemu_fw_cfg netconsole reed_solomon ramoops)

build_panic_vm() {
    local key work kernel
    local -A builds
    key=panic-vm-$({ find "$here/panic-vm" "$here/kubelet" -type f | sort | xargs cat; } | sha256sum | cut -c1-12)
    if [ ! -e "$cache/$key" ]; then
        work=$(mktemp -d "$cache/.build-XXXXXX")
        say "building the panic VM (the logs are $cache/panic-vm-*.log)"
        for kernel in stable backports; do
            # In the background `set -e` holds, even though somebody asks how it ended.
            build_image "$work" "$kernel" >"$cache/panic-vm-$kernel.log" 2>&1 &
            builds[$kernel]=$!
        done
        for kernel in stable backports; do finish_image "$work" "$kernel" "${builds[$kernel]}"; done
        mv "$work/image" "$cache/$key"
        say "kept $cache/$key"
    fi
    ln -sfn "../$key" "$cache/bin/panic-vm"
}

finish_image() { # WORK KERNEL PID
    wait "$3" || {
        tail -n 20 "$cache/panic-vm-$2.log" >&2
        refuse "cannot build the panic VM with Debian's $2 kernel" \
            "read the lines above; kernels come from the mirror that APT uses, and from its $2 suite"
    }
    say "took kernel $(cat "$1/image/$2/kernel")"
}

build_image() { # WORK KERNEL
    set -e
    mkdir -p "$1/$2" "$1/image/$2"
    ask_apt "$1/$2" "$2"
    fetch_kernel "$1/$2"
    build_kaboom "$1/$2"
    pack_image "$1/$2" "$1/image/$2"
}

# APT reads another suite by settings and folders of its own; the machine's stay as they are.
ask_apt() { # WORK KERNEL
    if [ "$2" = stable ]; then
        [ "$(id -u)" != 0 ] || apt-get update # an old list names packages that are gone
        return
    fi
    local codename
    codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
    mkdir -p "$1"/apt/{lists,cache/archives}/partial
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(mirror "$codename") $codename-$2 main" \
        >"$1/apt/sources.list"
    cat >"$1/apt/apt.conf" <<EOF
Dir::Etc::SourceList "$1/apt/sources.list";
Dir::Etc::SourceParts "-";
Dir::State::Lists "$1/apt/lists";
Dir::Cache "$1/apt/cache";
Acquire::Retries "3";
EOF
    export APT_CONFIG=$1/apt/apt.conf
    apt-get update
}

mirror() { # CODENAME: where this machine gets its Debian from
    local found
    found=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Codename: $1" | head -n 1)
    echo "${found:-http://deb.debian.org/debian}"
}

fetch_kernel() { # WORK: unpacks the kernel and all its headers into WORK/root
    local image headers package
    image=$(dependency linux-image-cloud-amd64 linux-image-)
    headers=$(dependency linux-headers-cloud-amd64 linux-headers-)
    cd "$1"
    apt-get download "$image" "$headers" \
        "$(dependency "$headers" linux-headers-)" "$(dependency "$headers" linux-kbuild-)"
    for package in ./*.deb; do dpkg-deb -x "$package" root; done
    echo "${image#linux-image-} $(dpkg-deb -f ./linux-image-*.deb Version)" >kernel
}

dependency() { # PACKAGE PREFIX: the first dependency whose name starts so
    apt-cache depends "$1" | awk -v prefix="$2" '$1 == "Depends:" && index($2, prefix) == 1 { print $2; exit }'
}

build_kaboom() { # WORK
    local headers
    headers=$(echo "$1"/root/usr/src/linux-headers-*-cloud-amd64)
    sed -i "s|/usr/src|$1/root/usr/src|" "$headers/Makefile"
    rm -f "$headers/vmlinux" # would ask for type information that needs one more tool
    cp -r "$here/panic-vm" "$1/kaboom"
    make -C "$headers" M="$1/kaboom" CC=gcc modules
}

pack_image() { # WORK IMAGE: makes IMAGE/{vmlinuz,initrd,kernel}
    local tree=$1/tree module file
    mkdir -p "$tree"/{bin,modules,proc,sys,dev,host}
    cp "$(command -v busybox)" "$tree/bin/busybox"
    cp "$cache/bin/kubelet" "$tree/bin/kubelet"
    cp "$here/panic-vm/init" "$tree/init"
    for module in "${guest_modules[@]}"; do
        file=$(find "$1/root/lib/modules" -name "$module.ko*" -print -quit)
        case $file in
        *.xz) xz -dc "$file" >"$tree/modules/$module.ko" ;;
        *.ko) cp "$file" "$tree/modules/" ;;
        *) echo "$module is built in or missing" ;;
        esac
    done
    strip --strip-debug -o "$tree/modules/kaboom.ko" "$1/kaboom/kaboom.ko"
    (cd "$tree" && find . | cpio -o -H newc --quiet) >"$2/initrd"
    cp "$1"/root/boot/vmlinuz-* "$2/vmlinuz"
    cp "$1/kernel" "$2/kernel"
}
