#!/bin/sh
# status.sh NAME: prints the Jobs that are not over. One may have no pod yet, while a quota or Kueue holds it back.
set -eu
jobs=$(kubectl get jobs --selector="app=$1" --output='jsonpath={range .items[*]}{.metadata.name}{" "}{.status.conditions[*].type}{"\n"}{end}')
printf '%s\n' "$jobs" | awk '!/ (Complete|Failed)( |$)/ { print $1 }'
