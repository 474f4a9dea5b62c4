/** What stands around our words at GOV.UK Notify, whose people read it before a service goes live. `((…))` is what we fill in. */
export const NOTIFY_TEMPLATES = {
  /** All of it counts to what a text may hold. */
  text: 'Roundtable: ((words))\n\nRead or stop: ((link))',
  mail: {
    subject: '((subject))',
    body: `((body))

((link))

---

Roundtable sends this. ((why))

Choose what you get, or stop it: ((settings))`,
  },
} as const;

/** As it will be read. */
export function filledIn(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\(\((\w+)\)\)/g, (whole, name: string) => values[name] ?? whole);
}
