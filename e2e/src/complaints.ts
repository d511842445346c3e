import type { Page } from '@playwright/test';

/** What pages complain of: errors on their console, and requests to a host that is not the console's. */
export class Complaints {
  private readonly seen: string[] = [];
  private readonly allowed: RegExp[] = [];
  private isOver = false;

  /** For stories that bring the fault about themselves. */
  allow(...patterns: RegExp[]): void {
    this.allowed.push(...patterns);
  }

  /** What comes when the stack is taken away at the end is no fault. */
  close(): void {
    this.isOver = true;
  }

  watch(page: Page): void {
    const complain = (what: string): void => {
      if (!this.isOver) this.seen.push(what);
    };
    const ask = (url: string): void => {
      const { protocol, host } = new URL(url);
      if (!/^(http|ws)s?:$/.test(protocol)) return;
      if (host !== new URL(page.url()).host && page.url() !== 'about:blank') complain(`asks ${url}`);
    };
    page.on('console', (message) => {
      if (message.type() === 'error') complain(message.text());
    });
    page.on('pageerror', (error) => complain(String(error)));
    page.on('request', (request) => ask(request.url()));
    page.on('websocket', (socket) => ask(socket.url()));
  }

  /** Those that nobody has allowed. */
  unexpected(): string[] {
    return this.seen.filter((each) => !this.allowed.some((pattern) => pattern.test(each)));
  }
}

/** What Chromium writes when a story has the server refuse or fail, or takes it away. */
export const REFUSED = /responded with a status of 4\d\d/;
export const FAILED = /responded with a status of 5\d\d/;
export const UNREACHABLE = /net::ERR_|WebSocket connection to/;
