import { CARD_WORDS } from '../../text/models.ts';

/** One line of a model card. */
export interface CardRow {
  readonly label: string;
  readonly value: string;
}

/** A card, or a part of one, as lines: nested objects become "loss · alpha"; nothing is left out. */
export function cardRows(card: Readonly<Record<string, unknown>>): CardRow[] {
  return Object.entries(card).flatMap(([key, value]) => rowsOf([labelOf(key)], value));
}

function rowsOf(path: readonly string[], value: unknown): CardRow[] {
  if (value === null || value === undefined || value === '') return [];
  if (Array.isArray(value) && value.some(isPlainObject)) {
    return value.flatMap((item, index) => rowsOf([...path, String(index + 1)], item));
  }
  if (isPlainObject(value)) {
    return Object.entries(value).flatMap(([key, inner]) => rowsOf([...path, labelOf(key)], inner));
  }
  return [{ label: path.join(' · '), value: valueText(value) }];
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** As the catalogue has it, else "learningRate" → "learning rate"; class letters stay as they are. */
function labelOf(key: string): string {
  const word = CARD_WORDS[key];
  if (word !== undefined) return word;
  return key.replaceAll(/(?<=[a-z0-9])([A-Z])/g, (capital) => ` ${capital.toLowerCase()}`);
}

function valueText(value: unknown): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(6)));
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) {
    return value.map(valueText).join(value.some((item) => Array.isArray(item)) ? ' | ' : ', ');
  }
  return JSON.stringify(value);
}
