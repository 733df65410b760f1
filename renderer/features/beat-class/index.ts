export { default as ClassMark } from './ClassMark.svelte';
