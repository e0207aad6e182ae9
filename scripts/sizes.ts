/** `npm run sizes`: lowers the numbers of size.json to what is counted now. They never go up. */
import { readFile, writeFile } from 'node:fs/promises';
import { countSizes, SIZE_FILE } from './count-sizes.ts';

const before = JSON.parse(await readFile(SIZE_FILE, 'utf8')) as Record<string, number>;
const counted = await countSizes();
const sizes = Object.entries(counted).map(([row, count]) => [row, Math.min(before[row] ?? count, count)]);
await writeFile(SIZE_FILE, `${JSON.stringify(Object.fromEntries(sizes), null, 2)}\n`);
for (const [row, count] of Object.entries(counted)) {
  const most = before[row] ?? count;
  if (count !== most) console.log(`${row}: ${most} -> ${count}${count > most ? ' IS TOO LARGE' : ''}`);
}
