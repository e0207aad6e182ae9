/** Finds the binaries next to the bundle, or those of `dist`. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export function assetPath(name: string): string {
  const besideBundle = fileURLToPath(new URL(`./${name}`, import.meta.url));
  if (existsSync(besideBundle)) return besideBundle;
  const fromSources = fileURLToPath(new URL(`../../../../dist/${name}`, import.meta.url));
  if (existsSync(fromSources)) return fromSources;
  throw new Error(
    `${besideBundle} is missing, so the dist folder of Conclusive is incomplete; install Conclusive again, or run npm run build`,
  );
}
