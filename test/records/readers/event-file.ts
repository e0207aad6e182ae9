/** Event files of TensorBoard, written by hand: what a test needs of their format. */
import crc32c from 'crc-32/crc32c.js';
import Pbf from 'pbf';

/** One record with its length and checksums. */
export function frame(data: Uint8Array): Buffer {
  const header = Buffer.alloc(12);
  header.writeBigUInt64LE(BigInt(data.length));
  header.writeUInt32LE(masked(header.subarray(0, 8)), 8);
  const footer = Buffer.alloc(4);
  footer.writeUInt32LE(masked(data));
  return Buffer.concat([header, data, footer]);
}

function masked(data: Uint8Array): number {
  const crc = crc32c.buf(data);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

/** A record with one scalar. */
export function event(step: number, tag: string, value: number): Buffer {
  const pbf = new Pbf();
  pbf.writeDoubleField(1, 0);
  pbf.writeVarintField(2, step);
  pbf.writeMessage(
    5,
    (_, summary) =>
      summary.writeMessage(
        1,
        (_value, field) => {
          field.writeStringField(1, tag);
          field.writeFloatField(2, value);
        },
        null,
      ),
    null,
  );
  return frame(pbf.finish());
}
