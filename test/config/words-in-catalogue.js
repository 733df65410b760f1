/**
 * Words that a reader sees belong in renderer/text: what looks like one elsewhere in the window is an
 * error. Symbols, class letters and units of the SI are the same in every language and may stay.
 */

const UNIT = '(?:ms|mV|mm|Hz)(?!\\p{L})';
/** What programs call keys, files and computers. */
const NAME = '(?:Space|Meta|Control|Plus|Files|Mac)$';

/** Two letters in a row that are no unit. */
const WORD = `/(?<!\\p{L})(?!${UNIT})\\p{L}{2,}/u`;
/** `Lead`, `two words`; and not `ArrowLeft`, `font-size`, `M0 4H18`. */
const PHRASE = `/^(?!${NAME})\\p{Lu}\\p{Ll}+$|\\p{L}{2,}[,:]? \\p{L}/u`;
/** Words around a value: `Lead ${…}`, `${…} beats`, `File: ${…}`; and not `translate(${…}px`. */
const AROUND_VALUE = `/^\\p{Lu}\\p{Ll}+:? |(?<![\\p{L}\\d])\\p{L}{2,} (?:\\p{L}|$)|^[,;:]? (?!${UNIT})\\p{L}{2,}/u`;

const SPOKEN = /^(?:aria-(?:label|description|roledescription|valuetext)|title|placeholder|alt)$/u;
const UNSPOKEN = /^(?:class|style|d)$/u;
/** A value on its way to somewhere, rather than what a key or a name is compared with. */
const PASSED_ON = `:matches(${[
  'Property',
  'AssignmentPattern',
  'VariableDeclarator',
  'ConditionalExpression',
  'LogicalExpression',
  'ReturnStatement',
  'ArrowFunctionExpression',
  'CallExpression',
].join(', ')})`;
/** Says in the code itself, as a property's name, that a reader sees it. */
const LABELLED = /^(?:label|title|text|definition|meaning|message|remedy|heading|caption)$/u;
const IN_TEXT = ':not(SvelteAttribute, SvelteStyleDirective) > SvelteMustacheTag';
/** Errors that only a programmer meets. */
const UNTHROWN = (node) => `${node}:not(ThrowStatement ${node})`;

const MESSAGE = 'Words that a reader sees live in renderer/text.';
const SELECTORS = [
  `:not(SvelteStyleElement) > SvelteText[value=${WORD}]`,
  `SvelteAttribute[key.name=${SPOKEN}] > SvelteLiteral[value=${WORD}]`,
  `SvelteAttribute:not([key.name=${UNSPOKEN}]) > SvelteLiteral[value=${PHRASE}]`,
  `SvelteAttribute:not([key.name=${UNSPOKEN}]) > SvelteLiteral[value=${AROUND_VALUE}]`,
  `${IN_TEXT} > Literal[value=${WORD}]`,
  `${IN_TEXT} > :matches(ConditionalExpression, LogicalExpression) > Literal[value=${WORD}]`,
  `${IN_TEXT} > ConditionalExpression > ConditionalExpression > Literal[value=${WORD}]`,
  `Property[key.name=${LABELLED}] > Literal[value=${WORD}]`,
  `${PASSED_ON} > Literal[value=/^(?!${NAME})\\p{Lu}\\p{Ll}+$/u]`,
  `${UNTHROWN('Literal')}[value=/\\p{L}{2,} \\p{L}/u]`,
  `${UNTHROWN('TemplateElement')}[value.raw=${AROUND_VALUE}]`,
];

/** Entries for `no-restricted-syntax`. */
export const WORDS_IN_CATALOGUE = [
  ...SELECTORS.map((selector) => ({ selector, message: MESSAGE })),
  {
    selector: "ImportSpecifier[imported.name='formatCountOf']",
    message: 'How a plural is made belongs to the language: renderer/text/counts.ts.',
  },
];
