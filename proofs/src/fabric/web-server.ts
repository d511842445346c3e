/**
 * A web server in the internet. `GET /address` tells the caller's address, `GET /bytes/N` gives N bytes at once,
 * `GET /drops/N` N bytes, one in a hundred milliseconds, `POST /count` tells how many bytes came, `GET /files/NAME` a
 * file. Wants its address, and the folder of the files when there are any.
 */
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setInterval } from 'node:timers';

const [address = '', folder] = process.argv.slice(2);

createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '', 'http://web.example');
  const [, what = '', size = ''] = pathname.split('/');
  if (what === 'address') {
    response.end(request.socket.remoteAddress);
  } else if (what === 'bytes') {
    response.end(Buffer.alloc(Number(size), 'x'));
  } else if (what === 'drops') {
    let left = Number(size);
    const timer = setInterval(() => {
      left -= 1;
      if (left > 0) response.write('x');
      else response.end('x');
    }, 100);
    response.once('close', () => clearInterval(timer));
  } else if (what === 'count') {
    let count = 0;
    request.on('data', (chunk: Buffer) => {
      count += chunk.length;
    });
    request.once('end', () => response.end(String(count)));
  } else if (what === 'files' && folder !== undefined) {
    const file = createReadStream(join(folder, size));
    file.once('open', () => file.pipe(response)).once('error', () => response.writeHead(404).end());
  } else {
    response.writeHead(404).end();
  }
}).listen(80, address, () => process.stdout.write('listening\n'));
