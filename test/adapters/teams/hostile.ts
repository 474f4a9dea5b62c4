/** What somebody may type to make a card say, link or call what it should not. */
export const HOSTILE = [
  '[Click here](javascript:alert(1))',
  '[Click here](https://evil.example)',
  '**bold** __bold__ *it* _it_ ~~no~~ `code`',
  '# Heading',
  '- item',
  '1. item',
  '> quote',
  '<img src=x onerror=alert(1)> <b>bold</b> <https://evil.example>',
  '<at>All</at> and </AT>',
  '&amp; &lt;b&gt; &#42;',
  '\\*not escaped\\*',
  '{{DATE(2026-11-24T10:00:00Z, SHORT)}} at {{TIME(2026-11-24T10:00:00Z)}}',
  '![picture](https://evil.example/x.png)',
  '[ref]: https://evil.example',
  '\u202Eright to left\u202C and $(title) and {0}',
] as const;
