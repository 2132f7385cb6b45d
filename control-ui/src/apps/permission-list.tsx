import type { Text } from '@percloud/contract/words';
import { Ban, Check, Globe, Lock, Unlock } from 'lucide-preact';
import { inMyLanguage, t } from '../i18n/i18n.ts';
import { limitsOf, permissionText } from './app-text.ts';
import './permission-list.css';

const signs: Record<string, typeof Check> = { egress: Globe, public: Unlock, 'may-be-public': Unlock };

/** What an app may do, or that it may do nothing. */
export const PermissionList = ({ permissions }: { permissions: readonly string[] }) => (
  <ul class="permissions">
    {permissions.length === 0 && <Item sign={Lock} words={t('permissions.none')} />}
    {permissions.map((permission) => (
      <Item key={permission} sign={signs[permission.split(':')[0] ?? ''] ?? Check} words={permissionText(permission)} />
    ))}
  </ul>
);

/** The same, with what it needs that for, in its author's words, and what it can't do. */
export const AllPermissions = ({ permissions, reason }: { permissions: readonly string[]; reason: Text | undefined }) => (
  <>
    {permissions.length === 0 ? <p>{t('permissions.nothing-more')}</p> : <PermissionList permissions={permissions} />}
    {reason && <p class="quiet">{t('permissions.reason', { reason: inMyLanguage(reason) })}</p>}
    <h3>{t('permissions.limits-title')}</h3>
    <ul class="permissions">
      {limitsOf(permissions).map((limit) => (
        <Item key={limit} sign={Ban} words={t(`permissions.limits.${limit}`)} />
      ))}
    </ul>
  </>
);

const Item = ({ sign: Sign, words }: { sign: typeof Check; words: string }) => (
  <li>
    <Sign size={20} strokeWidth={1.5} aria-hidden="true" />
    {words}
  </li>
);
