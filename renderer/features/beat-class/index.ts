export { classColourToken } from './class-colour.ts';
export { CLASS_SHAPES } from './class-shape.ts';
export { default as ClassLabel } from './ClassLabel.svelte';
export { default as ClassMark } from './ClassMark.svelte';
