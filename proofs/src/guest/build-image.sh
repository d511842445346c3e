#!/bin/sh
# Makes a disk that boots as Hetzner's image of a Debian suite does, from Debian's packages alone.
#   build-image.sh CODENAME MIRROR BASE-PACKAGES PACKAGES OVERLAYS FOLDER
# BASE-PACKAGES (by commas) come with debootstrap, PACKAGES (by blanks) after it, since cloud-init can't be configured
# before; OVERLAYS are folders (by blanks) whose files go into the root. FOLDER then holds disk.raw, kernel and initrd.
# Run it in a mount namespace of its own: what it mounts is never unmounted.
set -eu
codename=$1 mirror=$2 base=$3 packages=$4 overlays=$5 folder=$6
root=$folder/root

debootstrap --variant=minbase --include="$base" "$codename" "$root" "$mirror"

mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys"
mount --rbind /dev "$root/dev"
# No service is to be started while packages are installed.
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
cp /etc/resolv.conf "$root/etc/resolv.conf"
# Packages are separate words.
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive chroot "$root" apt-get install -qq -y --no-install-recommends $packages
rm "$root/usr/sbin/policy-rc.d"

for overlay in $overlays; do
  cp -r --preserve=mode "$overlay/." "$root/"
done
for unit in proof-shell.service hc-net-scan.service; do
  [ ! -e "$root/etc/systemd/system/$unit" ] || chroot "$root" systemctl -q enable "$unit"
done
# Debian's own timers ask the archive when they please, and their lock would hold up the user's packages.
chroot "$root" systemctl -q mask apt-daily.timer apt-daily-upgrade.timer e2scrub_all.timer fstrim.timer

# As in a cloud's image: an identity of its own for each machine, and no name server of the machine that built it.
: >"$root/etc/machine-id"
rm -f "$root"/etc/ssh/ssh_host_* "$root/etc/hostname" "$root/var/lib/dbus/machine-id"
if [ -e "$root/usr/lib/systemd/systemd-resolved" ]; then
  ln -sf ../run/systemd/resolve/stub-resolv.conf "$root/etc/resolv.conf"
else
  : >"$root/etc/resolv.conf"
fi
# The only archive is the one that user data names.
rm -rf "$root"/etc/apt/sources.list "$root"/etc/apt/sources.list.d/* "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/*
rm -rf "$root"/usr/share/doc/* "$root"/usr/share/man/*

umount -l "$root/proc" "$root/sys" "$root/dev"
cp "$root"/boot/vmlinuz-* "$folder/kernel"
cp "$root"/boot/initrd.img-* "$folder/initrd"
mkfs.ext4 -q -L root -d "$root" "$folder/disk.raw" 3G
rm -rf "$root"
