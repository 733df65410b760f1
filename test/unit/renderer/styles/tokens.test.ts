import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/**
 * The palettes as a browser would resolve them: light first, then what each theme overrides. The
 * contrast formula is WCAG 2.2's.
 */
const css = readFileSync(
  new URL('../../../../renderer/styles/tokens.css', import.meta.url),
  'utf8',
);

function block(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  expect(start, selector).toBeGreaterThanOrEqual(0);
  const body = css.slice(start, css.indexOf('\n}', start));
  return new Map(
    [...body.matchAll(/(--[\w-]+):\s*(#[0-9a-f]{6})\b/gi)].map(([, name, colour]) => [
      name ?? '',
      colour ?? '',
    ]),
  );
}

function palette(...selectors: string[]): Map<string, string> {
  return new Map(selectors.flatMap((selector) => [...block(selector)]));
}

const HIGH_CONTRAST = ":root[data-theme='high-contrast']";
const DARK = ":root[data-scheme='dark']";
const PALETTES = {
  light: palette(':root'),
  dark: palette(':root', DARK),
  'high contrast on white': palette(':root', HIGH_CONTRAST),
  'high contrast on black': palette(
    ':root',
    DARK,
    HIGH_CONTRAST,
    `${HIGH_CONTRAST}[data-scheme='dark']`,
  ),
};

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

function contrast(colours: Map<string, string>, front: string, ground: string): number {
  const [a, b] = [front, ground].map((name) => {
    const colour = colours.get(name);
    if (colour === undefined) throw new Error(`No token ${name}`);
    return luminance(colour);
  });
  const [low, high] = [a ?? 0, b ?? 0].sort((x, y) => x - y);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

const CLASSES = ['--class-n', '--class-s', '--class-v', '--class-f', '--class-q'];
const GROUNDS = ['--surface', '--surface-panel', '--surface-hover', '--selection-soft'];

describe.each(Object.entries(PALETTES))('%s', (name, colours) => {
  const highContrast = name.startsWith('high');

  test('text is readable on every ground', () => {
    for (const ground of GROUNDS) {
      expect(contrast(colours, '--text', ground), `text on ${ground}`).toBeGreaterThanOrEqual(7);
      expect(
        contrast(colours, '--text-muted', ground),
        `muted text on ${ground}`,
      ).toBeGreaterThanOrEqual(4.5);
    }
  });

  test('beat classes, selection and reference are readable on the paper', () => {
    for (const token of [...CLASSES, '--selection', '--reference']) {
      const least = highContrast ? 7 : 4.5;
      expect(contrast(colours, token, '--paper'), token).toBeGreaterThanOrEqual(least);
    }
    for (const token of CLASSES) {
      for (const ground of GROUNDS) {
        const least = ground === '--selection-soft' ? 4 : 4.5;
        expect(contrast(colours, token, ground), `${token} on ${ground}`).toBeGreaterThan(least);
      }
    }
  });

  test('messages and buttons are readable', () => {
    for (const tone of ['danger', 'warning', 'success']) {
      expect(
        contrast(colours, `--${tone}`, `--${tone}-soft`),
        `${tone} on its ground`,
      ).toBeGreaterThanOrEqual(4.5);
      expect(contrast(colours, `--${tone}`, '--surface-panel'), tone).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(colours, '--on-selection', '--selection')).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colours, '--selection', '--selection-soft')).toBeGreaterThanOrEqual(4.5);
  });

  test('the trace stands out from the grid, and borders of controls from their ground', () => {
    expect(contrast(colours, '--trace', '--grid-major')).toBeGreaterThanOrEqual(7);
    expect(contrast(colours, '--line-strong', '--surface-panel')).toBeGreaterThanOrEqual(3);
  });
});
