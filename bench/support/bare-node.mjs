// The baseline of a start: Node with nothing but its own HTTP server.
import { createServer } from 'node:http';

const server = createServer((_request, response) => response.end('ready\n'));
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`Listening at http://127.0.0.1:${server.address().port}\n`);
});
