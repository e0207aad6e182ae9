/** GPUs of this machine, as `nvidia-smi` lists them, or else `rocm-smi`. */
import { execute } from '../../child-output.ts';
import { quote } from '../../words/list.ts';

export interface Card {
  /** Its number in the tool's list. */
  readonly index: number;
  readonly uuid: string;
  readonly name: string;
  readonly driver: string;
  /** Null if the tool does not say, as for memory that the processor shares. */
  readonly totalBytes: number | null;
  readonly usedBytes: number | null;
  /** Programs that compute on it, if the tool says. */
  readonly programs: number;
  /** Parts of an NVIDIA card in MIG mode; programs see these and not the card. */
  readonly instances: readonly Card[];
}

export interface CardList {
  readonly tool: 'nvidia-smi' | 'rocm-smi';
  readonly cards: readonly Card[];
  /** Why a tool that is installed lists nothing. */
  readonly problem: string | null;
}

type Ask = (...args: readonly string[]) => Promise<string>;

const TIMEOUT_MS = 10_000;
const MAX_NAME_CHARS = 100;
const MEBIBYTE = 2 ** 20;
const NONE_THERE = /no devices? (?:were |was )?found/i;

export async function listCards(env: NodeJS.ProcessEnv): Promise<CardList> {
  const problems: string[] = [];
  for (const [tool, read] of [
    ['nvidia-smi', readNvidia],
    ['rocm-smi', readRocm],
  ] as const) {
    try {
      const cards = await read(async (...args) => {
        // A lost card can hang the tool in the kernel, where no signal ends it.
        const signal = AbortSignal.timeout(2 * TIMEOUT_MS);
        const limits = { timeout: TIMEOUT_MS, killSignal: 'SIGKILL', signal } as const;
        return (await execute(tool, args, { env, ...limits })).stdout;
      });
      if (cards.length > 0) return { tool, cards, problem: null };
    } catch (error) {
      const { code, killed, name, stdout, stderr, message } = error as NodeJS.ErrnoException & Printed;
      const isLate = name === 'AbortError' || killed === true;
      const said = isLate ? 'did not answer' : stderr?.trim() || stdout?.trim() || message;
      // A folder of PATH that may not be read gives EACCES.
      const isMissing = code === 'ENOENT' || code === 'EACCES';
      if (!isMissing && !NONE_THERE.test(said)) problems.push(`${tool}: ${firstLine(said)}`);
    }
  }
  return { tool: 'nvidia-smi', cards: [], problem: problems[0] ?? null };
}

interface Printed {
  readonly killed?: boolean;
  readonly stdout?: string;
  readonly stderr?: string;
}

function firstLine(text: string): string {
  return quote(text.split('\n')[0] ?? '');
}

function unexpected(text: string): Error {
  return new Error(`unexpected output: ${text.trim()}`);
}

const CSV = '--format=csv,noheader,nounits';
const ROW = /^(\d{1,3}), ([\w-]+), ([^,]+), ([\w.-]+), ([^,]+), ([^,]+)$/;

/** @throws where any row is not as expected, because the number of cards would be wrong */
async function readNvidia(ask: Ask): Promise<readonly Card[]> {
  const text = await ask('--query-gpu=index,uuid,name,driver_version,memory.total,memory.used', CSV);
  if (NONE_THERE.test(text)) return [];
  const [list, programs] = await Promise.all([
    ask('-L'),
    ask('--query-compute-apps=gpu_uuid,used_memory', CSV).catch(() => ''),
  ]);
  return linesOf(text).map((line, at) => {
    const [, index = '', uuid = '', name = '', driver = '', total = '', used = ''] = ROW.exec(line) ?? [];
    if (Number(index || -1) !== at || name.length > MAX_NAME_CHARS) throw unexpected(line);
    const card = { index: at, uuid, name, driver, ...memoryOf(total, used, MEBIBYTE) };
    return {
      ...card,
      // Windows lists every window on the screen, without its memory.
      programs: linesOf(programs).filter((row) => row.startsWith(`${uuid}, `) && /, \d+$/.test(row)).length,
      instances: instancesIn(list, at).map(([profile, instance]) => ({
        ...card,
        ...{ uuid: instance, name: `${name} MIG ${profile}` },
        // The tool shows only the memory and programs of the whole card.
        ...{ totalBytes: null, usedBytes: null, programs: 0, instances: [] },
      })),
    };
  });
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => line.trim() || []);
}

/**
 * Profile and UUID of each, from the lines below the card's.
 *
 * @throws without the card's line, because its instances would count as one card
 */
function instancesIn(list: string, index: number): ReadonlyArray<readonly [string, string]> {
  const below = list.split(/^(?=GPU \d)/m).find((part) => part.startsWith(`GPU ${index}:`));
  if (below === undefined) throw unexpected(list);
  const found = below.matchAll(/^\s+MIG ([\w.+-]{1,40})\s+Device\s+\d+: \(UUID: (MIG-[\w/-]{1,80})\)/gm);
  return [...found].map(([, profile = '', uuid = '']) => [profile, uuid]);
}

/** @throws for more memory in use than there is */
function memoryOf(total: string, used: string, unit: number): Pick<Card, 'totalBytes' | 'usedBytes'> {
  const bytesOf = (text: string) => (/^\d{1,15}$/.test(text) ? Number(text) * unit : null);
  const [totalBytes, usedBytes] = [bytesOf(total) || null, bytesOf(used)];
  if ((usedBytes ?? 0) > (totalBytes ?? Number.POSITIVE_INFINITY)) throw unexpected(`${used} of ${total}`);
  return { totalBytes, usedBytes };
}

/** Versions before 6 write `Card series`. */
const NAMES = ['Card Series', 'Card series', 'Card Model', 'Card model', 'GFX Version', 'Card SKU'];
const OF_CARD = /^card(\d{1,3})$/;

async function readRocm(ask: Ask): Promise<readonly Card[]> {
  const text = await ask(
    ...['--showproductname', '--showuniqueid', '--showmeminfo', 'vram', '--showdriverversion', '--json'],
  );
  // Warnings stand before the JSON; without a card there is none.
  const json = /^\{.*/ms.exec(text)?.[0];
  if (json === undefined) return [];
  const all = entriesIn(parse(json)).map(([key, value]) => [key, entriesIn(value)] as const);
  const system = textOf(all.find(([key]) => key === 'system')?.[1] ?? [], 'Driver version');
  return all
    .flatMap(([key, values]) => {
      const [, number] = OF_CARD.exec(key) ?? [];
      return number === undefined ? [] : [{ number: Number(number), values }];
    })
    .sort((a, b) => orderOf(a) - orderOf(b))
    .map(({ values }, index) => {
      const name = NAMES.map((key) => textOf(values, key)).find((said) => said !== '') ?? 'GPU';
      return {
        index,
        uuid: `GPU-${textOf(values, 'Unique ID').replace(/^0x/, '')}`,
        name: name.startsWith('AMD') ? name : `AMD ${name}`,
        driver: system || textOf(values, 'Driver version'),
        ...memoryOf(textOf(values, 'VRAM Total Memory (B)'), textOf(values, 'VRAM Total Used Memory (B)'), 1),
        ...{ programs: 0, instances: [] },
      };
    });
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw unexpected(json);
  }
}

type Entries = ReadonlyArray<readonly [string, unknown]>;

function entriesIn(value: unknown): Entries {
  if (typeof value !== 'object' || value === null) throw unexpected(JSON.stringify(value) ?? '');
  return Object.entries(value);
}

function textOf(values: Entries, name: string): string {
  const [, value] = values.find(([key]) => key === name) ?? [];
  const text = typeof value === 'string' ? value.trim() : '';
  return text === 'N/A' || text.length > MAX_NAME_CHARS ? '' : text;
}

/** HIP counts cards by node, if the tool shows it. */
function orderOf({ number, values }: { readonly number: number; readonly values: Entries }): number {
  return Number(textOf(values, 'Node ID') || number);
}

/** A desktop takes a smaller share of the memory. */
const BUSY_SHARE = 0.1;

/** Whether a program computes on it, or more than a tenth of its memory is taken. */
export function isInUse({ programs, totalBytes, usedBytes }: Card): boolean {
  return programs > 0 || (usedBytes ?? 0) > BUSY_SHARE * (totalBytes ?? Number.POSITIVE_INFINITY);
}

/** `GPU 2 (NVIDIA GeForce RTX 3090, 24 GB)`. */
export function describeCard(card: Card): string {
  return `GPU ${card.index} (${describeKind(card)})`;
}

/** Cards of one kind give the same results in the same time. */
export function describeKind({ name, totalBytes }: Card): string {
  return totalBytes === null ? name : `${name}, ${gigabytes(totalBytes)}`;
}

export function gigabytes(bytes: number): string {
  const size = bytes / 2 ** 30;
  return `${Number(size.toFixed(size < 10 ? 1 : 0))} GB`;
}
