import { call } from '../../../api.ts';
import { CopyText } from '../../../components/copy-text.tsx';
import { t } from '../../../i18n/i18n.ts';
import { useFetched } from '../../../state/use-fetched.ts';

/** On a box that an operator has claimed for somebody else: how that person comes in. */
export function OwnerAwaited() {
  const code = useFetched(() => call('getOwnerCode'), []).value.value?.code;
  if (!code) return null;
  return (
    <section class="card stack-tight" aria-labelledby="owner-awaited">
      <h2 id="owner-awaited">{t('box.care.owner.title')}</h2>
      <p>{t('box.care.owner.text', { host: location.host })}</p>
      <CopyText text={code} label={t('box.care.owner.code')} />
    </section>
  );
}
