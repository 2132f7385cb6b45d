/** `some avg10=0.00 avg60=1.23 avg300=… total=…`: the share of the last minute in which some task waited. */
export function parsePressure(text: string): number {
  const percent = /^some .*\bavg60=(\d+(?:\.\d+)?)/m.exec(text)?.[1];
  if (percent === undefined) throw new Error(`no pressure in ${text}`);
  return Number(percent);
}

/** Of `/proc/meminfo`. */
export function parseMemory(text: string): { totalBytes: number; availableBytes: number } {
  const bytes = (name: string) => {
    const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1];
    if (kilobytes === undefined) throw new Error(`no ${name} in /proc/meminfo`);
    return Number(kilobytes) * 1024;
  };
  return { totalBytes: bytes('MemTotal'), availableBytes: bytes('MemAvailable') };
}
