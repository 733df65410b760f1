export { default as ReviewScreen } from './ReviewScreen.svelte';
export { Review } from './review.svelte.ts';
export { reviewSession } from './review-session.svelte.ts';
