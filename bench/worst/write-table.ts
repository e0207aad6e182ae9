import { readFile, writeFile } from 'node:fs/promises';
import { replacePart } from '../../scripts/generated-files.ts';

const PAGE = 'docs/contributing/calibration.md';

/** Without standard errors, which the page states once. */
export async function writeTable(part: string, table: string): Promise<void> {
  const short = table.replaceAll(/ ± [\d.]+/g, '').replaceAll(/ +/g, ' ');
  await writeFile(PAGE, replacePart(await readFile(PAGE, 'utf8'), part, short));
}
