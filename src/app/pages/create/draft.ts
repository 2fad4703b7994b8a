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

export const Draft = z.object({
  id: z.string(),
  values: CreateForm,
  place: Place,
  /** Milliseconds since 1970. */
  savedAt: z.number(),
  /** What it was filled from, as it was then: the review shows what was changed since. */
  origin: z.object({ title: z.string(), form: CreateForm }).optional(),
});
export type Draft = z.infer<typeof Draft>;

const PREFIX = 'etude.draft.';
/** The newest are kept: a draft is some 20 kB, and a browser gives 5 MB. */
const MOST = 20;

/** A name for a new draft. */
export const newDraftId = (): string => crypto.randomUUID().slice(0, 8);

/**
 * Keeps what was entered, over reloads, crashes and closed tabs. Storage that is full or forbidden is no reason to
 * disturb: the wizard goes on without.
 */
export function saveDraft(draft: Draft): void {
  try {
    localStorage.setItem(PREFIX + draft.id, JSON.stringify(draft));
  } catch {
    return;
  }
}

/** A draft by its name; undefined where there is none that reads. */
export function loadDraft(id: string): Draft | undefined {
  try {
    const draft = Draft.safeParse(JSON.parse(localStorage.getItem(PREFIX + id) ?? 'null'));
    return draft.success ? draft.data : undefined;
  } catch {
    return undefined;
  }
}

/** The newest drafts that read, latest first; older ones go. */
export function listDrafts(): Draft[] {
  try {
    const all = Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX))
      .flatMap((key) => loadDraft(key.slice(PREFIX.length)) ?? [])
      .sort((a, b) => b.savedAt - a.savedAt);
    for (const { id } of all.slice(MOST)) dropDraft(id);
    return all.slice(0, MOST);
  } catch {
    return [];
  }
}

export function dropDraft(id: string): void {
  try {
    localStorage.removeItem(PREFIX + id);
  } catch {
    return;
  }
}
