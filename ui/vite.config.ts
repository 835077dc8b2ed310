import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = process.env.NOETL_SERVER ?? 'http://127.0.0.1:8082';
const ours = ['/api', '/login', '/logout', '/schema', '/actuator'];

export default defineConfig({
  base: '/ui/',
  plugins: [react()],
  build: {
    outDir: 'dist',
    // The policy of the page allows no data: addresses.
    assetsInlineLimit: 0,
    sourcemap: false,
    reportCompressedSize: false,
  },
  worker: { format: 'es' },
  server: {
    proxy: Object.fromEntries(ours.map((path) => [path, { target: server, changeOrigin: true }])),
  },
});
