import { InvalidArgumentError, Option } from 'commander';

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

/** Whole numbers separated by commas. */
export function wholeNumbers(text: string): number[] {
  return text.split(',').map((part) => wholeNumber(part.trim()));
}

/** Names separated by commas, each once. */
export function separated(text: string): string[] {
  const names = new Set(text.split(',').map((name) => name.trim()));
  names.delete('');
  if (names.size === 0) throw new InvalidArgumentError('Name at least one record.');
  return [...names];
}
