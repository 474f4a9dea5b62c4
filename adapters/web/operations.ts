import { createHash, timingSafeEqual } from 'node:crypto';
import { type Request, Router } from 'express';
import { Fault } from './errors.ts';
import { type Methods, READ } from './methods.ts';
import type { WebOptions } from './options.ts';
import { FAULTS } from './words.ts';

/** What machines ask: is the process alive, can it serve, how much did it do. */
export function operationRoutes(options: WebOptions): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.type('text').send('alive\n');
  });
  router.get('/readyz', async (_request, response) => {
    const ready = await options.readiness().catch(() => false);
    response
      .status(ready ? 200 : 503)
      .type('text')
      .send(ready ? 'ready\n' : 'not ready\n');
  });
  router.get('/metrics', async (request, response) => {
    // The same answer as for an unknown page: whoever may not read metrics need not know that they are here.
    if (!mayRead(request, options.metricsToken)) throw new Fault(404, FAULTS.unknownPage);
    response.set('Content-Type', 'text/plain; version=0.0.4; charset=utf-8').send(await options.metrics());
  });
  return router;
}

function mayRead(request: Request, token: string | null): boolean {
  if (token !== null) return sameText(request.headers.authorization ?? '', `Bearer ${token}`);
  // Behind a proxy on this machine every peer looks local, so a request that was passed on does not count as local.
  const passedOn = ['forwarded', 'x-forwarded-for', 'via'].some((name) => name in request.headers);
  const peer = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  return !passedOn && (peer === '::1' || peer.startsWith('127.'));
}

function sameText(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

export const operationMethods: Methods = { '/healthz': READ, '/readyz': READ, '/metrics': READ };
