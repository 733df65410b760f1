export const COMPARISON_RULES = ['reference', 'corrected'] as const;

/**
 * `reference`: as the reference tools bxb, rxr and sumstats of WFDB 10.7.0 count, oddities included.
 * `corrected`: without what is plainly a slip in them; see the report's footnotes.
 */
export type ComparisonRules = (typeof COMPARISON_RULES)[number];
