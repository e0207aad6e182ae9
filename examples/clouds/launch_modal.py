"""modal run launch_modal.py --wave WAVE: trains the shards of a wave in containers of Modal."""

import pathlib
import subprocess

import modal

SHARDS = 4
PACKAGE = pathlib.Path("../package")
HERE = pathlib.Path(__file__).parent

app = modal.App("conclusive")
image = modal.Image.from_dockerfile(HERE / "Dockerfile", context_dir=HERE).add_local_dir(
    PACKAGE, "/package"
)


@app.function(image=image, cpu=4, gpu="A10", timeout=4 * 3600)
def train(wave: str, shard: int) -> bytes:
    archive = pathlib.Path("/tmp/records.tgz")
    subprocess.run(
        ["sh", "/package/shard.sh", "/package", wave, f"{shard}/{SHARDS}", archive], check=True
    )
    return archive.read_bytes()


@app.local_entrypoint()
def main(wave: str):
    calls = [(shard, train.spawn(wave, shard)) for shard in range(1, SHARDS + 1)]
    for shard, call in calls:
        try:
            (PACKAGE / f"{wave}-{shard}.out.tgz").write_bytes(call.get())
        except Exception as error:  # `report` names its runs for the next wave
            print(f"shard {shard} is lost: {error}")
