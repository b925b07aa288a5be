# Sourced by install.sh: the kernel and the initial ram disk that PanicVm boots.
# The kernel is the one that this Debian release ships, verified by APT; its headers are unpacked, not installed.

guest_modules=(failover net_failover virtio_ring virtio virtio_pci_legacy_dev virtio_pci_modern_dev virtio_pci virtio_net
    configfs qemu_fw_cfg netconsole reed_solomon ramoops)

build_panic_vm() {
    local key work
    key=panic-vm-$({ find "$here/panic-vm" "$here/kubelet" -type f | sort | xargs cat; } | sha256sum | cut -c1-12)
    if [ ! -e "$cache/$key/initrd" ]; then
        work=$(mktemp -d "$cache/.build-XXXXXX")
        say "building the panic VM (the log is $cache/panic-vm.log)"
        (set -e && fetch_kernel "$work" && build_kaboom "$work" && pack_image "$work") >"$cache/panic-vm.log" 2>&1 || {
            tail -n 20 "$cache/panic-vm.log" >&2
            refuse "cannot build the panic VM" "read the lines above; the kernel comes from APT's sources"
        }
        rm -rf "${cache:?}/$key"
        mv "$work/image" "$cache/$key"
        say "kept $cache/$key"
    fi
    ln -sfn "../$key" "$cache/bin/panic-vm"
}

fetch_kernel() { # WORK: unpacks the kernel and all its headers into WORK/root
    local image headers
    [ "$(id -u)" != 0 ] || apt-get update # an old list names packages that are gone
    image=$(dependency linux-image-cloud-amd64 linux-image-)
    headers=$(dependency linux-headers-cloud-amd64 linux-headers-)
    cd "$1"
    apt-get download "$image" "$headers" \
        "$(dependency "$headers" linux-headers-)" "$(dependency "$headers" linux-kbuild-)"
    local package
    for package in ./*.deb; do dpkg-deb -x "$package" root; done
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

pack_image() { # WORK: makes WORK/image/{vmlinuz,initrd}
    local tree=$1/tree module file
    mkdir -p "$1/image" "$tree"/{bin,modules,proc,sys,dev}
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
    (cd "$tree" && find . | cpio -o -H newc --quiet) >"$1/image/initrd"
    cp "$1"/root/boot/vmlinuz-* "$1/image/vmlinuz"
}
