/** Opens connections to port 80 of an address, sixteen at a time, and says how many there were after so many ms. */
import { connect } from 'node:net';

const [address = '', ms = ''] = process.argv.slice(2);
const end = performance.now() + Number(ms);
let made = 0;

async function open(): Promise<void> {
  while (performance.now() < end) {
    await new Promise<void>((resolve, reject) => {
      const socket = connect(80, address, () => {
        made += 1;
        // Leaves no address and port behind that has to wait.
        socket.resetAndDestroy();
        resolve();
      });
      socket.once('error', reject);
    });
  }
}

await Promise.all(Array.from({ length: 16 }, open));
process.stdout.write(`${made}`);
