import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx'],
    testTimeout: 60_000,
    // The default leaves one core idle; with two cores that is half the machine.
    maxWorkers: '100%',
  },
});
