import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';

// Format 1: a write a line. Format 2: a JSON document a line. A release that meets the newer format refuses to start.
const formats = {
  1: { file: 'writes.txt', encode: (text) => text.replaceAll('\n', ' '), decode: (line) => line },
  2: { file: 'writes.jsonl', encode: (text) => JSON.stringify({ text }), decode: (line) => JSON.parse(line).text },
};

/** What was written: when `write` returns, it survives a power cut. */
export function openJournal(directory, format) {
  const { file, encode, decode } = formats[format];
  const path = `${directory}/${file}`;
  if (format === 1 && existsSync(`${directory}/${formats[2].file}`)) throw new Error('The data is of a newer release than this one.');
  if (format === 2) migrate(directory);

  const all = () => (existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1).map(decode) : []);
  const write = (text) => appendDurably(path, `${encode(text)}\n`);
  return { all, write };
}

function migrate(directory) {
  const [older, newer] = [`${directory}/${formats[1].file}`, `${directory}/${formats[2].file}`];
  if (!existsSync(older)) return;
  const lines = readFileSync(older, 'utf8').split('\n').slice(0, -1);
  rmSync(`${newer}.half`, { force: true });
  appendDurably(`${newer}.half`, lines.map((line) => `${formats[2].encode(line)}\n`).join(''));
  renameSync(`${newer}.half`, newer);
  rmSync(older);
}

export function appendDurably(path, data) {
  const isNew = !existsSync(path);
  const descriptor = openSync(path, 'a');
  writeSync(descriptor, data);
  fsyncSync(descriptor);
  closeSync(descriptor);
  if (isNew) syncDirectoryOf(path);
}

function syncDirectoryOf(path) {
  const descriptor = openSync(path.slice(0, path.lastIndexOf('/')), 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
