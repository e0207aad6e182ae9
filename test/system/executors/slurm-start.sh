#!/usr/bin/env bash
# A Slurm cluster of three nodes on one machine, from nothing: no systemd, no cgroups, loopback only, its own munge. Up in about two seconds.
# Needs: apt-get install -y --no-install-recommends slurmctld slurmd slurm-client munge
# Usage: slurm-start.sh FOLDER (absolute and short), then: export SLURM_CONF=FOLDER/slurm.conf. Ended by slurm-stop.sh FOLDER.
# No accounting; a queue that is soon full, and that soon forgets.
set -euo pipefail
HERE=${1:?folder}
NODES=${NODES:-3}
# Clusters next to each other need other ports.
PORT=${PORT:-16817}
HOST=$(hostname -s)
mkdir -p "$HERE"/{state,log}
for n in $(seq 1 "$NODES"); do mkdir -p "$HERE/spool/n$n"; done
# munge: a key and a socket of our own. Its folder may not be writable by others (/tmp is sticky and world-writable: --force).
[ -f "$HERE/munge.key" ] || { dd if=/dev/urandom of="$HERE/munge.key" bs=1024 count=1 status=none; chmod 600 "$HERE/munge.key"; }
munged --force --key-file="$HERE/munge.key" --socket="$HERE/munge.sock" --pid-file="$HERE/munged.pid" \
  --log-file="$HERE/log/munged.log" --seed-file="$HERE/munge.seed"
cat > "$HERE/slurm.conf" <<CONF
ClusterName=fake
SlurmctldHost=$HOST(127.0.0.1)
SlurmctldPort=$PORT
SlurmctldParameters=enable_configless
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$HERE/munge.sock
CredType=cred/munge
StateSaveLocation=$HERE/state
SlurmctldPidFile=$HERE/slurmctld.pid
SlurmctldLogFile=$HERE/log/slurmctld.log
SlurmdSpoolDir=$HERE/spool/%n
SlurmdPidFile=$HERE/slurmd-%n.pid
SlurmdLogFile=$HERE/log/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/linux
JobAcctGatherFrequency=1
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/filetxt
JobCompLoc=$HERE/log/jobcomp.txt
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
SchedulerParameters=sched_interval=2,batch_sched_delay=0,bf_interval=2
SchedulerType=sched/backfill
ReturnToService=2
MailProg=/bin/true
MinJobAge=2
MaxJobCount=${MAX_JOBS:-20}
KillWait=3
SlurmdTimeout=20
SlurmctldTimeout=20
MaxArraySize=1001
DefMemPerCPU=500
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
GresTypes=gpu
NodeName=n[1-$NODES] NodeHostname=$HOST NodeAddr=127.0.0.1 Port=[$((PORT+1))-$((PORT+NODES))] CPUs=2 RealMemory=4000 Gres=gpu:1 State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP OverSubscribe=NO
CONF
cat > "$HERE/gres.conf" <<CONF
AutoDetect=off
NodeName=n[1-$NODES] Name=gpu File=/dev/null
CONF
cat > "$HERE/cgroup.conf" <<CONF
CgroupPlugin=autodetect
CONF
export SLURM_CONF="$HERE/slurm.conf"
slurmctld -i
for n in $(seq 1 "$NODES"); do slurmd -N "n$n"; done
for _ in $(seq 1 60); do
  up=$(sinfo -h -N -o '%N %t' 2>/dev/null | grep -cE ' (idle|mix|alloc)$' || true)
  [ "$up" = "$NODES" ] && break; sleep 0.5
done
sinfo -N -o '%N %t %c %m %G'
