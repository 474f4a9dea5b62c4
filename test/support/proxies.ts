import { execFileSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { delimiter, join } from 'node:path';
import { temporaryFolder } from './folders.ts';
import type { Asked } from './http-client.ts';
import { freePort } from './ports.ts';
import { startServer } from './servers-process.ts';

export type ProxyName = 'nginx' | 'caddy';

/** A proxy as our documentation sets it up, in front of a server on this machine. */
export interface RunningProxy {
  /** Over TLS, with a certificate that nobody but `fetcher` knows. */
  readonly address: string;
  /** Where plain HTTP is answered. */
  readonly plain: string;
  readonly certificate: string;
  /** All that the proxy printed, logged or wrote into a file, with the names of files and folders. */
  written(): string;
  /** What lies in the folders for bodies and pages that do not fit into memory: each kept file leaves a folder behind. */
  leftInTemporary(): readonly string[];
  stop(): Promise<void>;
}

/** The program's path, or null where the machine lacks it. Debian keeps nginx out of people's PATH. */
export function findProxy(name: ProxyName): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

/** The file that our documentation shows. */
export function documented(name: ProxyName): string {
  const file = name === 'nginx' ? 'nginx.conf' : 'Caddyfile';
  return readFileSync(new URL(`../../docs/proxy/${file}`, import.meta.url), 'utf8');
}

/** `upstream`: host and port that it hands requests on to. `change`: breaks the documented file on purpose. */
export async function startProxy(
  name: ProxyName,
  at: { readonly upstream: string; readonly port: number },
  change: (text: string) => string = (text) => text,
): Promise<RunningProxy> {
  const program = findProxy(name);
  if (program === null) throw new Error(`there is no ${name} on this machine`);
  const folder = temporaryFolder(name);
  const inside = (path: string): string => join(folder.path, path);
  const plainPort = await freePort();
  for (const each of ['bodies', 'pages', 'tmp']) mkdirSync(inside(each), { mode: 0o777 });
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'].concat(
      ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
      ['-keyout', inside('key.pem'), '-out', inside('cert.pem')],
    ),
    { stdio: 'ignore' },
  );
  const text = change(documented(name))
    .replaceAll('127.0.0.1:3000', at.upstream)
    .replaceAll('/etc/ssl/roundtable', folder.path);
  if (name === 'nginx') {
    writeFileSync(inside('roundtable.conf'), nginxSite(text, at.port, plainPort));
    writeFileSync(inside('main.conf'), nginxMain(folder.path));
  } else writeFileSync(inside('Caddyfile'), caddyfile(text, at.port, plainPort));
  let printed = '';
  const server = await startServer({
    ...(name === 'nginx' ? nginxCommand(program, folder.path) : await caddyCommand(program, folder.path)),
    folder: folder.path,
    heard: (chunk) => {
      printed += chunk;
    },
  });
  return {
    address: `https://localhost:${at.port}`,
    plain: `http://localhost:${plainPort}`,
    certificate: readFileSync(inside('cert.pem'), 'utf8'),
    written: () => `${printed}\n${filesIn(folder.path)}`,
    leftInTemporary: () => ['bodies', 'pages', 'tmp'].flatMap((each) => readdirSync(inside(each))),
    async stop() {
      await server.end('SIGTERM');
      folder.remove();
    },
  };
}

/** Only names and ports change: what is tested is what people copy. */
function nginxSite(text: string, port: number, plainPort: number): string {
  return text
    .replaceAll('listen 80;', `listen 127.0.0.1:${plainPort};`)
    .replaceAll('listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`)
    .replaceAll('https://roundtable.example.org', `https://localhost:${port}`)
    .replaceAll('roundtable.example.org', 'localhost');
}

/** As Debian's own: it logs and packs, and our file has to undo that. Each level of folders stays when its file has gone. */
function nginxMain(folder: string): string {
  return `${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
pid ${folder}/nginx.pid;
error_log stderr notice;
error_log ${folder}/error.log info;
events {}
http {
  types { text/html html; text/css css; }
  access_log ${folder}/access.log;
  gzip on;
  gzip_proxied any;
  client_body_temp_path ${folder}/bodies 1 2;
  proxy_temp_path ${folder}/pages 1 2;
  fastcgi_temp_path ${folder}/tmp;
  uwsgi_temp_path ${folder}/tmp;
  scgi_temp_path ${folder}/tmp;
  include ${folder}/roundtable.conf;
}
`;
}

function nginxCommand(command: string, folder: string) {
  return {
    command,
    args: ['-e', 'stderr', '-p', folder, '-c', join(folder, 'main.conf')],
    readyWhen: 'start worker process ',
  };
}

function caddyfile(text: string, port: number, plainPort: number): string {
  return text
    .replace('{\n', `{\n\thttp_port ${plainPort}\n\thttps_port ${port}\n\tskip_install_trust\n`)
    .replace('# tls ', 'tls ')
    .replaceAll('roundtable.example.org', 'localhost');
}

async function caddyCommand(command: string, folder: string) {
  const homes = [`XDG_DATA_HOME=${folder}`, `XDG_CONFIG_HOME=${folder}`, `HOME=${folder}`];
  const admin = `CADDY_ADMIN=127.0.0.1:${await freePort()}`;
  return {
    command: 'env',
    args: [...homes, admin, `TMPDIR=${folder}/tmp`, command, 'run', '--adapter', 'caddyfile'].concat([
      '--config',
      join(folder, 'Caddyfile'),
    ]),
    readyWhen: 'serving initial configuration',
  };
}

/** What the proxy let through of one response, as somebody who sees sizes counts it. */
export interface SeenSize {
  readonly status: number;
  readonly headers: number;
  readonly body: number;
}

/** `fetch` for an `HttpClient`: from an address of one's own, trusting this proxy alone, and asking for packed pages. */
export function fetcherThrough(
  { certificate }: Pick<RunningProxy, 'certificate'>,
  from: string,
  seen: (size: SeenSize) => void = () => {},
) {
  return (url: URL, init: Asked): Promise<Response> =>
    new Promise((resolve, reject) => {
      const asking = httpsRequest(
        url,
        {
          method: init.method ?? 'GET',
          headers: { 'accept-encoding': 'gzip, br, zstd', ...init.headers },
          localAddress: from,
          ca: certificate,
          agent: false,
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const headers = new Headers();
            for (let at = 0; at < response.rawHeaders.length; at += 2) {
              headers.append(response.rawHeaders[at] ?? '', response.rawHeaders[at + 1] ?? '');
            }
            const body = Buffer.concat(chunks);
            const status = response.statusCode ?? 0;
            seen({ status, headers: response.rawHeaders.join('').length, body: body.byteLength });
            resolve(new Response(body, { status, headers }));
          });
        },
      );
      asking.on('error', reject);
      asking.end(init.body as string | Uint8Array | undefined);
    });
}

function filesIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return entry.isFile() ? `${path}\n${readFileSync(path, 'latin1')}` : path;
    })
    .join('\n');
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
