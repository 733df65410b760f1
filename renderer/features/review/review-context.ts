import { createContext } from 'svelte';
import type { Review } from './review.svelte.ts';

/** The review that a screen and all its parts show; set once by ReviewScreen. */
export const [currentReview, provideReview] = createContext<Review>();
