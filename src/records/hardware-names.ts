/** Names under which runs report hardware: `gpu`, `device_name`, `GPU model`. */
const HARDWARE =
  /^(machine|cpu|gpu|device|cuda|accelerator|hardware|processor)([ _-]?(name|model|type|kind|version))?$/i;

export function isHardwareName(name: string): boolean {
  return HARDWARE.test(name);
}
