/** What a user can do if a GPU ran out of memory. */
import { describeCard, gigabytes, isInUse, listCards } from '../process/cards.ts';
import type { Hardware } from '../process/hardware.ts';
import { seenCards, variableOf } from '../process/visible-cards.ts';

/** PyTorch, JAX, TensorFlow, CuPy, XGBoost and the libraries below them; not the memory of the processor. */
const NO_MEMORY =
  /\b(?:CUDA|HIP) out of memory|CUDA_ERROR_OUT_OF_MEMORY|cudaErrorMemoryAllocation|CUDA error: out of memory|HIP error: out of memory|hipErrorOutOfMemory|CUBLAS_STATUS_ALLOC_FAILED|RESOURCE_EXHAUSTED: Out of memory|OOM when allocating tensor.*\bGPU:\d|cupy\.cuda\.memory\.OutOfMemoryError/i;
/** Number of the card, as the process counts. */
const NUMBER = /\bGPU (\d{1,3})(?: has a total capac|; )|\bdevice:GPU:(\d{1,3})/;

interface Given {
  readonly environment: Readonly<Record<string, string>>;
  readonly machine: Partial<Hardware>;
}

interface Shares {
  /** Cards that runs take in turn; undefined: each run sees all. */
  readonly gpus?: number | undefined;
  /** Runs at a time on this machine; undefined: they run elsewhere. */
  readonly parallel?: number | undefined;
}

/**
 * @param printed untrusted; only the number of a card is taken from it
 * @returns null for another failure
 */
export async function describeGpuMemory(
  printed: string,
  { environment, machine }: Given,
  { gpus, parallel }: Shares,
): Promise<string | null> {
  if (!NO_MEMORY.test(printed)) return null;
  const smaller = 'make the batch or the model smaller';
  if (parallel === undefined)
    return `${machine.gpu ?? 'the GPU'} ran out of memory; ${smaller}, or ask the queue for a larger card`;
  const list = await listCards(process.env);
  const seen = seenCards(list, environment) ?? [];
  const [, number, other] = NUMBER.exec(printed) ?? [];
  const card = seen.length === 1 ? seen[0] : seen[Number(number ?? other ?? Number.NaN)];
  const found = `${card === undefined ? 'a GPU' : describeCard(card)} ran out of memory`;
  if (parallel > (gpus ?? 1)) {
    const shared = `up to ${parallel} runs share ${gpus === undefined ? 'all cards that they see' : 'the cards'}`;
    const fix =
      gpus === undefined
        ? `add limits: { gpus: ${Math.max(1, seen.length)} } for one run per card`
        : `set limits.parallel to ${gpus}`;
    return `${found}; ${shared}: ${fix}`;
  }
  if (card === undefined || !isInUse(card)) return `${found}; ${smaller}`;
  const taken = card.usedBytes === null ? '' : ` and hold ${gigabytes(card.usedBytes)}`;
  return `${found}; other programs use it${taken}: end them, or name other cards in ${variableOf(list)}`;
}
