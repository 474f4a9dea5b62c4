import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { DAY } from '../../src/domain/instant.ts';

/** Nothing but our own style sheets and script may load, nothing may frame us, and no address leaks to other sites. */
export function securityHeaders(secure: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: secure ? { maxAge: (365 * DAY) / 1000 } : false,
    xFrameOptions: { action: 'deny' },
  });
}

/** Pages are for one person at one moment: neither browser nor proxy may keep them, no search engine may list them. */
export const keepNothing: RequestHandler = (_request, response, next) => {
  response.set({ 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex, nofollow' });
  next();
};
