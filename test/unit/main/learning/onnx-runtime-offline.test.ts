import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const BINARIES = path.resolve('node_modules/onnxruntime-node/bin');

/** Later releases (1.30 is one) carry a client that reports to their maker over the network. */
const REPORTING = ['events.data.microsoft.com', 'ORT_DISABLE_TELEMETRY'];

test.skipIf(!existsSync(BINARIES))('the ONNX Runtime that is shipped reports to nobody', () => {
  const libraries = readdirSync(BINARIES, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /linux[^]*libonnxruntime\.so/.test(file),
  );
  expect(libraries.length).toBeGreaterThan(0);
  for (const library of libraries) {
    const bytes = readFileSync(path.join(BINARIES, library));
    for (const text of REPORTING) expect(bytes.includes(text)).toBe(false);
  }
});
