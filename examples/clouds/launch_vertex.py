"""python launch_vertex.py WAVE: trains the shards of a wave as custom jobs of Vertex AI."""

import pathlib
import sys
import time

from google.cloud import aiplatform, storage

SHARDS = 4
PROJECT, REGION, BUCKET = "your-project", "us-central1", "your-bucket"
IMAGE = f"{REGION}-docker.pkg.dev/{PROJECT}/train/train:latest"
PACKAGE = pathlib.Path("../package")
FILES = ["shard.sh", "code.bundle", "records.tgz"]
MACHINE = {"machine_type": "g2-standard-8", "accelerator_type": "NVIDIA_L4", "accelerator_count": 1}


def pools(name: str, wave: str, shard: int) -> list[dict]:
    folder = f"/gcs/{BUCKET}/{name}"  # Vertex AI mounts the buckets of the project here
    container = {
        "image_uri": IMAGE,
        "command": ["sh", f"{folder}/shard.sh"],
        "args": [folder, wave, f"{shard}/{SHARDS}", f"{folder}/{shard}.tgz"],
    }
    return [{"machine_spec": MACHINE, "replica_count": 1, "container_spec": container}]


def main(wave: str) -> None:
    aiplatform.init(project=PROJECT, location=REGION, staging_bucket=f"gs://{BUCKET}")
    bucket = storage.Client(project=PROJECT).bucket(BUCKET)
    name = f"conclusive-{wave}-{int(time.time())}"
    for file in FILES:
        bucket.blob(f"{name}/{file}").upload_from_filename(PACKAGE / file)
    jobs = {}
    for shard in range(1, SHARDS + 1):
        jobs[shard] = aiplatform.CustomJob(f"{name}-{shard}", pools(name, wave, shard))
        jobs[shard].submit(timeout=4 * 3600)
    for shard, job in jobs.items():
        while not job.state.name.endswith(("SUCCEEDED", "FAILED", "CANCELLED", "EXPIRED")):
            time.sleep(30)
        if job.state.name.endswith("SUCCEEDED"):
            bucket.blob(f"{name}/{shard}.tgz").download_to_filename(PACKAGE / f"{wave}-{shard}.out.tgz")
        else:  # `report` names its runs for the next wave
            print(f"shard {shard} is lost: {job.state.name}")


if __name__ == "__main__":
    main(sys.argv[1])
