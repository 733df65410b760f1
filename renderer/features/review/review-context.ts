import { createContext } from 'svelte';
import type { Review } from './review.svelte.ts';

/** The review that all views of a recording and their parts show; set once by OpenRecording. */
export const [currentReview, provideReview] = createContext<Review>();
