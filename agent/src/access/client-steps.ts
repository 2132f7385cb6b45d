import { languages, type Text } from '@percloud/contract/words';

interface Client {
  name: string;
  steps: Text;
}

/** What to type into which client, for this person and this app: `${app.url}` and `${user}` of the manifest filled in. */
export function fillClientSteps(clients: readonly Client[], { user, url }: { user: string; url: string }): Client[] {
  const values: Record<string, string> = { user, 'app.url': url };
  const fill = (text: string) => text.replace(/\$\{([\w.]+)\}/g, (whole, name: string) => values[name] ?? whole);
  return clients.map(({ name, steps }) => {
    const filled = { ...steps };
    for (const language of languages) filled[language] = fill(steps[language]);
    return { name, steps: filled };
  });
}
