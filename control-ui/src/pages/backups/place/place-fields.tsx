import type { PlaceKind } from '@percloud/contract/backup-places';
import type { ProblemDocument } from '@percloud/contract/problems';
import type { Signal } from '@preact/signals';
import { Cloud, HardDrive, House, type LucideIcon, Server, Warehouse } from 'lucide-preact';
import { Field } from '../../../components/field.tsx';
import { RadioChoice } from '../../../components/radio-choice.tsx';
import { TextArea } from '../../../components/text-area.tsx';
import { t } from '../../../i18n/i18n.ts';
import { fieldProblem } from '../../../i18n/problem-text.ts';
import type { PlaceDraft } from './place-draft.ts';

export const placeSigns: Record<PlaceKind, LucideIcon> = { disk: HardDrive, box: House, sftp: Server, rest: Warehouse, s3: Cloud };

interface PlaceFormProps {
  draft: Signal<PlaceDraft>;
  problem: ProblemDocument | undefined;
}

interface KindChoiceProps extends Pick<PlaceFormProps, 'draft'> {
  kinds: readonly PlaceKind[];
  label: string;
  onChange: () => void;
}

export const KindChoice = ({ draft, kinds, label, onChange }: KindChoiceProps) => (
  <RadioChoice
    label={label}
    value={draft.value.kind}
    choices={kinds.map((kind) => ({
      value: kind,
      label: t(`place.kinds.${kind}`),
      text: t(`place.kinds.${kind}-text`),
      sign: placeSigns[kind],
    }))}
    onInput={(kind) => {
      draft.value = { ...draft.value, kind };
      onChange();
    }}
  />
);

/** What is to be typed for a place of this kind; a disk is chosen, not typed. */
export function PlaceFields(props: PlaceFormProps) {
  switch (props.draft.value.kind) {
    case 'disk':
      return null;
    case 'sftp':
      return <SshFields {...props} />;
    case 'box':
      return <BoxFields {...props} />;
    case 'rest':
      return <RestFields {...props} />;
    case 's3':
      return <S3Fields {...props} />;
  }
}

const SshFields = (props: PlaceFormProps) => (
  <>
    <PlaceField {...props} name="host" label={t('place.host')} help={t('place.host-help')} />
    <PlaceField {...props} name="port" label={t('place.port')} help={t('place.port-help')} numeric />
    <PlaceField {...props} name="user" label={t('place.user')} />
    <PlaceField {...props} name="folder" label={t('place.folder')} help={t('place.folder-help')} />
  </>
);

const BoxFields = (props: PlaceFormProps) => (
  <>
    <p class="quiet small">{t('place.box-how')}</p>
    <PlaceField {...props} name="address" label={t('place.box-address')} help={t('place.box-address-help')} />
    <PlaceField {...props} name="user" label={t('place.box-user')} />
    <PlaceField {...props} name="password" label={t('place.box-password')} secret />
  </>
);

const RestFields = (props: PlaceFormProps) => (
  <>
    <PlaceField {...props} name="address" label={t('place.rest-address')} help={t('place.rest-address-help')} />
    <PlaceField {...props} name="user" label={t('place.rest-user')} />
    <PlaceField {...props} name="password" label={t('place.rest-password')} secret />
    <Certificate {...props} />
  </>
);

const S3Fields = (props: PlaceFormProps) => (
  <>
    <PlaceField {...props} name="address" label={t('place.s3-address')} help={t('place.s3-address-help')} />
    <PlaceField {...props} name="bucket" label={t('place.bucket')} />
    <PlaceField {...props} name="folder" label={t('place.folder-optional')} help={t('place.folder-help')} />
    <PlaceField {...props} name="accessKey" label={t('place.access-key')} />
    <PlaceField {...props} name="secretKey" label={t('place.secret-key')} secret />
    <Certificate {...props} />
  </>
);

/** For the few whose server vouches for itself. */
const Certificate = ({ draft, problem }: PlaceFormProps) => (
  <details>
    <summary>{t('place.own-certificate')}</summary>
    <TextArea
      label={t('place.certificate')}
      help={t('place.certificate-help')}
      rows={4}
      value={draft.value.certificate}
      onInput={(certificate) => {
        draft.value = { ...draft.value, certificate };
      }}
      wrong={fieldProblem(problem, 'place.certificate')}
    />
  </details>
);

interface PlaceFieldProps extends PlaceFormProps {
  name: Exclude<keyof PlaceDraft, 'kind'>;
  label: string;
  help?: string;
  secret?: boolean;
  numeric?: boolean;
}

const PlaceField = ({ draft, problem, name, label, help, secret, numeric }: PlaceFieldProps) => (
  <Field
    label={label}
    help={help}
    type={secret ? 'password' : 'text'}
    inputMode={numeric ? 'numeric' : undefined}
    value={draft.value[name]}
    onInput={(value) => {
      draft.value = { ...draft.value, [name]: value };
    }}
    autocomplete="off"
    autocapitalize="none"
    spellcheck={false}
    wrong={fieldProblem(problem, `place.${name}`)}
  />
);
