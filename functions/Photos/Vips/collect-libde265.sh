#!/bin/sh
# Collects libde265 (the HEVC decoder that reads an iPhone's HEIC) for one platform from the distribution's signed packages.
#   collect-libde265.sh linux-x64 OUT
# It ends well when the decoder cannot be had: HEIC photos are then answered with "send it as JPEG", and everything else works.
# The decoder alone is taken: libheif would bring the x265 encoder (GPL) with it, and the container is read by Photos/Heif in managed code.
set -eu
rid=$1 out=$2
case $rid in
  linux-x64) arch=amd64 ;;
  linux-arm64) arch=arm64 ;;
  *) echo "libde265: no package for $rid; HEIC is answered with 'send it as JPEG'."; exit 0 ;;
esac
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
none() { echo "libde265 for $rid: $1; HEIC is answered with 'send it as JPEG'."; exit 0; }

command -v apt-get >/dev/null && command -v dpkg >/dev/null || none "this machine has no apt"
download() { (cd "$work" && apt-get -qq "$@" download "libde265-0:$arch" >/dev/null 2>&1); }
own="-o Dir::State=$work/state -o Dir::State::status=/var/lib/dpkg/status -o Dir::Cache=$work/cache -o APT::Architecture=$arch -o APT::Architectures::=$arch"
own="$own -o Acquire::http::Timeout=15 -o Acquire::https::Timeout=15 -o Acquire::Retries=1"
# The machine's own package lists first; where there are none, lists of our own, which needs no root.
if ! download; then
  mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial"
  # shellcheck disable=SC2086
  apt-get -qq $own update >/dev/null 2>&1 && download $own || none "the package could not be downloaded"
fi
dpkg -x "$work"/libde265-0_*.deb "$work/tree"
found=$(find "$work/tree" -name 'libde265.so.0.*' -type f | head -n 1)
[ -n "$found" ] || none "the package holds no library"

# It must load where the Function app runs: nothing newer than glibc 2.36 may be asked for.
newest=$(grep -ao 'GLIBC_2\.[0-9]*' "$found" | sed 's/GLIBC_2\.//' | sort -n | tail -n 1)
[ "${newest:-0}" -le 36 ] || none "this machine's package needs glibc 2.$newest, newer than the 2.36 that the Function app can count on"
cp "$found" "$out/libde265.so.0"
cp "$(find "$work/tree" -path '*libde265-0/copyright' | head -n 1)" "$out/libde265.copyright"
