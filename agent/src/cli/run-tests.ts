import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { type Build, builds, catalogFor, ensureBuilt, foreignTestImages, testImage, testImageDebian } from '../host/build.ts';
import { dockerAnswers, ensureDockerd, stopOurDockerd } from '../host/dockerd.ts';
import { rootDir } from '../host/root-dir.ts';
import { Stages } from '../host/stages.ts';
import { runGroup } from './run-group.ts';

export const testParts = ['unit', 'integration', 'browser', 'image', 'image-arm64'] as const;
/** The image is one for PCs, made and started on such. */
const canBuildImages = process.arch === 'x64';
/** Of one name for who asks for it; of all tests only the first one, or they would take longer than CI lets them on a slow machine. */
const projectsOf = (part: Part) => (part === 'image' || part === 'integration' ? [part, `${part}-long`] : [part]);
/** After the unit tests. Those of a foreign image take most of an hour: only where they are asked for. */
const partsOfAll: readonly Part[] = ['integration', 'browser', ...(canBuildImages ? ['image' as const] : [])];
const programs = [builds.agent, builds.panel];
const buildsFor = (part: Part): Build[] => [
  ...Object.values(builds),
  ...(part === 'image' ? [testImage] : []),
  ...(part === 'image-arm64' ? [catalogFor('arm64'), ...foreignTestImages] : []),
];
const dockerSocket = '/var/run/docker.sock';
/** Says that Docker is in use: see stopOurDockerd. */
const inUse = { PERCLOUD_TESTS: '1' };
/** Twice of what vitest waits for its own tearing down. */
const endsWithinMs = 120_000;
type Part = (typeof testParts)[number];

const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({ name: z.string(), status: z.string(), startTime: z.number(), endTime: z.number(), assertionResults: z.array(z.unknown()) }),
  ),
});

/** Runs all checks, or one part of the tests, and prints how many passed and failed as its last line. Gives back the failures. */
export async function runTests(only?: Part): Promise<number> {
  const counts = { passed: 0, failed: 0 };
  const count = (outcome: Outcome) => {
    counts.passed += outcome.passed;
    counts.failed += outcome.failed;
  };
  const dockerStarted = only !== 'unit' && !(await dockerAnswers(dockerSocket));
  if (only) {
    if (only !== 'unit') count(await prepare([...buildsFor(only).map(building), docker]));
    for (const project of projectsOf(only)) count(await runVitest(project));
  } else {
    const canMakeImage = await prepareBesideQuickTests(count);
    for (const part of partsOfAll) if (part !== 'image' || canMakeImage) count(await runVitest(part));
  }
  if (dockerStarted) await stopOurDockerd(dockerSocket);
  process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed\n`);
  return counts.failed;
}

/** Neither building nor these tests keep two processors busy all the time. False: there can be no image to start. */
async function prepareBesideQuickTests(count: (outcome: Outcome) => void): Promise<boolean> {
  const built = await prepare(programs.map(building));
  const [catalog] = await Promise.all([
    prepare([building(builds.catalog)], plain),
    // Whatever it leaves undone is done, or fails, when the image is made.
    canBuildImages && prepare([building(testImageDebian)], plain),
    (async () => {
      count(await check('Lint', ['node_modules/@biomejs/biome/bin/biome', 'ci', '.']));
      count(await check('Types', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json']));
      count(await runVitest('unit'));
    })(),
  ]);
  const started = await prepare([docker]);
  for (const outcome of [built, catalog, started]) count(outcome);
  // Made of what an earlier run left, it would count as the image of this checkout.
  if (!canBuildImages || built.failed + catalog.failed > 0) return false;
  const image = await prepare([building(testImage)]);
  count(image);
  return image.failed === 0;
}

interface Outcome {
  passed: number;
  failed: number;
}

interface Preparation {
  title: string;
  work: (say: (text: string) => void) => Promise<string | undefined>;
}
const building = (build: Build): Preparation => ({ title: build.title, work: (say) => ensureBuilt(build, say) });
/** A line for each stage once it is over, where others write meanwhile. */
const plain = { write: (text: string) => process.stdout.write(text) };
const docker: Preparation = { title: 'Start Docker', work: () => ensureDockerd(dockerSocket) };

/** What runs against the real thing needs it built, and a Docker daemon. */
async function prepare(
  preparations: readonly Preparation[],
  out: ConstructorParameters<typeof Stages>[0] = process.stdout,
): Promise<Outcome> {
  const stages = new Stages(out);
  try {
    for (const { title, work } of preparations) await stages.stage(title, work);
    return { passed: 0, failed: 0 };
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return { passed: 0, failed: 1 };
  }
}

async function check(name: string, args: string[]): Promise<Outcome> {
  process.stdout.write(`\n${name}\n`);
  const good = (await runGroup(args, {}).catch(() => 1)) === 0;
  process.stdout.write(`${good ? '✓' : '✗'} ${name}\n`);
  return { passed: good ? 1 : 0, failed: good ? 0 : 1 };
}

async function runVitest(project: string): Promise<Outcome> {
  const directory = await mkdtemp(join(tmpdir(), 'percloud-test-'));
  const report = join(directory, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    // A machine that is not as it should be would keep each further test of it waiting for its whole patience.
    const bail = project.startsWith('image') ? ['--bail=1'] : [];
    const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', project, '--passWithNoTests', ...bail, ...reporters];
    const exitCode = await runGroup(args, inUse, { doneFile: report, patienceMs: endsWithinMs });
    const { numPassedTests, numFailedTests, testResults } = reportSchema.parse(JSON.parse(await readFile(report, 'utf8')));
    const brokenFiles = testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0).length;
    const failed = numFailedTests + brokenFiles;
    tellSlowest(testResults);
    // Failures outside of a test (an unhandled rejection, a hook) show in the exit code only.
    return { passed: numPassedTests, failed: exitCode === 0 ? failed : Math.max(failed, 1) };
  } catch (error) {
    process.stdout.write(`vitest left no report: ${error instanceof Error ? error.message : String(error)}\n`);
    return { passed: 0, failed: 1 };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Where the time went, in the files that took most of it: what has to be faster first. */
function tellSlowest(files: z.infer<typeof reportSchema>['testResults']) {
  const seconds = ({ startTime, endTime }: (typeof files)[number]) => Math.round((endTime - startTime) / 1000);
  const slow = files.filter((file) => seconds(file) >= 20).sort((a, b) => seconds(b) - seconds(a));
  if (slow.length === 0) return;
  process.stdout.write('\nFiles that took longest:\n');
  for (const file of slow.slice(0, 20)) process.stdout.write(`${String(seconds(file)).padStart(6)} s  ${relative(rootDir, file.name)}\n`);
}
