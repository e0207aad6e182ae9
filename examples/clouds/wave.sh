#!/bin/sh
# wave.sh WAVE LAUNCHER...: packs code and records, lets the launcher train the wave, and prints the verdict or the next wave.
# It runs in a clone of the repository, next to the folders "package" with shard.sh, and "records".
set -eu
wave=$1
shift
git bundle create --quiet ../package/code.bundle main HEAD
tar -czf ../package/records.tgz -C .. records
"$@" "$wave"
for archive in ../package/*.out.tgz; do
  [ -e "$archive" ] || continue # no shard has ended
  mkdir -p "../records/$(basename "$archive" .out.tgz)"
  tar -xzf "$archive" -C "../records/$(basename "$archive" .out.tgz)"
  rm "$archive"
done
conclusive report --base main --records ../records
