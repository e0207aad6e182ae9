#!/bin/sh
# shard.sh PACKAGE WAVE SHARD ARCHIVE: trains a shard of the code and records in PACKAGE, and packs its own records.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tar -xzf "$1/records.tgz" -C "$work"
git clone --quiet --config advice.detachedHead=false "$1/code.bundle" "$work/checkout"
cd "$work/checkout"
conclusive train --base origin/main --wave "$2" --shard "$3" --records ../records
tar -czf "$4" .conclusive
