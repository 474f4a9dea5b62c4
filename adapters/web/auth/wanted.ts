import type { IncomingMessage, ServerResponse } from 'node:http';
import { ENTRANCE_PATH, viewAt } from '../addresses.ts';
import { cookieIn } from './session.ts';

const NAME = 'roundtable-next';
const LASTS_SECONDS = 60 * 60;

/** The view that somebody wanted before they came in: a letter in their mail leads there. Kept by their browser alone. */
export interface Wanted {
  remember(request: IncomingMessage, response: ServerResponse): void;
  /** Where to go now: the start page, unless a view was wanted. Forgets it. */
  take(request: IncomingMessage, response: ServerResponse): string;
}

export function createWanted(secure: boolean): Wanted {
  const attributes = `Path=${ENTRANCE_PATH}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  return {
    remember({ method, url = '/' }, response) {
      const view = localView(url);
      if (method !== 'GET' || view === null || view === '/') return;
      response.appendHeader(
        'Set-Cookie',
        `${NAME}=${encodeURIComponent(view)}; ${attributes}; Max-Age=${LASTS_SECONDS}`,
      );
    },
    take(request, response) {
      const kept = cookieIn(request.headers.cookie ?? '', NAME);
      if (kept === null) return '/';
      response.appendHeader('Set-Cookie', `${NAME}=; ${attributes}; Max-Age=0`);
      return localView(decoded(kept)) ?? '/';
    },
  };
}

/** A view of ours, with which of its parts was meant; null for every other text. */
function localView(text: string): string | null {
  const base = 'http://localhost';
  if (!text.startsWith('/') || !URL.canParse(text, base)) return null;
  const { origin, pathname, searchParams } = new URL(text, base);
  if (origin !== base || viewAt(pathname) === null) return null;
  const value = searchParams.get('value');
  return value === null ? pathname : `${pathname}?value=${encodeURIComponent(value)}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
