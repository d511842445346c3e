import { spawn } from 'node:child_process';
import type { Image } from './image.js';

/** How QEMU runs a machine's processors. */
export interface Accelerator {
  readonly name: 'kvm' | 'tcg';
  readonly args: readonly string[];
}

const KVM: Accelerator = { name: 'kvm', args: ['-accel', 'kvm', '-cpu', 'host'] };

/**
 * In software. Without the small buffer a machine takes three times the memory. An old processor, since for each feature
 * of a new one the system loads modules that it then does not use; with CX16 Debian 13's kernel crashes in QEMU 7.2.
 */
const TCG: Accelerator = {
  name: 'tcg',
  args: ['-accel', 'tcg,thread=multi,tb-size=128', '-cpu', 'Nehalem,cx16=off'],
};

const TRIAL_MS = 15_000;

/** KVM where this very kernel runs in it, which a device file does not promise; else software. */
export async function findAccelerator(image: Image): Promise<Accelerator> {
  return (await runsKernel(KVM, image)) ? KVM : TCG;
}

/** Boots the kernel without a disk, so that it panics as soon as it would start its first program. */
function runsKernel({ args }: Accelerator, { kernel }: Image): Promise<boolean> {
  const trial = ['-M', 'q35', ...args, '-m', '256', '-display', 'none', '-nodefaults', '-serial', 'stdio'];
  const child = spawn(
    'qemu-system-x86_64',
    [...trial, '-no-reboot', '-kernel', kernel, '-append', 'console=ttyS0 panic=-1'],
    { stdio: ['ignore', 'pipe', 'pipe'], timeout: TRIAL_MS, killSignal: 'SIGKILL' },
  );
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    // The machine then stands still for ever.
    if (chunk.includes('KVM internal error')) child.kill('SIGKILL');
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', () => resolve(output.includes('Unable to mount root fs')));
  });
}
