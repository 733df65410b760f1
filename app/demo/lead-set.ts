/** A direction or dipole in the Frank frame: x to the left, y to the feet, z to the back. */
export type Vector = readonly [x: number, y: number, z: number];

export interface DemoLead {
  readonly name: string;
  /** What the lead sees of a unit dipole. */
  readonly vector: Vector;
}

/**
 * The twelve standard leads in display order, as projections of the heart's dipole.
 * Coefficients: Dower GE, Machado HB, Osborne JA (1980), Clin Cardiol 3:87-95; the limb leads that
 * the paper leaves out follow from I and II.
 */
const LEAD_I: Vector = [0.632, -0.235, 0.059];
const LEAD_II: Vector = [0.235, 1.066, -0.132];
const STANDARD_LEADS: readonly DemoLead[] = [
  { name: 'I', vector: LEAD_I },
  { name: 'II', vector: LEAD_II },
  { name: 'III', vector: combine(LEAD_I, -1, LEAD_II, 1) },
  { name: 'aVR', vector: combine(LEAD_I, -0.5, LEAD_II, -0.5) },
  { name: 'aVL', vector: combine(LEAD_I, 1, LEAD_II, -0.5) },
  { name: 'aVF', vector: combine(LEAD_I, -0.5, LEAD_II, 1) },
  { name: 'V1', vector: [-0.515, 0.157, -0.917] },
  { name: 'V2', vector: [0.044, 0.164, -1.387] },
  { name: 'V3', vector: [0.882, 0.098, -1.277] },
  { name: 'V4', vector: [1.213, 0.127, -0.601] },
  { name: 'V5', vector: [1.125, 0.127, -0.086] },
  { name: 'V6', vector: [0.831, 0.076, 0.23] },
];

/** Which leads a recorder with few channels wears: the usual Holter leads II, V1 and V5 first. */
const PRIORITY = ['II', 'V1', 'V5', 'I', 'III', 'aVF', 'V3', 'V2', 'V4', 'V6', 'aVL', 'aVR'];

export const MAXIMUM_LEADS = STANDARD_LEADS.length;

export function demoLeads(leadCount: number): readonly DemoLead[] {
  const worn = PRIORITY.slice(0, leadCount);
  return STANDARD_LEADS.filter((lead) => worn.includes(lead.name));
}

function combine(a: Vector, weightA: number, b: Vector, weightB: number): Vector {
  return [
    weightA * a[0] + weightB * b[0],
    weightA * a[1] + weightB * b[1],
    weightA * a[2] + weightB * b[2],
  ];
}
