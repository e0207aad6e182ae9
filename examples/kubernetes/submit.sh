#!/bin/sh
# submit.sh JOB NAME SCRIPT LOG CPUS GPUS MINUTES: starts one run as a Job, and prints the Job's name.
set -eu
kubectl create --output=name --filename=- <<EOF
apiVersion: batch/v1
kind: Job
metadata:
  name: "$1"
  labels: { app: "$2" }
spec:
  backoffLimit: 0 # Conclusive decides which run is tried again
  ttlSecondsAfterFinished: 600
  template:
    metadata:
      labels: { app: "$2" }
    spec:
      restartPolicy: Never
      activeDeadlineSeconds: $(($7 * 60))
      automountServiceAccountToken: false # training code gets no token of the cluster
      securityContext: { runAsUser: 1000, runAsGroup: 1000 } # the owner of the checkout
      containers:
        - name: run
          # Node, Conclusive and what the training needs, by its digest: all runs have the same.
          image: registry.example.com/train@sha256:0000000000000000000000000000000000000000000000000000000000000000
          command: [sh, -c, 'exec "\$0" > "\$1" 2>&1', "$3", "$4"]
          resources:
            requests: { cpu: "$5", memory: 8Gi }
            limits: { memory: 8Gi, nvidia.com/gpu: "$6" } # without GPUs in the cluster: leave the second out
          volumeMounts:
            - { name: shared, mountPath: /shared }
      volumes:
        - name: shared
          persistentVolumeClaim: { claimName: shared }
EOF
