export { default as OpenRecording } from './OpenRecording.svelte';
export { default as ReviewScreen } from './ReviewScreen.svelte';
export { currentReview } from './review-context.ts';
export { Review } from './review.svelte.ts';
export { reviewSession } from './review-session.svelte.ts';
