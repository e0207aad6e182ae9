#!/bin/sh
# wave.sh WAVE: trains a wave in four jobs of Ray, and prints the verdict or the next wave.
# It runs in a clone of the repository, next to the folders "package" with shard.sh, and "records".
set -eu
wave=$1
job=your-branch-$wave-$(date +%s) # Ray refuses a name twice
git bundle create --quiet ../package/code.bundle main your-branch
tar -czf ../package/records.tgz -C .. records
for i in 1 2 3 4; do
  ray job submit --no-wait --submission-id "$job-$i" --working-dir ../package --entrypoint-num-cpus 4 -- sh shard.sh "$wave" "$i/4"
done
for i in 1 2 3 4; do
  until ray job status "$job-$i" | grep -qE ' (succeeded|failed|stopped)'; do sleep 5; done
  mkdir -p "../records/$wave-$i"
  ray job logs "$job-$i" | sed '1,/^RECORDS$/d' | base64 --decode | tar -xz -C "../records/$wave-$i" ||
    echo "shard $i is lost" # `report` names its runs for the next wave
done
conclusive report --base main --records ../records
