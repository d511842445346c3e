/** What the gateway is measured against: Express and `pg` alone, one row by its key, no more. */
import express from 'express';
import { Pool } from 'pg';

const { DATABASE_URL, DATABASE_POOL_SIZE, PORT } = process.env;

const pool = new Pool({ connectionString: DATABASE_URL, max: Number(DATABASE_POOL_SIZE) });

const app = express();
app.disable('x-powered-by');
app.set('etag', false);
app.get('/resources/:uid', async (request, response) => {
  const { rows } = await pool.query(
    `SELECT uid, tenant, region, workspace, kind, name, labels, annotations, extensions, spec, status,
            resource_version, created_at, last_modified_at
       FROM resource WHERE uid = $1`,
    [request.params.uid],
  );
  response.json(rows[0]);
});
const server = app.listen(Number(PORT), '127.0.0.1');

process.on('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
  void pool.end();
});
