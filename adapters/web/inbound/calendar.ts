import { createHash } from 'node:crypto';
import { type Request, type RequestHandler, Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import { feedText } from '../../chat/icalendar.ts';
import { FEED_PATH } from '../addresses.ts';
import { LIMITS } from '../limits.ts';
import type { WebOptions } from '../options.ts';
import { type Methods, READ } from './methods.ts';

const ROUTE = `${FEED_PATH}/:file`;
/** 128 bits as base64url. */
const FILE = /^([A-Za-z0-9_-]{22})\.ics$/;

/**
 * Feeds, for calendar programs: without a session or cookie, for whoever has the address. One that nobody made, one that has ended and
 * one that is no address at all get the same empty answer.
 */
export function calendarRoutes({ feeds }: Pick<WebOptions, 'feeds'>): Router {
  const router = Router();
  const found = new WeakMap<Request, string>();
  const limit = rateLimit({
    limit: LIMITS.feedReads.count,
    windowMs: LIMITS.feedReads.within,
    // By the feed: many who look come from one place, a proxy or a calendar service. Addresses that are none are not remembered.
    keyGenerator: (request) => found.get(request) ?? '',
    handler: (_request, response) => void response.status(429).end(),
    standardHeaders: false,
    legacyHeaders: false,
  });

  const find: RequestHandler = async (request, response, next) => {
    const [, secret] = FILE.exec(String(request.params.file)) ?? [];
    const id = secret === undefined ? null : await feeds.find(secret);
    if (id === null) {
      response.status(404).end();
      return;
    }
    found.set(request, id);
    next();
  };

  router.get(ROUTE, find, limit, async (request, response) => {
    const calendar = await feeds.read(found.get(request) ?? '');
    if (calendar === null) {
      response.status(404).end();
      return;
    }
    const text = feedText(calendar);
    response.set({
      // Whoever keeps it asks each time whether it still holds, so that one that was stopped is gone at once.
      'Cache-Control': 'private, no-cache',
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'inline; filename="meetings.ics"',
      ETag: `"${createHash('sha256').update(text).digest('base64url')}"`,
    });
    if (request.fresh) response.status(304).end();
    else response.send(text);
  });

  return router;
}

export const calendarMethods: Methods = { [ROUTE]: READ };
