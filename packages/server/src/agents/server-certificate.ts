import type { SecureContextOptions } from 'node:tls';
import { issueServerCertificate, type Domain, type TokenCipher } from '@seca-hetzner/domain';
import type { Logger } from '@seca-hetzner/domain/runtime';

export const CERTIFICATE_LIFETIME_MS = 30 * 86_400_000;

/** How often it is looked whether the certificate has to be renewed; no timer of Node's runs for a month. */
const LOOK_MS = 3_600_000;

/** Until a renewal that failed is tried again. */
const RETRY_MS = 60_000;

/** A certificate of its own for this process, under the host of `url`. */
export async function serverCertificate(
  { dataSource, clock }: Domain,
  cipher: TokenCipher,
  url: string,
  lifetimeMs: number,
): Promise<SecureContextOptions> {
  const { certificate, privateKey } = await issueServerCertificate(
    dataSource.manager,
    cipher,
    hostOf(url),
    clock.now(),
    lifetimeMs,
  );
  return { cert: certificate, key: privateKey };
}

/** The host as it stands in a certificate: an IPv6 address without its brackets. */
function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[(.*)\]$/, '$1');
}

/** Renews a certificate each time two thirds of its life are over, until `signal`. */
export async function keepCertificate(
  domain: Domain,
  logger: Logger,
  lifetimeMs: number,
  renew: () => Promise<SecureContextOptions>,
  use: (context: SecureContextOptions) => void,
  signal: AbortSignal,
): Promise<void> {
  const { clock } = domain;
  const renewalAfter = (): Date => new Date(clock.now().getTime() + (lifetimeMs * 2) / 3);
  let dueAt = renewalAfter();
  while (!signal.aborted) {
    const remainingMs = dueAt.getTime() - clock.now().getTime();
    try {
      if (remainingMs > 0) {
        await clock.sleep(Math.min(remainingMs, LOOK_MS), signal);
        continue;
      }
      use(await renew());
      dueAt = renewalAfter();
      logger.info('certificate for agents renewed');
    } catch (error) {
      if (signal.aborted) return;
      logger.error({ error }, 'certificate for agents not renewed');
      await clock.sleep(RETRY_MS, signal).catch(() => undefined);
    }
  }
}
