import type { SettingProblem } from '@percloud/contract/check-settings';
import type { Setting } from '@percloud/contract/settings-form';
import { inMyLanguage, t } from '../i18n/i18n.ts';

/** What is wrong with one setting, in the person's words; an app may bring its own for its pattern. */
export function settingProblemText(setting: Setting, problems: readonly SettingProblem[]): string | undefined {
  const problem = problems.find(({ path }) => path === `settings.${setting.name}`);
  if (!problem) return undefined;
  if (problem.rule === 'pattern' && setting.type === 'text' && setting.pattern_hint) return inMyLanguage(setting.pattern_hint);
  return t(`field-rules.${problem.rule}`, { limit: problem.limit ?? '' });
}
