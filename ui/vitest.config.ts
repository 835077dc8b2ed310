import { defineConfig, mergeConfig } from 'vitest/config';
import site from './vite.config.ts';

// Apart from the build's configuration, which has to load without the packages of development.
export default mergeConfig(
  site,
  defineConfig({
    test: {
      environment: 'jsdom',
      include: ['tests/**/*.test.{ts,tsx}'],
      setupFiles: ['tests/setup.ts'],
    },
  }),
);
