/** `npm run generate`: writes what is made from the code. A test fails while any of it is stale. */
import { writeFile } from 'node:fs/promises';
import { generatedFiles } from './generated-files.ts';

for (const { path, content } of await generatedFiles()) await writeFile(path, content);
