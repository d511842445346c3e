import { LessThan, MoreThan, type EntityManager } from 'typeorm';
import { hashOf, makeSecret } from './secret.js';
import { SignInEntity } from './sign-in.entity.js';

/** What has to be remembered of somebody who is at the OpenID provider. */
export type SignIn = Pick<SignInEntity, 'state' | 'nonce' | 'codeVerifier' | 'returnTo'>;

/** Keeps a sign-in until `expiresAt`. Returns the value that the browser has to come back with. */
export async function keepSignIn(
  manager: EntityManager,
  signIn: SignIn,
  now: Date,
  expiresAt: Date,
): Promise<string> {
  await manager.delete(SignInEntity, { expiresAt: LessThan(now) });
  const secret = makeSecret('');
  await manager.insert(SignInEntity, { ...signIn, hash: hashOf(secret), expiresAt });
  return secret;
}

/** The sign-in that `secret` stands for, which is forgotten with that; `undefined` when there is none, or it is too late. */
export async function takeSignIn(
  manager: EntityManager,
  secret: string,
  now: Date,
): Promise<SignIn | undefined> {
  const hash = hashOf(secret);
  const row = await manager.findOneBy(SignInEntity, { hash, expiresAt: MoreThan(now) });
  const { affected } = await manager.delete(SignInEntity, { hash });
  return row && affected === 1 ? row : undefined;
}
