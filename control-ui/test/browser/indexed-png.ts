import { crc32, deflateSync } from 'node:zlib';
import type { PNG } from 'pngjs';

const colours = 200;

/** A page has few colours: kept to them, its picture takes a third of the room. pngjs writes no palettes. */
export function indexedPng({ width, height, data }: PNG): Buffer {
  const pixels = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const counts = new Map<number, number>();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const palette = [...counts].toSorted(([, a], [, b]) => b - a).map(([pixel]) => pixel);
  palette.splice(colours);
  const indexes = new Map([...counts.keys()].map((pixel) => [pixel, nearest(palette, pixel)]));
  // Every row begins with the number of its filter: none.
  const rows = Buffer.alloc(height * (width + 1));
  for (let at = 0; at < pixels.length; at += 1) rows[at + Math.floor(at / width) + 1] = indexes.get(pixels[at] ?? 0) ?? 0;
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 3, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const parts = {
    IHDR: header,
    PLTE: Buffer.from(palette.flatMap(channels)),
    IDAT: deflateSync(rows, { level: 9 }),
    IEND: Buffer.alloc(0),
  };
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([signature, ...Object.entries(parts).map(([name, content]) => chunk(name, content))]);
}

/** As they lie in memory: red lowest. */
const channels = (pixel: number) => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];

function nearest(palette: readonly number[], pixel: number): number {
  const wanted = channels(pixel);
  const distances = palette.map((colour) => channels(colour).reduce((sum, value, at) => sum + (value - (wanted[at] ?? 0)) ** 2, 0));
  return distances.indexOf(Math.min(...distances));
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(content.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}
