import crc32c from 'crc-32/crc32c.js';
import { expect, test } from 'vitest';

/** RFC 3720, B.4: CRC-32C of 32 bytes of zeros. */
test('the checksum is CRC-32C', () => {
  expect(crc32c.buf(new Uint8Array(32)) >>> 0).toBe(0x8a9136aa);
});
