import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type DockerEngine, status } from './docker.ts';

/** A container's counters: they mean something as the difference of two. */
export interface ContainerCounters {
  memoryBytes: number;
  memoryLimitBytes: number;
  processorNanoseconds: number;
  /** Of all cores together, in the same time. */
  machineNanoseconds: number;
}

const statsSchema = z.object({
  cpu_stats: z.object({ cpu_usage: z.object({ total_usage: z.number() }), system_cpu_usage: z.number().default(0) }),
  memory_stats: z.object({
    // Absent once the container is gone.
    usage: z.number().default(0),
    limit: z.number().default(0),
    stats: z.object({ inactive_file: z.number().optional(), total_inactive_file: z.number().optional() }).default({}),
  }),
});

const patienceMs = 10_000;

/** One look; undefined when the container is not there any more, or about to go: then Docker answers with anything, or not at all. */
export async function findCounters(docker: DockerEngine, container: string): Promise<ContainerCounters | undefined> {
  try {
    // Without `one-shot` Docker waits a second for a second look.
    const looked = docker.api.getContainer(container).stats({ stream: false, 'one-shot': true });
    const answer: unknown = await Promise.race([looked, sleep(patienceMs, undefined, { ref: false })]);
    const { cpu_stats: cpu, memory_stats: memory } = statsSchema.parse(answer);
    // cgroup 2 and cgroup 1 name it differently.
    const atHand = memory.stats.inactive_file ?? memory.stats.total_inactive_file ?? 0;
    return {
      memoryBytes: Math.max(0, memory.usage - atHand),
      memoryLimitBytes: memory.limit,
      processorNanoseconds: cpu.cpu_usage.total_usage,
      machineNanoseconds: cpu.system_cpu_usage,
    };
  } catch (error) {
    if (status(error) !== undefined || error instanceof z.ZodError) return undefined;
    throw error;
  }
}
