import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { Router } from 'express';
import type { AssetAddresses } from './render/page.ts';

const SYSTEM_FONTS = 'system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif';

export interface Assets {
  readonly addresses: AssetAddresses;
  readonly router: Router;
}

/** Reads the style sheets and the script once. Their addresses carry a digest of the content, so browsers may keep them for good. */
export function loadAssets(): Assets {
  const router = Router();
  const publish = (name: string, extension: 'css' | 'js', text: string): string => {
    const digest = createHash('sha256').update(text).digest('hex').slice(0, 12);
    const address = `/assets/${name}.${digest}.${extension}`;
    const plain = Buffer.from(text);
    const packed = gzipSync(plain);
    router.get(address, (request, response) => {
      const gzip = request.acceptsEncodings('gzip') === 'gzip';
      if (gzip) response.set('Content-Encoding', 'gzip');
      response
        .set({ 'Cache-Control': 'public, max-age=31536000, immutable', Vary: 'Accept-Encoding' })
        .type(extension)
        .send(gzip ? packed : plain);
    });
    return address;
  };
  return {
    addresses: {
      styles: [publish('nhsuk', 'css', nhsukStyles()), publish('roundtable', 'css', own('roundtable.css'))],
      script: publish('roundtable', 'js', own('roundtable.js')),
    },
    router,
  };
}

/** The components' styles without the NHS typeface, which only NHS sites may use and which would be fetched from elsewhere. */
function nhsukStyles(): string {
  const path = createRequire(import.meta.url).resolve('nhsuk-frontend/dist/nhsuk/nhsuk-frontend.min.css');
  return readFileSync(path, 'utf8')
    .replace(/@font-face\s*\{[^}]*\}/g, '')
    .replace(/font-family:Frutiger W01[^;}]*/g, `font-family:${SYSTEM_FONTS}`)
    .replace(/\/\*# sourceMappingURL=[^*]*\*\//, '');
}

function own(name: string): string {
  return readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8');
}
