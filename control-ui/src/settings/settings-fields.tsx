import type { SettingProblem } from '@percloud/contract/check-settings';
import type { Setting } from '@percloud/contract/settings-form';
import { type Signal, useSignal } from '@preact/signals';
import { Check, Choice, Field } from '../components/field.tsx';
import { inMyLanguage, t } from '../i18n/i18n.ts';
import type { Draft } from './draft.ts';
import { settingProblemText } from './setting-problem-text.ts';

interface SettingsFieldsProps {
  form: readonly Setting[];
  draft: Signal<Draft>;
  problems: readonly SettingProblem[];
  /** The person pressed the button: everything that is wrong is told, not only in the fields they have left. */
  tried: boolean;
  /** Password settings that already have a value. */
  kept?: readonly string[];
}

/** A form made from a manifest's settings. */
export function SettingsFields({ form, draft, problems, tried, kept = [] }: SettingsFieldsProps) {
  const left = useSignal<ReadonlySet<string>>(new Set());
  return (
    <>
      {form.map((setting) => {
        const set = (value: string | boolean) => {
          draft.value = { ...draft.value, [setting.name]: value };
        };
        const told = tried || left.value.has(setting.name);
        return (
          <SettingField
            key={setting.name}
            setting={setting}
            value={draft.value[setting.name] ?? ''}
            onInput={set}
            onBlur={() => {
              left.value = new Set(left.value).add(setting.name);
            }}
            wrong={told ? settingProblemText(setting, problems) : undefined}
            kept={kept.includes(setting.name)}
          />
        );
      })}
    </>
  );
}

interface SettingFieldProps {
  setting: Setting;
  value: string | boolean;
  onInput: (value: string | boolean) => void;
  onBlur: () => void;
  wrong: string | undefined;
  kept: boolean;
}

function SettingField({ setting, value, onInput, onBlur, wrong, kept }: SettingFieldProps) {
  // A switch and a choice always have an answer; a field can stay empty.
  const mayStayEmpty = !setting.required && setting.type !== 'boolean' && setting.type !== 'choice';
  const label = mayStayEmpty ? t('settings.optional', { label: inMyLanguage(setting.label) }) : inMyLanguage(setting.label);
  const help = [setting.help && inMyLanguage(setting.help), kept && t('settings.kept')].filter(Boolean).join(' ') || undefined;
  const common = { label, help, wrong, onInput, onBlur };
  switch (setting.type) {
    case 'text':
      return <Field {...common} value={String(value)} required={setting.required} />;
    case 'password':
      return <Field {...common} value={String(value)} type="password" autocomplete="new-password" required={setting.required && !kept} />;
    case 'number':
      return (
        <Field
          {...common}
          value={String(value)}
          type="number"
          inputMode="decimal"
          min={setting.min}
          max={setting.max}
          step={setting.step ?? 'any'}
          required={setting.required}
        />
      );
    case 'boolean':
      return <Check label={label} help={help} checked={value === true} onInput={onInput} />;
    case 'choice':
      return (
        <Choice
          label={label}
          help={help}
          wrong={wrong}
          value={String(value)}
          onInput={onInput}
          choices={setting.choices.map((choice) => ({ value: choice.value, label: inMyLanguage(choice.label) }))}
        />
      );
  }
}
