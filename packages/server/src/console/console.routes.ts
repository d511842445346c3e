import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import express, { Router } from 'express';

/** Where the console is built to. */
const FOLDER = fileURLToPath(new URL('../../../../web/dist', import.meta.url));

const ONE_YEAR_MS = 31_536_000_000;

/** Serves the built console; every path that is no file of it is one of its screens. */
export function consoleRoutes(folder = FOLDER): Router {
  const router = Router();
  if (!existsSync(`${folder}/index.html`)) {
    router.get('/', (_request, response) => {
      response.status(503).type('text/plain').send('The console has not been built: run npm run build.\n');
    });
    return router;
  }
  // Names of assets carry a hash of their content, so they never change.
  router.use(
    '/assets',
    express.static(`${folder}/assets`, { immutable: true, maxAge: ONE_YEAR_MS, fallthrough: false }),
  );
  router.use(express.static(folder, { index: false }));
  router.get('/{*screen}', (_request, response) => {
    response.set('Cache-Control', 'no-cache').sendFile(`${folder}/index.html`);
  });
  return router;
}
