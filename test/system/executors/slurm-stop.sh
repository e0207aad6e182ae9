#!/usr/bin/env bash
# Ends what slurm-start.sh FOLDER has started, by its process ids.
HERE=${1:?folder}
for f in "$HERE"/slurmd-*.pid "$HERE"/slurmctld.pid "$HERE"/munged.pid; do [ -f "$f" ] && kill "$(cat "$f")" 2>/dev/null; done
exit 0
