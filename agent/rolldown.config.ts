import { join } from 'node:path';
import { decode, encode, type SourceMapSegment } from '@jridgewell/sourcemap-codec';
import { defineConfig, type Plugin } from 'rolldown';

const here = import.meta.dirname;
/** Native, or optional parts of Nest and TypeORM that are not installed; what asks for them copes without. */
const external = [
  'better-sqlite3',
  'class-transformer',
  'class-transformer/storage',
  'class-validator',
  '@fastify/multipart',
  '@fastify/view',
  '@nestjs/platform-express',
  /^@nestjs\/(?:microservices|websockets)/,
  // TypeORM's drivers for databases we don't use.
  /^(?:@google-cloud\/spanner|@sap\/hana-client.*|hdb-pool|mongodb|mssql|mysql2?|oracledb|pg|pg-native|pg-query-stream|ioredis|redis|sqlite3|sql\.js|typeorm-aurora-data-api-driver|react-native-sqlite-storage|@sap\/.*)$/,
];

const leftOut = join(here, 'src/left-out.ts');
/** What dockerode reaches Docker with over ssh, and reads build logs with: ours has a unix socket, and builds nothing. */
const unusedByDockerode = ['ssh2', 'cpu-features', '@grpc/grpc-js', '@grpc/proto-loader', 'protobufjs'];

/** TypeORM imports its drivers for twenty databases to choose one of them. */
const oneDriver: Plugin = {
  name: 'one-driver',
  resolveId: (source, importer) =>
    importer?.endsWith('typeorm/driver/DriverFactory.js') && source.endsWith('Driver') && !source.includes('better-sqlite3')
      ? leftOut
      : null,
};

/** One character beyond ASCII would have Node keep and read the whole program in two bytes for each. */
const inAscii: Plugin = {
  name: 'in-ascii',
  generateBundle: (_, bundle) => {
    for (const output of Object.values(bundle)) {
      if (output.type !== 'chunk' || !output.map) continue;
      if (/\\[^\0-\x7f]/.test(output.code))
        throw new Error('A backslash before a character beyond ASCII: its escape would mean another one.');
      const map = { ...output.map, mappings: widened(output.code, output.map.mappings) };
      const asset = bundle[`${output.fileName}.map`];
      if (asset?.type === 'asset') asset.source = JSON.stringify(map);
      output.code = output.code.replace(beyondAscii, escaped);
    }
  },
};
const beyondAscii = /[^\0-\x7f]/g;
const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The mappings of this code once it is written in ASCII: each escape takes five columns more. */
function widened(code: string, mappings: string) {
  const lines = code.split('\n').map((line) => [...line.matchAll(beyondAscii)].map(({ index }) => index));
  const move = (segment: SourceMapSegment, escapes: readonly number[]) => {
    segment[0] += 5 * escapes.filter((column) => column < segment[0]).length;
    return segment;
  };
  return encode(decode(mappings).map((segments, line) => segments.map((segment) => move(segment, lines[line] ?? []))));
}

/** One file per process: a Raspberry Pi loads it from an SD card, and a single read beats 1,400. */
const bundle = (entry: string, name: string) =>
  defineConfig({
    input: join(here, entry),
    platform: 'node',
    tsconfig: join(here, '../tsconfig.json'),
    external,
    resolve: { alias: Object.fromEntries(unusedByDockerode.map((name) => [name, leftOut])) },
    plugins: [oneDriver, inAscii],
    output: {
      file: join(here, `dist/${name}.mjs`),
      format: 'esm',
      sourcemap: true,
      codeSplitting: false,
      keepNames: true,
      minify: { compress: { keepNames: { class: true, function: true } }, mangle: false },
    },
  });

export default [bundle('src/main.ts', 'agent'), bundle('src/gate/main.ts', 'gate'), bundle('src/cli/main.ts', 'cli')];
