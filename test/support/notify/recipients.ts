/** What Notify says of a number that it cannot send to; null: it can. */
export function numberFault(typed: string): string | null {
  const bare = typed.replace(/[\s()-]/g, '').replace(/^\+/, '');
  if (/\D/.test(bare)) return 'Must not contain letters or symbols';
  const digits = bare.replace(/^0+/, '');
  const national = digits.startsWith('44') ? digits.slice(2).replace(/^0/, '') : digits;
  if (digits.startsWith('44') || digits.startsWith('7')) {
    if (!national.startsWith('7')) return 'Not a UK mobile number';
    if (national.length > 10) return 'Too many digits';
    return national.length < 10 ? 'Not enough digits' : null;
  }
  if (digits.length < 8) return 'Not enough digits';
  if (digits.length > 15) return 'Too many digits';
  return digits.startsWith('999') ? 'Not a valid country prefix' : null;
}

export function emailFault(typed: string): string | null {
  return /^[^\s@<>,;]+@([a-z0-9-]+\.)+[a-z0-9-]{2,}$/i.test(typed) ? null : 'Not a valid email address';
}
