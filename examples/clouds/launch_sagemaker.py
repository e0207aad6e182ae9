"""python launch_sagemaker.py WAVE: trains the shards of a wave as training jobs of SageMaker."""

import io
import pathlib
import sys
import tarfile
import time

import boto3

SHARDS = 4
BUCKET = "your-bucket"
IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/train:latest"
ROLE = "arn:aws:iam::123456789012:role/SageMakerTraining"
PACKAGE = pathlib.Path("../package")
INPUT = "/opt/ml/input/data/package"
FILES = ["shard.sh", "code.bundle", "records.tgz"]


def request(name: str, wave: str, shard: int) -> dict:
    source = {"S3DataType": "S3Prefix", "S3Uri": f"s3://{BUCKET}/{name}/package"}
    return {
        "TrainingJobName": f"{name}-{shard}",
        "RoleArn": ROLE,
        "AlgorithmSpecification": {
            "TrainingImage": IMAGE,
            "TrainingInputMode": "File",
            "ContainerEntrypoint": ["sh", f"{INPUT}/shard.sh"],
            "ContainerArguments": [INPUT, wave, f"{shard}/{SHARDS}", "/opt/ml/model/records.tgz"],
        },
        "InputDataConfig": [{"ChannelName": "package", "DataSource": {"S3DataSource": source}}],
        "OutputDataConfig": {"S3OutputPath": f"s3://{BUCKET}/{name}/records"},
        "ResourceConfig": {"InstanceType": "ml.g5.xlarge", "InstanceCount": 1, "VolumeSizeInGB": 50},
        "StoppingCondition": {"MaxRuntimeInSeconds": 4 * 3600},
    }


def status(sagemaker, job: str) -> str:
    return sagemaker.describe_training_job(TrainingJobName=job)["TrainingJobStatus"]


def main(wave: str) -> None:
    s3, sagemaker = boto3.client("s3"), boto3.client("sagemaker")
    name = f"conclusive-{wave}-{int(time.time())}"
    for file in FILES:
        s3.upload_file(str(PACKAGE / file), BUCKET, f"{name}/package/{file}")
    for shard in range(1, SHARDS + 1):
        sagemaker.create_training_job(**request(name, wave, shard))
    for shard in range(1, SHARDS + 1):
        job = f"{name}-{shard}"
        while (state := status(sagemaker, job)) in ("InProgress", "Stopping"):
            time.sleep(30)
        if state != "Completed":  # `report` names its runs for the next wave
            print(f"{job} is lost: {state}")
            continue
        model = io.BytesIO()
        s3.download_fileobj(BUCKET, f"{name}/records/{job}/output/model.tar.gz", model)
        model.seek(0)
        with tarfile.open(fileobj=model) as archive:
            records = archive.extractfile("records.tgz").read()
        (PACKAGE / f"{wave}-{shard}.out.tgz").write_bytes(records)


if __name__ == "__main__":
    main(sys.argv[1])
