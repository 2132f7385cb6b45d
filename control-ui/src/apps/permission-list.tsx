import { Check, Globe, Lock, Unlock } from 'lucide-preact';
import { t } from '../i18n/i18n.ts';
import { permissionText } from './app-text.ts';
import './permission-list.css';

const signs: Record<string, typeof Check> = { egress: Globe, public: Unlock, 'may-be-public': Unlock };

/** What an app may do, or that it may do nothing. */
export const PermissionList = ({ permissions }: { permissions: readonly string[] }) => (
  <ul class="permissions">
    {permissions.length === 0 && (
      <li>
        <Lock size={20} strokeWidth={1.5} aria-hidden="true" />
        {t('permissions.none')}
      </li>
    )}
    {permissions.map((permission) => {
      const Sign = signs[permission.split(':')[0] ?? ''] ?? Check;
      return (
        <li key={permission}>
          <Sign size={20} strokeWidth={1.5} aria-hidden="true" />
          {permissionText(permission)}
        </li>
      );
    })}
  </ul>
);
