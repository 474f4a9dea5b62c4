// The baseline of a reply: Express that takes a form's bytes and does nothing with them.
import express from 'express';

const app = express();
app.get('/', (_request, response) => response.send('ready'));
app.post('/pulse/:round', express.raw({ type: () => true }), (_request, response) => response.send('ok'));
const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`Listening at http://127.0.0.1:${server.address().port}\n`);
});
