/** Below this probability of its own class a model's label is listed as "unsure". */
export const UNSURE_BELOW = 0.6;
