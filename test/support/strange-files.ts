/** What may lie in place of a file and is none. Each would be waited for, or read without end. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';

export const STRANGE: Readonly<Record<string, (path: string) => unknown>> = {
  'a folder': (path) => mkdirSync(path),
  ...(process.platform === 'win32'
    ? {}
    : {
        'a pipe': (path: string) => execFileSync('mkfifo', [path]),
        'a link to a pipe': (path: string) => {
          execFileSync('mkfifo', [`${path}-pipe`]);
          symlinkSync(`${path}-pipe`, path);
        },
        'a link to a device without end': (path: string) => symlinkSync('/dev/zero', path),
        'a link to a device that is full': (path: string) => symlinkSync('/dev/full', path),
        'a link to a folder': (path: string) => symlinkSync('/', path),
        'a socket': (path: string) =>
          new Promise<void>((listening) => {
            createServer().listen(path, listening).unref();
          }),
      }),
};
