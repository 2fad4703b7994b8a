import { z } from 'zod';
import { CreateForm, DEFINITION_STEPS, DefinitionForm, STEPS } from './form.ts';

/** Where in the wizard someone is. */
export const Place = z.object({
  step: z.enum(STEPS),
  /** The definition being edited, over step `definitions`. */
  editing: z
    .object({
      index: z.number().int().min(0),
      step: z.enum(DEFINITION_STEPS),
      /** The definition as it was, for Cancel; null when it is new. */
      before: DefinitionForm.nullable(),
    })
    .nullable(),
  /** Came from the review, and goes back there. */
  fromReview: z.boolean(),
});
export type Place = z.infer<typeof Place>;

export const START: Place = { step: 'settings', editing: null, fromReview: false };

const Draft = z.object({
  /** What the wizard was opened with, so that a draft of a clone does not turn up elsewhere. */
  source: z.string(),
  values: CreateForm,
  place: Place,
});
export type Draft = z.infer<typeof Draft>;

const KEY = 'etude.create-draft';

/** Keeps what was entered, in this tab, over reloads. Storage that is full or forbidden is no reason to disturb. */
export function saveDraft(draft: Draft): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(draft));
  } catch {
    return;
  }
}

/** The draft of a wizard opened with `source`; undefined where there is none that reads. */
export function loadDraft(source: string): Draft | undefined {
  try {
    const draft = Draft.safeParse(JSON.parse(sessionStorage.getItem(KEY) ?? 'null'));
    return draft.success && draft.data.source === source ? draft.data : undefined;
  } catch {
    return undefined;
  }
}

export function dropDraft(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    return;
  }
}
