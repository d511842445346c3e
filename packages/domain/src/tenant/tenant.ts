/** A customer, as operators see it. */
export interface Tenant {
  name: string;
  /** The connection that a new workspace takes. */
  defaultConnectionId: string | undefined;
  /** Since when SECA's writes are refused. */
  suspendedAt: Date | undefined;
  /** What everything of the tenant may cost per month, in euros without VAT. */
  spendLimitEur: number | undefined;
  createdAt: Date;
}
