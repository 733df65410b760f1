import { launch } from './set-up.mjs';

await launch(async (log) => {
  const { runAllTests } = await import('./test-run.mjs');
  return runAllTests({ log });
});
