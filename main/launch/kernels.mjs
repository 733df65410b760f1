import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import asc from 'assemblyscript/asc';
import { repositoryRoot } from './paths.mjs';

/**
 * `npm run kernels`: compiles the WebAssembly kernels of training into the module that the WASM
 * engine loads. With `--check` it only says whether that module is what the sources compile to.
 */
const FOLDER = 'main/learning/kernels';
const MODULE = path.join(repositoryRoot, FOLDER, 'simd-module.ts');

const source = `/** main/learning/kernels/assembly, compiled by \`npm run kernels\`, in base64. */
export const SIMD_MODULE =
  '${(await compile()).toString('base64')}';
`;
if (!process.argv.includes('--check')) await writeFile(MODULE, source);
else if ((await readFile(MODULE, 'utf8')) !== source) {
  process.stderr.write('The compiled kernels are not those of the sources: npm run kernels\n');
  process.exitCode = 1;
}

/** @returns {Promise<Buffer>} */
async function compile() {
  /** @type {Buffer | undefined} */
  let binary;
  const { error, stderr } = await asc.main(
    [
      ...[`${FOLDER}/assembly/layout.ts`, `${FOLDER}/assembly/matrix-products.ts`],
      ...['--outFile', 'kernels.wasm', '-O3', '--noAssert', '--runtime', 'stub'],
      ...['--importMemory', '--initialMemory', '0', '--enable', 'relaxed-simd'],
    ],
    {
      readFile: (name, folder) =>
        readFile(path.resolve(repositoryRoot, folder, name), 'utf8').catch(() => null),
      writeFile: (_name, contents) => {
        binary = Buffer.from(contents);
      },
    },
  );
  if (error !== null || binary === undefined)
    throw new Error(error?.message ?? 'The compiler wrote nothing.', { cause: stderr });
  return binary;
}
