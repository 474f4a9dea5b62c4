import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { DAY } from '../../../src/core/instant.ts';

const LOADED = {
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  scriptSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
};

/** What a page never asks a device for. Helmet does not set this header. */
const NOT_ASKED_FOR = ['camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'usb']
  .map((feature) => `${feature}=()`)
  .join(', ');

/** Nothing but our own style sheets and script may load, nothing may frame us, and no address leaks to other sites. */
export function securityHeaders(secure: boolean): RequestHandler {
  const set = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: LOADED },
    // Nothing to other sites. Under `no-referrer` the Origin of our own forms would be "null", like a stranger's.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: secure ? { maxAge: (365 * DAY) / 1000 } : false,
    xFrameOptions: { action: 'deny' },
  });
  return (request, response, next) => {
    response.set('Permissions-Policy', NOT_ASKED_FOR);
    set(request, response, next);
  };
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
