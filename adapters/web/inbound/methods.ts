/** Which methods a path takes, as an `Allow` header says it: tells a wrong method (405) from a wrong address (404). */
export type Methods = Readonly<Record<string, string>>;

export const READ = 'GET, HEAD';
export const WRITE = 'POST';
