import { z } from 'zod';
import { ADDRESS_KINDS } from '../circle.ts';
import type { Context } from '../context.ts';
import { TOPICS } from '../person.ts';
import { openCapability, sealCapability } from '../sealed-capability.ts';

const PURPOSE = 'stop letters';

const stop = z.strictObject({
  personId: z.string(),
  kind: z.enum(ADDRESS_KINDS),
  address: z.string(),
  topic: z.enum(TOPICS),
});

/** What whoever holds it can switch off, and nothing else: letters of one topic, at one address of one person. */
export type Stop = z.infer<typeof stop>;

/** Fit for the address of a page. Good for as long as the key that sealed it is known. */
export function stopCapability({ secrets }: Pick<Context, 'secrets'>, of: Stop): string {
  return sealCapability(secrets, PURPOSE, of);
}

/** null: we did not make it. */
export function readStop({ secrets }: Pick<Context, 'secrets'>, given: string): Stop | null {
  return openCapability(secrets, PURPOSE, stop, given);
}
