import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import { AppIcon } from '../components/app-icon.tsx';
import { Dialog } from '../components/dialog.tsx';
import { ProblemNotice } from '../components/problem-notice.tsx';
import { t } from '../i18n/i18n.ts';
import { keepCatalog } from '../state/catalog.ts';
import { useAction } from '../state/use-action.ts';
import { type Command, findCommands } from './command.ts';
import { commandsNow } from './commands.ts';
import './palette.css';

/** More are found by typing on. */
const shownAtMost = 40;

/** Whatever there is, by its name: an app, a page, something to do. */
export function Palette({ onClose }: { onClose: () => void }) {
  const id = useId();
  const typed = useSignal('');
  const chosen = useSignal(0);
  const action = useAction();
  const found = useComputed(() => findCommands(commandsNow(), typed.value).slice(0, shownAtMost));
  useEffect(keepCatalog, []);

  const optionId = (index: number) => `${id}-${index}`;
  const choose = (index: number) => {
    chosen.value = Math.max(0, Math.min(index, found.value.length - 1));
    document.getElementById(optionId(chosen.value))?.scrollIntoView({ block: 'nearest' });
  };
  const run = async (command: Command | undefined) => {
    if (command && (await action.run(async () => command.run()))) onClose();
  };
  const steps: Record<string, () => void> = {
    ArrowDown: () => choose(chosen.value + 1),
    ArrowUp: () => choose(chosen.value - 1),
    PageDown: () => choose(chosen.value + 8),
    PageUp: () => choose(chosen.value - 8),
    Enter: () => void run(found.value[chosen.value]),
  };

  return (
    <Dialog title={t('palette.title')} kind="palette" onClose={onClose}>
      <input
        class="palette-input"
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={found.value.length > 0 ? optionId(chosen.value) : undefined}
        aria-label={t('palette.title')}
        placeholder={t('palette.hint')}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        autofocus
        value={typed.value}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
          choose(0);
        }}
        onKeyDown={(event) => {
          const step = steps[event.key];
          // While an input method composes a word, the keys are its own.
          if (!step || event.isComposing) return;
          event.preventDefault();
          step();
        }}
      />
      {action.problem && <ProblemNotice problem={action.problem} />}
      <div class="palette-found" id={id} role="listbox" aria-label={t('palette.title')}>
        {found.value.map((command, index) => (
          // The keyboard stays in the input and points from there.
          <button
            type="button"
            key={command.id}
            id={optionId(index)}
            class="palette-option"
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen.value}
            onPointerMove={() => {
              chosen.value = index;
            }}
            onClick={() => run(command)}
          >
            <Sign sign={command.sign} />
            <span class="grow" dir="auto">
              {command.title}
            </span>
            <span class="quiet small">{command.kind}</span>
          </button>
        ))}
      </div>
      <p class={found.value.length > 0 ? 'visually-hidden' : 'quiet'} role="status">
        {found.value.length > 0 ? t('palette.found', { count: found.value.length }) : t('catalog.nothing-found', { search: typed.value })}
      </p>
    </Dialog>
  );
}

function Sign({ sign: Sign }: { sign: Command['sign'] }) {
  if ('src' in Sign) return <AppIcon src={Sign.src} color={Sign.color} size={28} />;
  return <Sign size={20} strokeWidth={1.5} aria-hidden="true" />;
}
