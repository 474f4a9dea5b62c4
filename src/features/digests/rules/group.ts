import { z } from 'zod';

/** A voice, or everybody together where `voice` is null. */
export const group = { voice: z.string().nullable(), name: z.string() };

/** From 0 to 1. */
export const share = z.number().min(0).max(1);

export const week = z.string().regex(/^\d{4}-W\d{2}$/);
