import { z } from 'zod';
import type { JobData } from '../src/core/jobs/job-request.ts';
import type { JobName, JobRequest } from '../src/core/ports/job-queue.ts';

/**
 * An id of ours, a week such as `2026-W47`, or a moment in epoch milliseconds. Too narrow for a sentence on purpose: no
 * name, no answer and no words of anybody's fit through it.
 */
const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/);

const DATA: { readonly [Name in JobName]: z.ZodType<JobData[Name]> } = {
  tick: z.strictObject({}),
  sweep: z.strictObject({}),
  'open-round': z.strictObject({ pulse: id }),
  remind: z.strictObject({ round: id }),
  'close-round': z.strictObject({ round: id }),
  'draw-chair': z.strictObject({ series: id }),
  'announce-chair': z.strictObject({ meeting: id }),
  'review-words': z.strictObject({ circle: id }),
  'compose-digest': z.strictObject({ circle: id }),
  deliver: z.strictObject({ delivery: id }),
};

/** What a handler may hold on to: the ids of its job, and nothing else. Throw to report a failure. */
export type JobHandlers = { readonly [Name in JobName]: (data: JobData[Name]) => Promise<void> };

/**
 * Starts with the job's name, so it is never a bare number (BullMQ keeps those for itself) and never holds `:` (BullMQ
 * joins its keys with it).
 */
const JOB_ID = /^[a-z][A-Za-z0-9._-]{0,199}$/;

/** Refuses, with the names of the fields but never their values, what is not a job of ours. Throws {@link JobRefused}. */
export function checkJob(job: JobRequest): void {
  if (!JOB_ID.test(job.id)) {
    throw new JobRefused(
      `A ${job.name} job has an id that is not made of letters, digits, dots, dashes and underscores.`,
    );
  }
  parseJobData(job.name, job.data);
}

/** The data of a job that came back from the queue, which others can write to. Throws {@link JobRefused}. */
export function parseJobData<Name extends JobName>(name: Name, data: unknown): JobData[Name] {
  const parsed = DATA[name].safeParse(data);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'data'}: ${issue.code}`);
  throw new JobRefused(`A ${name} job holds data it may not hold (${problems.join('; ')}).`);
}

/** The job was put together wrongly: a mistake in our code, not a state of the world. */
export class JobRefused extends Error {
  override readonly name = 'JobRefused';
}
