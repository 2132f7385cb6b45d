import type { ComponentChildren } from 'preact';
import { t } from '../i18n/i18n.ts';
import type { Action } from '../state/use-action.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { ProblemNotice } from './problem-notice.tsx';

interface ConfirmProps {
  title: string;
  /** What the button does, in its own words. */
  verb: string;
  danger?: boolean;
  disabled?: boolean;
  action: Action;
  onConfirm: () => unknown;
  onClose: () => void;
  children: ComponentChildren;
}

/** Says what would happen before it does. */
export const Confirm = ({ title, verb, danger, disabled, action, onConfirm, onClose, children }: ConfirmProps) => (
  <Dialog title={title} onClose={onClose}>
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void onConfirm();
      }}
    >
      {children}
      {action.problem && <ProblemNotice problem={action.problem} />}
      <div class="dialog-actions">
        <Button onClick={onClose}>{t('common.not-now')}</Button>
        <Button type="submit" kind={danger ? 'danger' : 'primary'} disabled={disabled || action.busy}>
          {verb}
        </Button>
      </div>
    </form>
  </Dialog>
);
