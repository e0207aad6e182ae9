/** Real programs on a PATH that print what `nvidia-smi` and `rocm-smi` print of these cards. */
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { temporaryFolder } from '../../support/temporary.ts';

export interface TrueCard {
  readonly name: string;
  /** MiB; null: the tool does not tell. */
  readonly total: number | null;
  readonly used: number;
  /** Programs that compute on it. */
  readonly programs: number;
  /** Profiles of its instances in MIG mode. */
  readonly mig: readonly string[];
}

export const uuidOf = (at: number) => `GPU-${String(at).repeat(8)}-aaaa-bbbb-cccc-0123456789ab`;
export const migOf = (at: number, instance: number) =>
  `MIG-${at}${instance}000000-aaaa-5bbb-8ccc-0123456789ab`;

/** @param texts by the option that asks for them */
export async function standIn(tool: string, texts: Readonly<Record<string, string>>, exitCode = 0) {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'texts'));
  for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, 'texts', name), text);
  const script = `#!/bin/sh\noption="\${1%%=*}"\ncat "${folder}/texts/$option"\nexit ${exitCode}\n`;
  await writeFile(join(folder, tool), script, { mode: 0o755 });
  return folder;
}

/** Only these programs, and `cat` and `sh`. */
export function pathOf(...folders: readonly string[]): NodeJS.ProcessEnv {
  return { PATH: [...folders, '/usr/bin', '/bin'].join(delimiter) };
}

export function nvidiaSmi(cards: readonly TrueCard[]): Promise<string> {
  const rows = cards.map(
    ({ name, total, used }, at) =>
      `${at}, ${uuidOf(at)}, ${name}, 550.54.15, ${total ?? '[N/A]'}, ${total === null ? '[N/A]' : used}\n`,
  );
  const list = cards.flatMap(({ name, mig }, at) => [
    `GPU ${at}: ${name} (UUID: ${uuidOf(at)})\n`,
    ...mig.map(
      (profile, instance) =>
        `  MIG ${profile.padEnd(12)} Device  ${instance}: (UUID: ${migOf(at, instance)})\n`,
    ),
  ]);
  // A window on the screen, whose memory Windows does not tell.
  const programs = cards.flatMap((card, at) => [
    `${uuidOf(at)}, [N/A]\n`,
    ...Array.from({ length: card.programs }, () => `${uuidOf(at)}, 400\n`),
  ]);
  return standIn('nvidia-smi', {
    '--query-gpu': rows.join(''),
    '-L': list.join(''),
    '--query-compute-apps': programs.join(''),
  });
}

/** @param first number of the first card: others are no cards of AMD */
export function rocmSmi(cards: readonly TrueCard[], { first = 0, isOld = false } = {}): Promise<string> {
  const json = Object.fromEntries(
    cards.map(({ name, total, used }, at) => [
      `card${first + at}`,
      {
        'Unique ID': `0x${String(at).repeat(16)}`,
        ...(total !== null && {
          'VRAM Total Memory (B)': String(total * 2 ** 20),
          'VRAM Total Used Memory (B)': String(used * 2 ** 20),
        }),
        [isOld ? 'Card series' : 'Card Series']: name,
        'Card Vendor': 'Advanced Micro Devices, Inc. [AMD/ATI]',
      },
    ]),
  );
  const text = JSON.stringify({ ...json, system: { 'Driver version': '6.7.0' } });
  const warning =
    'WARNING: AMD GPU device(s) is/are in a low-power state. Check power control/runtime_status\n\n';
  return standIn('rocm-smi', { '--showproductname': `${warning}${text}\n` });
}
