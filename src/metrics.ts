import { Counter, Gauge, Registry } from 'prom-client';
import type { Instant } from './core/instant.ts';

/**
 * What operators can watch. Left out on purpose: requests, replies and the usual figures of CPU and memory, all of which
 * rise with every answer and so are a live count of an open pulse.
 */
export interface Metrics {
  jobDone(job: string, outcome: 'done' | 'failed'): void;
  text(): Promise<string>;
}

export function createMetrics(nextDue: () => Promise<Instant | null>): Metrics {
  const registry = new Registry();
  const jobs = new Counter({
    name: 'roundtable_jobs_total',
    help: 'Jobs this process has run, by name and outcome.',
    labelNames: ['job', 'outcome'] as const,
    registers: [registry],
  });
  new Gauge({
    name: 'roundtable_next_due_seconds',
    help: 'When the next thing becomes due, in seconds since 1970; in the past while work is late.',
    registers: [registry],
    async collect() {
      const next = await nextDue();
      if (next !== null) this.set(next / 1000);
    },
  });
  return {
    jobDone: (job, outcome) => jobs.inc({ job, outcome }),
    text: () => registry.metrics(),
  };
}
