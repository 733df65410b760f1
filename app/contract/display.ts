import * as v from 'valibot';
import { NO_DISPLAY_FILTER } from '../signal/display-filter.ts';

/** How a recording is shown: what no file, beat or statistic depends on. */

/** 0.05 Hz is the diagnostic lower limit of an electrocardiograph, 150 Hz the upper (AHA 2007). */
const cutOffSchema = v.pipe(v.number(), v.minValue(0.05), v.maxValue(150));

/** A `DisplayFilter`; null leaves a filter out. */
const displayFilterSchema = v.object({
  highPassHz: v.nullable(cutOffSchema),
  notchHz: v.nullable(cutOffSchema),
  lowPassHz: v.nullable(cutOffSchema),
});

/** The same as query values of a data route, where what is left out is not there. */
export const displayFilterQuery = {
  highPassHz: v.optional(cutOffSchema),
  notchHz: v.optional(cutOffSchema),
  lowPassHz: v.optional(cutOffSchema),
};

/** Seconds of a row of the full disclosure. */
export const DISCLOSURE_ROW_SECONDS = [30, 60, 120, 300] as const;

const positiveSchema = v.pipe(v.number(), v.finite(), v.gtValue(0));

/** How the full disclosure of a recording is shown. */
export const disclosureSchema = v.object({
  rowSeconds: v.picklist(DISCLOSURE_ROW_SECONDS),
  /** Index of the lead. */
  lead: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  mmPerMv: positiveSchema,
});
export type DisclosureView = v.InferOutput<typeof disclosureSchema>;

/** Parts of a view state that older versions did not store. */
export const displayEntries = {
  /** Factor on the common gain per lead; 1 where there is none. */
  leadGains: v.optional(v.array(positiveSchema), []),
  displayFilter: v.optional(displayFilterSchema, NO_DISPLAY_FILTER),
  disclosure: v.optional(disclosureSchema, { rowSeconds: 60, lead: 0, mmPerMv: 4 }),
};
