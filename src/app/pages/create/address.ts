import { DEFINITION_STEPS, STEPS } from './form.ts';
import type { Place } from './draft.ts';

/** A place without what an address cannot hold. */
export interface Address {
  readonly step: Place['step'];
  readonly editing: { readonly index: number; readonly step: (typeof DEFINITION_STEPS)[number] } | null;
  readonly fromReview: boolean;
}

const KEYS = ['step', 'definition', 'page', 'review'] as const;

/** The search part of the wizard's address for a place; what else stands in it stays. Definitions count from 1. */
export function withAddress(
  params: URLSearchParams,
  { step, editing, fromReview }: Address,
): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const key of KEYS) next.delete(key);
  next.set('step', step);
  if (editing) {
    next.set('definition', String(editing.index + 1));
    next.set('page', editing.step);
  }
  if (fromReview) next.set('review', 'edit');
  return next;
}

/** Where an address leads, of a wizard with so many definitions; the first step where it says nothing that fits. */
export function readAddress(params: URLSearchParams, definitions: number): Address {
  const step = STEPS.find((each) => each === params.get('step')) ?? 'settings';
  const fromReview = params.get('review') === 'edit';
  const index = Number(params.get('definition')) - 1;
  const page = DEFINITION_STEPS.find((each) => each === params.get('page')) ?? 'algorithm';
  const exists = step === 'definitions' && Number.isInteger(index) && index >= 0 && index < definitions;
  return { step, editing: exists ? { index, step: page } : null, fromReview };
}

/** Whether two places have the same address. */
export const sameAddress = (a: Address, b: Address): boolean =>
  String(withAddress(new URLSearchParams(), a)) === String(withAddress(new URLSearchParams(), b));
