import { Client, type ClientConfig } from 'pg';

/**
 * A connection to PostgreSQL whose end never ends the process. Between the moment in which a pool hands one out and the
 * one in which its taker listens, nobody listens for errors; the server may say in the very message by which it is
 * ready that it is going down. Nothing is hidden: the next query on it fails, and the pool takes it no more.
 */
export class SturdyClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
