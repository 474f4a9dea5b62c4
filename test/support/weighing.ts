import { request as ask, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What somebody between us and a platform sees of one reply, whatever stands in it. */
export interface Weight {
  readonly status: number;
  /** Of its header lines, without the values of those that differ each time. */
  readonly headers: string;
  readonly bytes: number;
}

/** Hands requests on as they come, and weighs what comes back. */
export async function startWeighing(target: string) {
  const weights: Weight[] = [];
  const server = createServer((incoming, outgoing) => {
    const onward = ask(
      new URL(incoming.url ?? '/', target),
      { method: incoming.method ?? 'GET', headers: incoming.headers },
      (response) => {
        const status = response.statusCode ?? 0;
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const body = Buffer.concat(chunks);
          const headers = JSON.stringify({ ...response.headers, date: '' });
          weights.push({ status, headers, bytes: body.byteLength });
          outgoing.writeHead(status, response.rawHeaders).end(body);
        });
      },
    );
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    weights,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
