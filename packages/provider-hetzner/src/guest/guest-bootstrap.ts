import { fillTemplate } from './template.js';

/**
 * The boothook that gives a guest with only private interfaces its default route and DNS, as one cloud-init
 * part of type `text/cloud-boothook`; pure ASCII. It is the same for every guest, and does nothing in one that
 * has another default route.
 */
export const guestBoothook: string = fillTemplate('guest-boothook.sh');
