import { CheckboxField } from '../../fields/checkbox-field.tsx';
import { BareInput } from '../../fields/bare-input.tsx';
import { DurationField } from '../../fields/duration-field.tsx';
import { PairsField } from '../../fields/pairs-field.tsx';
import { RadioField } from '../../fields/radio-field.tsx';
import { SelectField } from '../../fields/select-field.tsx';
import { SuggestField } from '../../fields/suggest-field.tsx';
import { TagsField } from '../../fields/tags-field.tsx';
import { NumberTextField, TextField } from '../../fields/text-field.tsx';
import { WordsField } from '../../fields/words-field.tsx';
import type { CreateForm, Duration } from './form.ts';

/** The fields, each bound to this form: a name that is not a path to the right type does not compile. */
export const Text = TextField<CreateForm>;
export const NumberText = NumberTextField<CreateForm>;
export const Bare = BareInput<CreateForm>;
export const Choice = SelectField<CreateForm>;
export const Radios = RadioField<CreateForm>;
export const Check = CheckboxField<CreateForm>;
export const Suggest = SuggestField<CreateForm>;
export const Time = DurationField<CreateForm, Duration['unit']>;
export const Tags = TagsField<CreateForm>;
export const HintPairs = PairsField<CreateForm, 'name' | 'hint'>;
export const VariablePairs = PairsField<CreateForm, 'key' | 'value'>;
export const GroupRows = PairsField<CreateForm, 'name' | 'type' | 'count'>;
export const AlternativeRows = PairsField<CreateForm, 'type' | 'count' | 'volume'>;
export const PlacementRows = PairsField<CreateForm, 'server' | 'count'>;
export const Words = WordsField<CreateForm>;
export const MetricPairs = PairsField<CreateForm, 'name' | 'regex'>;

/** The path of one definition; its fields' names start with it. */
export type DefinitionPath = `definitions.${number}`;
