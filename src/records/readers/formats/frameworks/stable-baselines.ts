import { posix } from 'node:path';
import yauzl from 'yauzl';
import { readBytes } from '../../../bounded-file.ts';
import { parseNpy } from '../../files/npy-array.ts';
import type { RunReader } from '../../run-reader.ts';
import { UnreadableRunError } from '../../unreadable-run-error.ts';

const MAX_BYTES = 20 * 1024 * 1024;
const NEEDED = ['timesteps.npy', 'results.npy'] as const;

export const stableBaselines: RunReader = {
  format: 'evaluations.npz (Stable-Baselines3)',
  documented: [
    'Stable-Baselines3 | `progress.csv`, `evaluations.npz` of `EvalCallback` | `train/loss` | validation: `mean_reward`, the mean of the episodes of an evaluation; `rollout/ep_rew_mean` is training | `time/total_timesteps`',
  ],
  accepts: ({ baseName }) => baseName === 'evaluations.npz',
  read: async ({ path, name: file }, run) => {
    const arrays = await unpack(await readBytes(path, MAX_BYTES), file);
    const arrayOf = (name: string) => parseNpy(arrays.get(name) ?? Buffer.alloc(0), `${file}: ${name}`);
    const timesteps = arrayOf('timesteps.npy');
    const results = arrayOf('results.npy');
    const [rows = 0, episodes = 1] = results.shape;
    const log = run.steps('Stable-Baselines3', posix.dirname(file));
    const series = log.series('eval/mean_reward', file);
    for (let row = 0; row < rows; row += 1) {
      let sum = 0;
      for (let episode = 0; episode < episodes; episode += 1)
        sum += Number(results.at(row * episodes + episode));
      log.add(series, Number(timesteps.at(row)), sum / episodes);
    }
  },
};

/** Unpacks only the needed arrays, within a limit. */
async function unpack(bytes: Buffer, file: string): Promise<ReadonlyMap<string, Buffer>> {
  const found = new Map<string, Buffer>();
  try {
    const zip = await yauzl.fromBufferPromise(bytes, { strictFileNames: true, validateEntrySizes: true });
    for await (const entry of zip.eachEntry()) {
      if (!(NEEDED as readonly string[]).includes(entry.fileName)) continue;
      if (entry.uncompressedSize > MAX_BYTES)
        throw new UnreadableRunError(`${file}: larger than 20 MB when unpacked`);
      if (found.has(entry.fileName))
        throw new UnreadableRunError(`${file}: holds ${entry.fileName} twice; save it again with NumPy`);
      const chunks: Buffer[] = [];
      for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
      found.set(entry.fileName, Buffer.concat(chunks));
    }
  } catch (error) {
    if (error instanceof UnreadableRunError) throw error;
    throw new UnreadableRunError(`${file}: not a NumPy archive: ${(error as Error).message}`, {
      cause: error,
    });
  }
  return found;
}
