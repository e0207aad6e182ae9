import { expect, test } from 'vitest';
import { openerOf } from '../../../src/cli/commands/show.ts';

test.each([
  ['linux', { DISPLAY: ':0' }, 'xdg-open'],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, 'xdg-open'],
  ['linux', {}, undefined],
  ['linux', { DISPLAY: ':0', CI: 'true' }, undefined],
  ['linux', { WSL_DISTRO_NAME: 'Debian' }, 'wslview'],
  ['darwin', {}, 'open'],
  ['win32', {}, 'explorer.exe'],
] as const)('on %s with %j the page is opened by %s', (platform, environment, program) => {
  expect(openerOf(platform, environment)?.[0]).toBe(program);
});
