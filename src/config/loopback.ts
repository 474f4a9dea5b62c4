import { isIPv4 } from 'node:net';

/**
 * Whether a host can only be this machine. Takes what `new URL(…).hostname` gives, and what people write as HOST. A name
 * that merely begins like a loopback address (`127.example.org`) is somebody else's.
 */
export function isLoopbackHost(host: string): boolean {
  const bare = host.toLowerCase();
  if (bare === 'localhost' || bare === '::1' || bare === '[::1]') return true;
  return isIPv4(bare) && bare.startsWith('127.');
}
