import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { DAY } from '../../src/domain/instant.ts';

const LOADED = {
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  scriptSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
};

/** Nothing but our own style sheets and script may load, nothing may frame us, and no address leaks to other sites. */
export function securityHeaders(secure: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: { useDefaults: false, directives: LOADED },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: secure ? { maxAge: (365 * DAY) / 1000 } : false,
    xFrameOptions: { action: 'deny' },
  });
}

/** For a page that knows nobody: these sites, and no page of another site inside them, may frame it. */
export function framedBy(sites: readonly string[]): RequestHandler {
  const policy = helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: { ...LOADED, frameAncestors: [...sites] },
  });
  return (request, response, next) => {
    // This header knows no list of sites, and older browsers go by it.
    response.removeHeader('X-Frame-Options');
    policy(request, response, next);
  };
}

/** Pages are for one person at one moment: neither browser nor proxy may keep them, no search engine may list them. */
export const keepNothing: RequestHandler = (_request, response, next) => {
  response.set({ 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex, nofollow' });
  next();
};
