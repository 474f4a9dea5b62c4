import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

// Takes every mail and keeps none. Tells its port to the process that made it.
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  onData(stream, _session, callback) {
    stream.on('end', () => callback());
    stream.resume();
  },
});
server.on('error', () => {});
server.listen(0, '127.0.0.1', () => process.send?.((server.server.address() as AddressInfo).port));
