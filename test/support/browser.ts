/** Debian's Chromium, as tests and screenshots use it: nothing of it calls home. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const EXECUTABLE = process.env.CONCLUSIVE_CHROMIUM ?? '/usr/bin/chromium';

/** Whether there is one. CI installs it, so there a test that finds none fails. */
export const hasBrowser = existsSync(EXECUTABLE) || process.env.CONCLUSIVE_CI === 'true';

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
