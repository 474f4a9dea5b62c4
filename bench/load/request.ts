/** One form as a browser sends it. */
export interface FormPost {
  readonly path: string;
  readonly cookie: string;
  readonly body: string;
}

/** The bytes of a request. The same ones go to the server that is measured and to its baseline. */
export function bytesOf({ path, cookie, body }: FormPost, origin: string): Buffer {
  const { host } = new URL(origin);
  const lines = [
    `POST ${path} HTTP/1.1`,
    `Host: ${host}`,
    'User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    'Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    'Accept-Language: en-GB,en;q=0.5',
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `Origin: ${origin}`,
    'Sec-Fetch-Site: same-origin',
    'Connection: keep-alive',
    `Cookie: ${cookie}`,
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
