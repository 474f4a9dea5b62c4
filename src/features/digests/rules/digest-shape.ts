import { z } from 'zod';
import * as field from '../../../core/fields.ts';

export const digestSchema = z.strictObject({
  on: field.moment,
  to: z
    .array(z.enum(['channel', 'managers'], 'Use channel or managers.'))
    .min(1)
    .default(['channel', 'managers']),
});
