import {
  CRITERION_RANGES,
  isCriterion,
  NUMERIC_CRITERIA,
  type EventCriteria,
  type NumericCriterion,
  type PauseBetween,
} from '../../../app/rhythm/event-criteria.ts';
import type { EVENTS_TEXT } from '../../text/events.ts';

/** Criteria as they are typed: text that may not be a number yet. */
export interface CriteriaForm {
  pauseBetween: PauseBetween;
  texts: Record<NumericCriterion, string>;
}

/** The fields from top to bottom, by what they are about. */
export const CRITERIA_GROUPS: readonly {
  readonly group: keyof typeof EVENTS_TEXT.criteriaGroups;
  readonly fields: readonly NumericCriterion[];
}[] = [
  { group: 'pauses', fields: ['pauseS'] },
  { group: 'bradycardia', fields: ['bradycardiaBpm', 'bradycardiaS'] },
  { group: 'tachycardia', fields: ['tachycardiaBpm', 'tachycardiaS'] },
  {
    group: 'ventricular',
    fields: ['ventricularRunBeats', 'ventricularTachycardiaBpm', 'ventricularTachycardiaBeats'],
  },
  {
    group: 'supraventricular',
    fields: [
      'supraventricularRunBeats',
      'supraventricularTachycardiaBpm',
      'supraventricularTachycardiaBeats',
    ],
  },
  { group: 'alternation', fields: ['alternationCycles'] },
  { group: 'fibrillation', fields: ['atrialFibrillationS'] },
];

export function criterionText(name: NumericCriterion, value: number): string {
  return CRITERION_RANGES[name].step < 1 ? value.toFixed(1) : String(value);
}

export function formOf(criteria: EventCriteria): CriteriaForm {
  return {
    pauseBetween: criteria.pauseBetween,
    texts: Object.fromEntries(
      NUMERIC_CRITERIA.map((name) => [name, criterionText(name, criteria[name])]),
    ) as CriteriaForm['texts'],
  };
}

/** The number that was typed, or null where it is none or lies outside its limits. */
export function parseCriterion(name: NumericCriterion, text: string): number | null {
  const value = text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.'));
  return isCriterion(name, value) ? value : null;
}

/** Criteria, or null while a field is not valid. */
export function parseForm({ pauseBetween, texts }: CriteriaForm): EventCriteria | null {
  const values = NUMERIC_CRITERIA.map((name) => [name, parseCriterion(name, texts[name])] as const);
  if (values.some(([, value]) => value === null)) return null;
  return {
    version: 1,
    pauseBetween,
    ...(Object.fromEntries(values) as Record<NumericCriterion, number>),
  };
}
