/** What a run that failed says of itself: first what is known of its end, then its own last words. */
import { describe, expect, test } from 'vitest';
import { trainFailing } from './train-failing.ts';

describe('the check quotes why a run ended', () => {
  test('a run that left nothing', async () => {
    const { check } = await trainFailing(`console.log('done')`);
    expect(check).toMatch(/the first: nothing to read in the run directory.*; it printed last: done$/);
  });

  test('a traceback, whose last line is the error', async () => {
    const { check } = await trainFailing(
      `console.error('Traceback\\n  line\\nValueError: bad'); process.exit(1)`,
    );
    expect(check).toMatch(/the first: ValueError: bad$/);
  });
});
