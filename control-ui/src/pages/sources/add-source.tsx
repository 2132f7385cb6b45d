import type { CatalogSource } from '@percloud/contract/catalogs';
import { useSignal } from '@preact/signals';
import { call } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { StateLine } from '../../components/state-line.tsx';
import { t } from '../../i18n/i18n.ts';
import { fieldProblem } from '../../i18n/problem-text.ts';
import { nameOf } from '../../state/catalog.ts';
import { useAction } from '../../state/use-action.ts';

export function AddSource() {
  const address = useSignal('');
  const publicKey = useSignal('');
  const added = useSignal<CatalogSource | undefined>(undefined);
  const action = useAction();
  const add = () =>
    action.run(async () => {
      added.value = undefined;
      added.value = await call('addCatalog', { body: { address: address.value, publicKey: publicKey.value.trim() } });
      address.value = '';
      publicKey.value = '';
    });
  return (
    <form
      class="card stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <h2>{t('sources.add-title')}</h2>
      <p>{t('sources.add-text')}</p>
      <Field
        label={t('sources.address')}
        help={t('sources.address-help')}
        value={address.value}
        onInput={(value) => {
          address.value = value;
        }}
        autocapitalize="none"
        spellcheck={false}
        wrong={fieldProblem(action.problem, 'address')}
      />
      <Field
        label={t('sources.key')}
        help={t('sources.key-help')}
        value={publicKey.value}
        onInput={(value) => {
          publicKey.value = value;
        }}
        autocapitalize="none"
        spellcheck={false}
        wrong={fieldProblem(action.problem, 'publicKey')}
      />
      {action.problem && <ProblemNotice problem={action.problem} />}
      <div class="row">
        <Button type="submit" disabled={action.busy}>
          {action.busy ? t('sources.adding') : t('sources.add')}
        </Button>
        <span role="status">
          {added.value && (
            <StateLine tone="good">{t('sources.added-now', { name: nameOf(added.value), count: added.value.apps })}</StateLine>
          )}
        </span>
      </div>
    </form>
  );
}
