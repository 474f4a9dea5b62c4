import type { Hidden, Pooled } from './digest.ts';
import type { DigestFacts, PoolFact } from './facts.ts';
import { resultOf } from './results.ts';

/**
 * What several circles said together. A pool is of one voice, and no voice stands alone: a question is told where every
 * voice that this circle asked it of has a released pool, in the circle's order; otherwise none of it is.
 */
export function pooledOf({ pools, circle }: DigestFacts): Pooled[] {
  return pools.filter((pool) => isWhole(pool, circle)).map((pool) => toldOf(pool, circle));
}

/**
 * Questions of which some voice's pool was released and is not told, because another's was not. Says neither which. A
 * question of which nothing was released has its line already, in each week that held it back.
 */
export function hiddenPools({ pools, circle }: DigestFacts): Hidden[] {
  const questions = pools.filter((pool) => !isWhole(pool, circle)).map(({ question }) => question.text);
  return questions.length === 0 ? [] : [{ what: 'pool', questions: [...new Set(questions)], from: null }];
}

function isWhole({ asked, released }: PoolFact, circle: DigestFacts['circle']): boolean {
  const hasCompany = asked.length > 1 || circle.voices.length === 1;
  return hasCompany && asked.every((voice) => released.some((each) => each.voice === voice));
}

function toldOf({ quarter, question, asked, released }: PoolFact, circle: DigestFacts['circle']): Pooled {
  const groups = circle.voices
    .filter(({ id }) => asked.includes(id))
    .flatMap(({ id, name }) =>
      released.filter(({ voice }) => voice === id).map(({ voice, figures }) => ({ voice, name, figures })),
    );
  return { quarter, ...resultOf(question, groups) };
}
