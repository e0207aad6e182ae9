import { expect, test } from 'vitest';
import { isHardwareName } from '../../src/records/hardware-names.ts';

test.each(['gpu', 'GPU name', 'device', 'cpu_model', 'accelerator-type'])('%s names hardware', (name) => {
  expect(isHardwareName(name)).toBe(true);
});

test.each(['gpu_hours', 'devices', 'torch', 'machine_translation'])('%s does not', (name) => {
  expect(isHardwareName(name)).toBe(false);
});
