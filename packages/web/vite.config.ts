import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `vite` finds the admin API while the console is worked on; the built console is served by it. */
const API = process.env['ADMIN_URL'] ?? 'http://127.0.0.1:4000';

export default defineConfig({
  plugins: [react()],
  build: {
    // Nothing may be inlined: the server's Content-Security-Policy takes files of this host alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/graphql': { target: API, ws: true }, '/auth': API } },
});
