import { join } from 'node:path';
import { defineConfig } from 'rolldown';

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

/** One file per process: a Raspberry Pi loads it from an SD card, and a single read beats 1,400. */
const bundle = (entry: string, name: string) =>
  defineConfig({
    input: join(here, entry),
    platform: 'node',
    tsconfig: join(here, '../tsconfig.json'),
    external,
    // dockerode reaches Docker over ssh with these; we have a unix socket.
    resolve: { alias: { ssh2: join(here, 'src/gateways/no-ssh.ts'), 'cpu-features': join(here, 'src/gateways/no-ssh.ts') } },
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
