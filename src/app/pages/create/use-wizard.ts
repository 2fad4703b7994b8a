import { useEffect, useRef, useState } from 'react';
import { useForm, type FieldPath } from 'react-hook-form';
import { focusFirstError } from '../../fields/focus-first-error.ts';
import { listErrors, useMending } from '../../fields/mending.ts';
import { plural } from '../../format.ts';
import { focusHeading } from '../../shell/page.tsx';
import { saveDraft, type Draft, type Place } from './draft.ts';
import { DEFINITION_STEPS, STEPS, type CreateForm, type DefinitionStep, type Step } from './form.ts';
import { problems, resolverFor } from './problems.ts';
import type { Refusal } from './spoken.tsx';
import { startingDefinition } from './sample-data.ts';
import { forGrid } from './search-space.ts';
import { usePlace } from './use-place.ts';

/** Sorts field paths by the page they are on. */
function pageOf(path: string): number {
  const [step, index = 0, page] = path.split('.');
  const within =
    (Number(index) || 0) * DEFINITION_STEPS.length + DEFINITION_STEPS.findIndex((each) => each === page);
  return STEPS.findIndex((each) => each === step) * 1000 + (step === 'definitions' ? within : 0);
}

/** Whether a field belongs to a part of the form; all belong to the part ''. */
const isWithin = (path: string, part: string) => part === '' || path === part || path.startsWith(`${part}.`);

/**
 * The wizard's movements over one form: forward only past pages that are in order, anywhere back, into a definition
 * and out again. Every move is also the draft's, so that a reload comes back to the same place. `taken()`: the names of the
 * tuning jobs there are.
 */
export function useWizard(
  { id, values, place: start, origin }: Draft,
  restored: boolean,
  taken: () => readonly string[],
) {
  const form = useForm<CreateForm>({
    defaultValues: values,
    resolver: resolverFor(taken),
    // Fields decide when they are checked (fields/use-field.ts): 'onBlur' would lose clicks.
    mode: 'onSubmit',
    reValidateMode: 'onSubmit',
    shouldFocusError: false,
  });
  const { trigger, getValues, setValue, subscribe, control } = form;
  const { place, go } = usePlace(
    start,
    id,
    () => getValues('definitions').length,
    (index) => getValues('definitions')[index],
  );
  /** A new object for each wish, so that the same one can be had twice. */
  const [wanted, setWanted] = useState<{ focus: 'error' | 'heading' }>();
  const [refusal, setRefusal] = useState<Refusal>();
  useMending(form);

  const saving = useRef(true);
  const written = useRef(restored);
  useEffect(() => {
    const save = () => {
      if (!saving.current) return;
      saveDraft({ id, values: getValues(), place, savedAt: Date.now(), ...(origin && { origin }) });
      // From now on a reload finds the draft by its address.
      if (!written.current && !new URLSearchParams(window.location.search).has('draft')) go(place, true);
      written.current = true;
    };
    // Looking around is no draft; the first change is.
    if (written.current) save();
    return subscribe({ formState: { values: true }, callback: save });
  });

  // After the page is drawn: the fields of the step to focus in are there only now.
  useEffect(() => {
    if (wanted === undefined) return;
    if (wanted.focus === 'heading') return focusHeading();
    const wrong = listErrors(control._formState.errors).map(({ path }) => path);
    // A row that stands for a whole definition is wrong with anything in it.
    if (!focusFirstError(document, (path) => wrong.some((each) => isWithin(each, path)))) focusHeading();
  }, [wanted, control]);

  /**
   * Whether a part of the form is in order (the whole without `part`); shows what is not. Each field is named to
   * react-hook-form, which passes over errors of a list none of whose items has a field on screen.
   */
  const check = async (part = '') => {
    const inside = (path: string) => isWithin(path, part);
    const wrong = problems(getValues(), taken()).map(({ path }) => path);
    const shown = listErrors(control._formState.errors).map(({ path }) => path);
    const fields = [...new Set([...wrong, ...shown])].filter(inside);
    if (fields.length > 0) await trigger(fields as FieldPath<CreateForm>[]);
    return !wrong.some(inside);
  };

  /** Says how much of a part is wrong. The focus goes to the first of it. */
  const refuse = (part = '') => {
    const { length } = listErrors(control._formState.errors).filter(({ path }) => isWithin(path, part));
    const text = `${plural(length, 'field')} to correct before you can go on.`;
    setRefusal((before) => ({ text, time: (before?.time ?? 0) + 1 }));
    setWanted({ focus: 'error' });
  };

  /** Shows the page of a field, with the focus on it. */
  const showField = (path: string) => {
    const [step = 'settings', index, page] = path.split('.');
    const definition = getValues('definitions')[Number(index)];
    const definitionStep = DEFINITION_STEPS.find((each) => each === page);
    if (step === 'definitions' && definition && definitionStep) {
      go({
        step: 'definitions',
        editing: { index: Number(index), step: definitionStep, before: structuredClone(definition) },
        fromReview: true,
      });
    } else {
      go({ step: STEPS.find((each) => each === step) ?? 'settings', editing: null, fromReview: true });
    }
    setWanted({ focus: 'error' });
  };

  /** To a step; forward only past steps that are in order. */
  const goTo = async (step: Step) => {
    const [from, to] = [STEPS.indexOf(place.step), STEPS.indexOf(step)];
    // Forward also past earlier steps: a choice made later may have brought one of them out of order.
    for (const passed of to > from ? STEPS.slice(0, to) : []) {
      if (passed === 'review' || (await check(passed))) continue;
      if (passed !== place.step) go({ ...place, step: passed });
      return refuse(passed);
    }
    go({ step, editing: null, fromReview: step !== 'review' && place.fromReview });
  };

  /** Next: on, or back to the review one came from. */
  const next = async () => {
    const following = place.fromReview ? 'review' : STEPS[STEPS.indexOf(place.step) + 1];
    if (following) await goTo(following);
  };

  const edit = (index: number, fromReview = place.fromReview) => {
    const definition = getValues('definitions')[index];
    if (!definition) return;
    const editing = { index, step: 'algorithm', before: structuredClone(definition) } as const;
    go({ step: 'definitions', editing, fromReview });
    setWanted({ focus: 'heading' });
  };

  /** One more definition, which runs as it is; returns its place. */
  const addProposed = () => {
    const all = getValues('definitions');
    const fresh = startingDefinition(all.map(({ algorithm }) => algorithm.name));
    const fitting = getValues('settings.strategy') === 'Grid' ? forGrid(fresh) : fresh;
    setValue('definitions', [...all, fitting], { shouldDirty: true });
    return all.length;
  };

  const add = () => {
    go({ ...place, editing: { index: addProposed(), step: 'algorithm', before: null } });
    setWanted({ focus: 'heading' });
  };

  const stepOfDefinition = async (to: DefinitionStep) => {
    const { editing } = place;
    if (!editing) return;
    const [from, target] = [DEFINITION_STEPS.indexOf(editing.step), DEFINITION_STEPS.indexOf(to)];
    for (const passed of DEFINITION_STEPS.slice(from, Math.max(from, target))) {
      const part = `definitions.${editing.index}.${passed}`;
      if (await check(part)) continue;
      if (passed !== editing.step) go({ ...place, editing: { ...editing, step: passed } });
      return refuse(part);
    }
    go({ ...place, editing: { ...editing, step: to } });
  };

  const closeDefinition = () => {
    go({
      step: place.fromReview ? 'review' : 'definitions',
      editing: null,
      fromReview: place.fromReview,
    });
    setWanted({ focus: 'heading' });
  };

  const saveDefinition = async () => {
    const { editing } = place;
    if (!editing) return;
    for (const page of DEFINITION_STEPS) {
      const part = `definitions.${editing.index}.${page}`;
      if (await check(part)) continue;
      if (page !== editing.step) go({ ...place, editing: { ...editing, step: page } });
      return refuse(part);
    }
    closeDefinition();
  };

  const cancelDefinition = () => {
    const { editing } = place;
    if (!editing) return;
    const all = getValues('definitions');
    const { index, before } = editing;
    setValue('definitions', before ? all.with(index, before) : all.toSpliced(index, 1), {
      shouldDirty: true,
    });
    closeDefinition();
  };

  /** Checks everything; leads to the first problem if there is one. */
  const ready = async () => {
    if (await check()) return true;
    const [first] = problems(getValues(), taken())
      .map(({ path }) => path)
      .toSorted((a, b) => pageOf(a) - pageOf(b));
    if (first !== undefined) showField(first);
    refuse();
    return false;
  };

  /** Puts other values in place of all, and leads to what is wrong with them. */
  const replaceAll = async (next: CreateForm) => {
    for (const part of ['settings', 'definitions', 'limits'] as const) {
      setValue(part, next[part], { shouldDirty: true });
    }
    if (place.editing && place.editing.index >= next.definitions.length) {
      go({ step: 'definitions', editing: null, fromReview: place.fromReview });
    }
    await ready();
  };

  return {
    form,
    origin,
    replaceAll,
    /** The draft ends here: nothing is saved any more. */
    stopSaving: () => {
      saving.current = false;
    },
    place,
    refusal,
    goTo,
    next,
    add,
    addProposed,
    edit,
    showField,
    ready,
    stepOfDefinition,
    saveDefinition,
    cancelDefinition,
    fromReview: (step: Step) => {
      go({ step, editing: null, fromReview: true } satisfies Place);
    },
  };
}
export type WizardControl = ReturnType<typeof useWizard>;
