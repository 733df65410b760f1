import vitest from '@vitest/eslint-plugin';
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { WORDS_IN_CATALOGUE } from './words-in-catalogue.js';

/**
 * Packages that only one folder may know. The same table, imports between our own folders
 * included, is enforced by dependency-cruiser; here it shows in the editor.
 */
const HOMES = {
  electron: ['main'],
  'better-sqlite3': ['main/store'],
  '@tensorflow/*': ['main/learning'],
  webgpu: ['main/learning'],
  svelte: ['renderer'],
  'svelte/*': ['renderer'],
  uplot: ['renderer/plot'],
  'node:*': ['main'],
};

/** Parts of main that also run in plain Node, in the core, its threads and the command line. */
const WITHOUT_ELECTRON = ['core', 'store', 'imports', 'learning', 'jobs', 'cli'].map(
  (name) => `main/${name}`,
);

/** @param {string} folder */
function homeRule(folder) {
  const banned = Object.entries(HOMES)
    .filter(([, homes]) => !homes.some((home) => folder === home || folder.startsWith(`${home}/`)))
    .map(([name]) => name);
  if (WITHOUT_ELECTRON.includes(folder)) banned.push('electron');
  const message = `Not in ${folder}: see its README for what may be imported here.`;
  return {
    files: [`${folder}/**/*.{ts,svelte}`],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ group: banned, message }] }] },
  };
}

const TYPED = {
  languageOptions: {
    parserOptions: {
      projectService: true,
      tsconfigRootDir: process.cwd(),
      extraFileExtensions: ['.svelte'],
    },
  },
};

const NAMED_EXPORTS = { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' };

const HOUSE_RULES = {
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-console': 'error',
  'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
  'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
  'no-restricted-syntax': ['error', NAMED_EXPORTS],
};

const TYPE_RULES = {
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/no-import-type-side-effects': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: true },
  ],
  // Its advice is `!`, which is banned; `as` marks an index that the loop has checked.
  '@typescript-eslint/non-nullable-type-assertion-style': 'off',
  // An empty environment variable is an unset one.
  '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
  '@typescript-eslint/no-empty-function': ['error', { allow: ['arrowFunctions'] }],
  '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
  // Numbers print themselves; anything else in a message is a mistake.
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
};

export default defineConfig(
  {
    ignores: [
      'dist/**',
      'out/**',
      'release/**',
      'node_modules/**',
      'main/learning/kernels/assembly/**',
    ],
  },
  {
    files: ['**/*.{ts,mjs,svelte}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    ...TYPED,
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: { ...HOUSE_RULES, ...TYPE_RULES },
  },
  { files: ['**/*.svelte', '**/*.svelte.ts'], extends: [svelte.configs.recommended] },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      'svelte/button-has-type': 'error',
      'svelte/no-at-html-tags': 'error',
      'svelte/require-each-key': 'error',
      'svelte/block-lang': ['error', { script: 'ts' }],
      'svelte/no-target-blank': 'error',
      // Reading a value in an effect for its dependency alone.
      '@typescript-eslint/no-meaningless-void-operator': 'off',
    },
  },
  {
    // Here a component that another one imports has no type; svelte-check, which knows it, looks.
    files: ['**/*.svelte'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['renderer/**/*.{ts,svelte}'],
    ignores: ['renderer/text/**'],
    rules: { 'no-restricted-syntax': ['error', NAMED_EXPORTS, ...WORDS_IN_CATALOGUE] },
  },
  ...['app', 'app/contract', 'main', ...WITHOUT_ELECTRON, 'renderer', 'renderer/plot'].map(
    homeRule,
  ),
  {
    files: ['test/unit/**/*.ts'],
    plugins: { vitest },
    rules: {
      ...vitest.configs.recommended.rules,
      'vitest/expect-expect': [
        'error',
        { assertFunctionNames: ['expect', 'expectTypeOf', 'fc.assert', 'expect*', 'assert*'] },
      ],
      'vitest/no-focused-tests': 'error',
      'vitest/valid-expect': ['error', { maxArgs: 2 }],
      // Properties hold for some inputs and not for others.
      'vitest/no-conditional-expect': 'off',
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'no-console': 'off',
    },
  },
  {
    // Tools ask for default exports.
    files: ['test/config/**', '**/*.config.{js,ts}'],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
