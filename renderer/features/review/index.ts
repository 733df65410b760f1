export { default as ReviewScreen } from './ReviewScreen.svelte';
export { Review } from './review.svelte.ts';
export { reviewSession, type SaveState } from './review-session.svelte.ts';
