import { InvalidArgumentError, Option } from 'commander';
import { parseSeeds } from '../../app/learning/seeds.ts';

/** Values and options that several commands take. A parser's error becomes a usage error. */

export function positiveNumber(text: string): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (!Number.isFinite(value) || value <= 0)
    throw new InvalidArgumentError('Give a number above 0.');
  return value;
}

export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 0.');
  return Number(text);
}

export function engineOption(): Option {
  return new Option('--engine <name>', 'what to compute with')
    .choices(['auto', 'native', 'webgpu', 'wasm', 'cpu'])
    .default('auto');
}

/** Seeds as the training view takes them: numbers and ranges, none of them twice. */
export function seedList(text: string): number[] {
  const seeds = parseSeeds(text);
  if (seeds === null) {
    throw new InvalidArgumentError(
      'Give at most 20 whole numbers, such as 1,2 or 1-5, each once: the spread is over different seeds.',
    );
  }
  return seeds;
}

/** Names separated by commas, each once. */
export function separated(text: string): string[] {
  const names = new Set(text.split(',').map((name) => name.trim()));
  names.delete('');
  if (names.size === 0) throw new InvalidArgumentError('Name at least one record.');
  return [...names];
}
