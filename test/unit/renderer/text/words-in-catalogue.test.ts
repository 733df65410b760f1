import { Linter } from 'eslint';
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';
import { expect, test } from 'vitest';
import { WORDS_IN_CATALOGUE } from '../../../config/words-in-catalogue.js';

const CONFIG = [
  ...svelte.configs.base,
  {
    files: ['**/*.svelte'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } },
  { rules: { 'no-restricted-syntax': ['error', ...WORDS_IN_CATALOGUE] } },
] as Linter.Config[];

function problemsOf(filename: string, code: string): string[] {
  return new Linter().verify(code, CONFIG, { filename }).map(({ message }) => message);
}

test.each([
  ['text', '<h2>Reference reading</h2>'],
  ['one small word', '<p>{count} edited</p>'],
  ['a label', '<button aria-label="Next">›</button>'],
  ['a label around a value', '<div aria-label="Lead {name}"></div>'],
  ['a property of a component', '<Button hint="Not saved" />'],
  ['a word chosen by a value', "<p>{saved ? 'saved' : 'open'}</p>"],
  ['a plural', "<p>{count} {count === 1 ? 'beat' : 'beats'}</p>"],
  ['a sentence put together', '<script lang="ts">const text = `${count} of ${total}`;</script>'],
])('refuses %s in a component', (_what, code) => {
  expect(problemsOf('Some.svelte', code)).toContain(
    'Words that a reader sees live in renderer/text.',
  );
});

test.each([
  ['a sentence', "review.say('Nothing to undo.');"],
  ['a word', "const label = { all: 'All' };"],
  ['a small word by its name', "const one = { definition: 'normal' };"],
  ['words around a value', 'const said = `${count} beats`;'],
  ['a plural', "import { formatCountOf } from '../../text/format.ts';"],
])('refuses %s in a module', (_what, code) => {
  expect(problemsOf('some.ts', code)).not.toEqual([]);
});

test.each([
  ['symbols and class letters', '<span>V → N · 98 %</span>'],
  ['units of the SI', '<span>25 mm/s, 10 mm/mV, {rr} ms</span>'],
  ['names of styles', '<p class="muted note" style="left: 4px; top: 0" role="status"></p>'],
  ['paths', '<svg viewBox="0 0 28 28"><path d="M0 4H18 v10" /></svg>'],
  [
    'names of commands',
    '<Button aria-keyshortcuts={keys.aria(\'strips.play\')} variant="quiet" />',
  ],
  ['words of the catalogue', '<p>{REVIEW_TEXT.noBeat}</p>'],
  ['styles', '<p></p><style>p { margin: 0 auto; }</style>'],
])('takes %s in a component', (_what, code) => {
  expect(problemsOf('Some.svelte', code)).toEqual([]);
});

test.each([
  ['keys', "if (event.key === 'Enter' || event.key === 'Escape') leave();"],
  ['styles', 'element.style.transform = `translate(${x}px, ${y}px)`; font = `600 11px ${family}`;'],
  ['queries', "target.closest('select, textarea');"],
  ['what only a programmer meets', 'throw new RangeError(`There is no lead ${lead}`);'],
])('takes %s in a module', (_what, code) => {
  expect(problemsOf('some.ts', code)).toEqual([]);
});
