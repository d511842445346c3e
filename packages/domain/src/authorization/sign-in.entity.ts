import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A sign-in that is under way at the OpenID provider; taken out by the first who comes back with it. */
@Entity('sign_in')
export class SignInEntity {
  /** SHA-256 of the value that binds it to one browser, in hex. */
  @PrimaryColumn({ type: 'text' })
  hash!: string;

  @Column({ type: 'text' })
  state!: string;

  @Column({ type: 'text' })
  nonce!: string;

  /** RFC 7636. */
  @Column({ name: 'code_verifier', type: 'text' })
  codeVerifier!: string;

  /** Path of the screen to come back to. */
  @Column({ name: 'return_to', type: 'text' })
  returnTo!: string;

  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3 })
  expiresAt!: Date;
}
