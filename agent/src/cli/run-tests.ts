import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { builds, catalogFor, ensureBuilt, foreignTestImages, testImage } from '../host/build.ts';
import { dockerAnswers, ensureDockerd, stopOurDockerd } from '../host/dockerd.ts';
import { rootDir } from '../host/root-dir.ts';
import { Stages } from '../host/stages.ts';

export const testParts = ['unit', 'integration', 'browser', 'image', 'image-long', 'image-arm64'] as const;
/** The image is one for PCs, made and started on such. */
const canBuildImages = process.arch === 'x64';
/** The last two take half an hour and most of an hour: only where they are asked for. */
const partsOfAll = testParts.filter((part) => !part.startsWith('image-') && (part !== 'image' || canBuildImages));
const dockerSocket = '/var/run/docker.sock';
type Part = (typeof testParts)[number];

const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

/** Runs all checks, or one part of the tests, and prints how many passed and failed as its last line. Gives back the failures. */
export async function runTests(only?: Part): Promise<number> {
  const counts = { passed: 0, failed: 0 };
  const count = (outcome: { passed: number; failed: number }) => {
    counts.passed += outcome.passed;
    counts.failed += outcome.failed;
  };
  if (!only) {
    count(await check('Lint', ['node_modules/@biomejs/biome/bin/biome', 'ci', '.']));
    count(await check('Types', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json']));
  }
  const dockerStarted = only !== 'unit' && !(await dockerAnswers(dockerSocket));
  if (only !== 'unit') count(await prepare(only));
  for (const part of only ? [only] : partsOfAll) count(await runVitest(part));
  if (dockerStarted) await stopOurDockerd(dockerSocket);
  process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed\n`);
  return counts.failed;
}

/** What runs against the real thing needs it built, and a Docker daemon. */
async function prepare(only?: Part) {
  const stages = new Stages();
  try {
    for (const build of Object.values(builds)) await stages.stage(build.title, (say) => ensureBuilt(build, say));
    if (only ? only === 'image' || only === 'image-long' : canBuildImages)
      await stages.stage(testImage.title, (say) => ensureBuilt(testImage, say));
    if (only === 'image-arm64')
      for (const build of [catalogFor('arm64'), ...foreignTestImages]) await stages.stage(build.title, (say) => ensureBuilt(build, say));
    await stages.stage('Start Docker', () => ensureDockerd(dockerSocket));
    return { passed: 0, failed: 0 };
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return { passed: 0, failed: 1 };
  }
}

async function check(name: string, args: string[]) {
  process.stdout.write(`\n${name}\n`);
  const good = (await runNode(args)) === 0;
  process.stdout.write(`${good ? '✓' : '✗'} ${name}\n`);
  return { passed: good ? 1 : 0, failed: good ? 0 : 1 };
}

async function runVitest(part: Part) {
  const directory = await mkdtemp(join(tmpdir(), 'percloud-test-'));
  const report = join(directory, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const exitCode = await runNode(['node_modules/vitest/vitest.mjs', 'run', '--project', part, '--passWithNoTests', ...reporters]);
    const { numPassedTests, numFailedTests, testResults } = reportSchema.parse(JSON.parse(await readFile(report, 'utf8')));
    const brokenFiles = testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0).length;
    const failed = numFailedTests + brokenFiles;
    // Failures outside of a test (an unhandled rejection, a hook) show in the exit code only.
    return { passed: numPassedTests, failed: exitCode === 0 ? failed : Math.max(failed, 1) };
  } catch (error) {
    process.stdout.write(`vitest left no report: ${error instanceof Error ? error.message : String(error)}\n`);
    return { passed: 0, failed: 1 };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const runNode = (args: string[]) =>
  new Promise<number>((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: rootDir,
      // Says that Docker is in use: see stopOurDockerd.
      env: { ...process.env, PERCLOUD_TESTS: '1' },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
